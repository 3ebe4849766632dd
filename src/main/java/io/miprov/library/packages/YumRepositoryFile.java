package io.miprov.library.packages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.diag.Secret;
import io.miprov.host.Sh;
import io.miprov.library.packages.YumRepositoryModule.Params;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.FileState;
import io.miprov.module.Outcome;
import io.miprov.module.Placement;
import java.lang.reflect.RecordComponent;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file of a repository, which may have others. */
record YumRepositoryFile(Params params) {
    private static final Set<String> NOT_IN_FILE =
            Set.of("name", "state", "file", "reposdir", "description", "mode", "owner", "group");

    Change present(Map<String, Object> says) {
        return change(
                says,
                text -> {
                    Section now = Section.of(text, params.name());
                    Map<String, String> wanted = wanted();
                    return now.settings().equals(wanted) ? text : now.replaced(wanted);
                });
    }

    Change absent(Map<String, Object> says) {
        return change(says, text -> Section.of(text, params.name()).removed());
    }

    private Change change(Map<String, Object> says, Function<String, String> edit) {
        return new Decide(
                Sh.of(
                        "if [ -d {} ]; then read_file {}; else echo {} >&2; false; fi",
                        params.reposdir(),
                        params.path(),
                        "Repo directory '" + params.reposdir() + "' does not exist."),
                answer -> {
                    String[] read = answer.split("\n", 2);
                    FileState there = FileState.read(read[0]);
                    String before =
                            there.absent()
                                    ? ""
                                    : new String(Base64.getMimeDecoder().decode(read[1]), UTF_8);
                    return settle(says, there, before, edit.apply(before));
                },
                says);
    }

    private Change settle(Map<String, Object> says, FileState there, String before, String after) {
        Placement placement = new Placement(params.mode(), params.owner(), params.group());
        if (after.equals(before)) {
            return there.absent() || there.placed(placement)
                    ? new Answer(Outcome.ok(says))
                    : new Act(
                            there.place(placement, false),
                            says,
                            new Outcome.TextDiff(
                                    params.path(),
                                    there.described(Placement.AS_IT_IS),
                                    there.described(placement)));
        }
        Sh act =
                after.isBlank()
                        ? Sh.of("rm -f -- {}", params.path())
                        : there.replace(after.getBytes(UTF_8), placement, "", false);
        return new Act(act, says, new Outcome.TextDiff(params.path(), before, after));
    }

    /**
     * What stands in the file, by name: a boolean is 0 or 1, a list has a line or a space between.
     */
    private Map<String, String> wanted() {
        Map<String, String> wanted = new TreeMap<>();
        wanted.put("name", params.description().orElseThrow());
        for (RecordComponent each : Params.class.getRecordComponents()) {
            String name = each.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            if (!NOT_IN_FILE.contains(name)) {
                value(each).ifPresent(value -> wanted.put(name, text(name, value)));
            }
        }
        return wanted;
    }

    private Optional<?> value(RecordComponent component) {
        try {
            return (Optional<?>) component.getAccessor().invoke(params);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a record can be read", e);
        }
    }

    private static String text(String name, Object value) {
        if (value instanceof List<?> list) {
            boolean lines = name.equals("baseurl") || name.equals("gpgkey");
            return String.join(lines ? "\n" : " ", list.stream().map(Object::toString).toList());
        }
        if (value instanceof Boolean yes) {
            return yes ? "1" : "0";
        }
        return value instanceof Secret secret
                ? secret.value()
                : value instanceof Enum<?> word
                        ? word.name().toLowerCase(Locale.ROOT)
                        : value.toString();
    }

    /**
     * A section of a file.
     *
     * @param start where it begins; the end of the text when it is not there
     */
    private record Section(String text, String name, int start, int end) {
        private static final Pattern HEADER = Pattern.compile("(?m)^\\[([^]\\n]+)\\].*\\n?");
        private static final Pattern SETTING =
                Pattern.compile("^([^=:\\s][^=:]*?)\\s*[=:]\\s*(.*)$");

        static Section of(String text, String name) {
            Matcher header = HEADER.matcher(text);
            while (header.find()) {
                if (header.group(1).equals(name)) {
                    int start = header.start();
                    return new Section(
                            text, name, start, header.find() ? header.start() : text.length());
                }
            }
            return new Section(text, name, text.length(), text.length());
        }

        Map<String, String> settings() {
            Map<String, String> settings = new TreeMap<>();
            String last = "";
            for (String line : text.substring(start, end).lines().skip(1).toList()) {
                Matcher setting = SETTING.matcher(line);
                if (line.isBlank() || line.startsWith("#") || line.startsWith(";")) {
                    continue;
                }
                if (Character.isWhitespace(line.charAt(0)) && !last.isEmpty()) {
                    settings.merge(last, line.strip(), (one, two) -> one + "\n" + two);
                } else if (setting.matches()) {
                    last = setting.group(1).toLowerCase(Locale.ROOT);
                    settings.put(last, setting.group(2).strip());
                }
            }
            return settings;
        }

        String replaced(Map<String, String> settings) {
            StringBuilder out = new StringBuilder(text.substring(0, start));
            if (start == text.length() && !text.isEmpty()) {
                out.append(text.endsWith("\n\n") ? "" : text.endsWith("\n") ? "\n" : "\n\n");
            }
            out.append('[').append(name).append("]\n");
            settings.forEach(
                    (key, value) ->
                            out.append(key)
                                    .append(" = ")
                                    .append(value.replace("\n", "\n\t"))
                                    .append('\n'));
            return out.append('\n').append(text.substring(end)).toString();
        }

        String removed() {
            String rest = text.substring(0, start) + text.substring(end);
            return start == end || HEADER.matcher(rest).find() ? rest : "";
        }
    }
}
