package io.miprov.library.nginx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.host.Bytes;
import io.miprov.host.Sh;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.NotYet;
import io.miprov.module.Outcome;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of NGINX's configuration that a module writes as a whole. It is put in place, tried, and
 * taken up by an NGINX that runs, or all is as it was. Members that are drained in it stay so.
 *
 * @param command how NGINX is called, with its options
 * @param folder where its configuration is
 */
record ConfFile(String command, String folder, String path, Map<String, Object> says) {

    /** Makes the text that fits a version of NGINX. */
    interface Text {
        String of(NginxVersion version);
    }

    /** Has the file hold a text. */
    Change holds(Text text) {
        return change(Optional.of(text));
    }

    /** Has the file gone. */
    Change absent() {
        return change(Optional.empty());
    }

    private Change change(Optional<Text> text) {
        Sh words = NginxWords.words();
        return new Decide(
                words.then(Sh.of("nginx_file {} {} {}", command, folder, path)),
                answer -> after(Look.read(answer), text, words),
                says);
    }

    private Change after(Look look, Optional<Text> text, Sh words) {
        Optional<String> wanted = text.map(each -> kept(look, each.of(version(look))));
        Map<String, Object> told = new LinkedHashMap<>(says);
        look.version().ifPresent(version -> told.put("nginx_version", version.text()));
        if (wanted.equals(look.text()) && !look.owed()) {
            return new Answer(Outcome.ok(told));
        }
        Sh put =
                Sh.of(
                        "nginx_put {} {} {} '' {} && nginx_settle {}",
                        command,
                        folder,
                        path,
                        wanted.<Object>map(each -> new Bytes(base64(each))).orElse("absent"),
                        folder);
        return new Act(
                words.then(put),
                told,
                new Outcome.TextDiff(path, shown(look.text()), shown(wanted)));
    }

    private NginxVersion version(Look look) {
        return look.version()
                .orElseThrow(
                        () ->
                                new NotYet(
                                        "there is no command "
                                                + command.split(" ", 2)[0]
                                                + "; install NGINX first (module `nginx`), or say in"
                                                + " `command` how it is called"));
    }

    /** The new text with the marks that the old one has. */
    private String kept(Look look, String text) {
        // bytes as characters, as the old text is
        String bytes = new String(text.getBytes(UTF_8), ISO_8859_1);
        return look.text().isEmpty() ? bytes : Marks.keep(path, look.text().get(), bytes);
    }

    private static String base64(String bytes) {
        return Base64.getEncoder().encodeToString(bytes.getBytes(ISO_8859_1));
    }

    private static String shown(Optional<String> bytes) {
        return bytes.map(each -> new String(each.getBytes(ISO_8859_1), UTF_8)).orElse("");
    }

    /** What {@code nginx_file} found; the text has a character for each byte. */
    private record Look(Optional<NginxVersion> version, boolean owed, Optional<String> text) {

        static Look read(String answer) {
            Map<String, String> found = new HashMap<>();
            for (String line : answer.lines().toList()) {
                String[] words = line.split(" ", 2);
                found.put(words[0], words.length > 1 ? words[1] : "");
            }
            return new Look(
                    Optional.ofNullable(found.get("version")).map(NginxVersion::of),
                    found.containsKey("owed"),
                    Optional.ofNullable(found.get("file"))
                            .map(each -> new String(Base64.getDecoder().decode(each), ISO_8859_1)));
        }
    }

    /** The marks of drained members, which outlive that a file is written anew. */
    private static final class Marks {
        private Marks() {}

        static String keep(String path, String old, String text) {
            List<ConfTree.Placed> before;
            try {
                before = new ConfTree(Map.of(path, old)).servers();
            } catch (IllegalArgumentException e) {
                // NGINX does not take it either, so nobody is drained by it
                return text;
            }
            ConfTree now = new ConfTree(Map.of(path, text));
            Map<ConfTree.Placed, ServerLine> out = new LinkedHashMap<>();
            for (ConfTree.Placed each : now.servers()) {
                before.stream()
                        .map(ConfTree.Placed::line)
                        .filter(was -> each.line().isActiveAs(was))
                        .findFirst()
                        .ifPresent(was -> out.put(each, was));
            }
            return now.changed(
                            List.copyOf(out.keySet()),
                            (line, all) ->
                                    out.entrySet().stream()
                                            .filter(each -> each.getKey().line().equals(line))
                                            .findFirst()
                                            .orElseThrow()
                                            .getValue()
                                            .carriedTo(line, all))
                    .getOrDefault(path, text);
        }
    }
}
