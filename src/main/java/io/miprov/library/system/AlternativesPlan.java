package io.miprov.library.system;

import io.miprov.host.Sh;
import io.miprov.library.system.AlternativesModule.Params;
import io.miprov.library.system.AlternativesModule.State;
import io.miprov.library.system.AlternativesModule.Subcommand;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must be done about an alternative, from what {@code update-alternatives --display} tells.
 */
final class AlternativesPlan {
    private static final int USUAL_PRIORITY = 50;
    private static final Pattern MODE =
            Pattern.compile("\\s-\\s(?:status\\sis\\s)?(\\w*)(?:\\smode|\\.)$", Pattern.MULTILINE);
    private static final Pattern CURRENT =
            Pattern.compile("^\\s*link currently points to (.*)$", Pattern.MULTILINE);
    private static final Pattern LINK =
            Pattern.compile("^\\s*link \\w+ is (.*)$", Pattern.MULTILINE);
    private static final Pattern SUBCOMMAND_LINK =
            Pattern.compile("^\\s*(?:slave|follower) (\\S+) is (.*)$", Pattern.MULTILINE);
    private static final Pattern CHOICE =
            Pattern.compile(
                    "^(/.*)\\s-\\s(?:family\\s\\S+\\s)?priority\\s(\\d+)((?:\\s+(?:slave|follower).*)*)",
                    Pattern.MULTILINE);
    private static final Pattern SUBCOMMAND =
            Pattern.compile("^\\s+(?:slave|follower) (.*): (.*)$", Pattern.MULTILINE);

    private final Params params;
    private final String mode;
    private final String current;
    private final String link;
    private final Map<String, Choice> choices = new LinkedHashMap<>();
    private final List<Sh> steps = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();

    private record Choice(int priority, List<Subcommand> subcommands) {}

    AlternativesPlan(Params params, String shown) {
        this.params = params;
        this.mode = first(MODE, shown);
        this.current = first(CURRENT, shown);
        this.link = first(LINK, shown);
        Map<String, String> links = new LinkedHashMap<>();
        SUBCOMMAND_LINK.matcher(shown).results().forEach(m -> links.put(m.group(1), m.group(2)));
        if (links.isEmpty()) {
            params.subcommands()
                    .ifPresent(all -> all.forEach(each -> links.put(each.name(), each.link())));
        }
        CHOICE.matcher(shown)
                .results()
                .forEach(
                        m ->
                                choices.put(
                                        m.group(1),
                                        new Choice(
                                                Integer.parseInt(m.group(2)),
                                                subcommands(m.group(3), links))));
    }

    private static String first(Pattern pattern, String text) {
        Matcher match = pattern.matcher(text);
        return match.find() ? match.group(1) : "";
    }

    private static List<Subcommand> subcommands(String text, Map<String, String> links) {
        return SUBCOMMAND
                .matcher(text)
                .results()
                .filter(m -> !m.group(2).equals("(null)"))
                .map(
                        m ->
                                new Subcommand(
                                        m.group(1), m.group(2), links.getOrDefault(m.group(1), "")))
                .toList();
    }

    Change change() {
        boolean there = choices.containsKey(params.path());
        if (params.state() == State.ABSENT) {
            if (there) {
                step(
                        "Remove alternative '%s' from '%s'.",
                        "--remove", params.name(), params.path());
            }
        } else {
            present(there);
        }
        Map<String, Object> says = Map.of("msg", String.join(" ", messages));
        if (steps.isEmpty()) {
            return new Answer(Outcome.ok(says));
        }
        return new Act(
                steps.stream().reduce(Sh::and).orElseThrow(),
                says,
                new Outcome.TextDiff("alternatives of " + params.name(), before(there), after()));
    }

    private void present(boolean there) {
        if (!there || differs(choices.get(params.path()))) {
            install(there);
        }
        if (params.state() == State.SELECTED && !current.equals(params.path())) {
            step("Set alternative '%s' for '%s'.", "--set", params.name(), params.path());
        }
        if (params.state() == State.AUTO && mode.equals("manual")) {
            steps.add(update("--auto", params.name()));
            messages.add("Set alternative to auto for '" + params.name() + "'.");
        }
    }

    private boolean differs(Choice is) {
        boolean priority = params.priority().filter(p -> p != is.priority()).isPresent();
        return priority
                || params.subcommands()
                        .filter(all -> !new HashSet<>(all).equals(new HashSet<>(is.subcommands())))
                        .isPresent();
    }

    private void install(boolean there) {
        String where = params.link().orElse(link);
        if (where.isEmpty()) {
            throw new IllegalArgumentException(
                    "the host knows no alternatives of "
                            + params.name()
                            + " yet; say `link`, the path that should lead to one");
        }
        Optional<Choice> is = Optional.ofNullable(there ? choices.get(params.path()) : null);
        int priority = params.priority().orElse(is.map(Choice::priority).orElse(USUAL_PRIORITY));
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "--install",
                                where,
                                params.name(),
                                params.path(),
                                Integer.toString(priority)));
        params.subcommands()
                .or(() -> is.map(Choice::subcommands))
                .orElse(List.of())
                .forEach(
                        each ->
                                words.addAll(
                                        List.of("--slave", each.link(), each.name(), each.path())));
        steps.add(Sh.of("ls -d -- {} >/dev/null", params.path()));
        steps.add(update(words.toArray(String[]::new)));
        messages.add("Install alternative '" + params.path() + "' for '" + params.name() + "'.");
    }

    private void step(String message, String option, String name, String path) {
        steps.add(update(option, name, path));
        messages.add(String.format(message, path, name));
    }

    private static Sh update(String... words) {
        return Sh.of("update-alternatives {} >&2", List.of(words));
    }

    private String before(boolean there) {
        return there
                ? "priority " + choices.get(params.path()).priority() + "\n" + selected()
                : "absent\n" + selected();
    }

    private String selected() {
        return current.isEmpty() ? "" : "selected: " + current + " (" + mode + ")\n";
    }

    private String after() {
        return String.join("\n", messages) + "\n";
    }
}
