package io.miprov.library.packages;

import io.miprov.host.Bytes;
import io.miprov.host.Sh;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

@Doc(
        """
        Has apt take packages from a source, or no longer. A source of Launchpad (`ppa:`) is refused; say its line.

        - apt_repository:
            repo: deb [signed-by=/etc/apt/keyrings/example.asc] https://example.org/debian bookworm main
            filename: example
        """)
public final class AptRepositoryModule implements Module<AptRepositoryModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc("the line of sources.list") String repo,
            @Doc(value = "whether it should be there", orElse = "present") State state,
            @Doc("the file of sources.list.d, without .list; else one named after the address")
                    Optional<String> filename,
            @Doc("the permissions of a new file, octal in quotes") Optional<FileMode> mode,
            @Doc(
                            value = "whether the lists of packages are refreshed after a change",
                            aliases = "update-cache",
                            orElse = "yes")
                    boolean updateCache,
            @Doc(value = "how often a refresh is tried", orElse = "5") int updateCacheRetries,
            @Doc(value = "the longest wait between two tries, in seconds", orElse = "12")
                    int updateCacheRetryMaxDelay,
            @Doc("taken for Ansible's sake; it is for `ppa:`") Optional<String> codename,
            @Doc(value = "taken for Ansible's sake; no Python is needed", orElse = "yes")
                    boolean installPythonApt,
            @Doc(value = "taken for Ansible's sake; it is for `ppa:`", orElse = "yes")
                    boolean validateCerts) {}

    /** Whether it should be there. */
    public enum State {
        PRESENT,
        ABSENT
    }

    @Override
    public Change plan(Params params, Facts facts) {
        if (params.repo().startsWith("ppa:")) {
            throw new BadParams(
                    "repo",
                    "`ppa:` is not supported; write the line, such as `deb https://ppa.launchpadcontent.net/…`, and get its key with `get_url`");
        }
        String source =
                AptSources.source(params.repo())
                        .orElseThrow(
                                () ->
                                        new BadParams(
                                                "repo",
                                                "needs a line of sources.list, which begins with deb or deb-src"));
        Sh words = Sh.resource(AptRepositoryModule.class, "apt.sh");
        return new Decide(
                words.then(Sh.of("apt_sources")),
                answer -> change(params, source, words, answer),
                says(params));
    }

    private static Map<String, Object> says(Params params) {
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("repo", params.repo());
        says.put("state", params.state().name().toLowerCase(Locale.ROOT));
        return says;
    }

    private static Change change(Params params, String source, Sh words, String answer) {
        Map<String, String> before = AptSources.read(answer).texts();
        AptSources sources = AptSources.read(answer);
        if (params.state() == State.PRESENT) {
            sources.add(source, AptSources.file(source, params.filename()));
        } else {
            sources.remove(source);
        }
        Map<String, String> after = sources.texts();
        List<Outcome.TextDiff> diffs = new ArrayList<>();
        Sh write = Sh.NOTHING;
        Sh undo = Sh.NOTHING;
        for (Map.Entry<String, String> file : after.entrySet()) {
            String was = before.getOrDefault(file.getKey(), "");
            if (!file.getValue().equals(was)) {
                diffs.add(new Outcome.TextDiff(file.getKey(), was, file.getValue()));
                boolean fresh = !before.containsKey(file.getKey());
                write = write.and(put(file.getKey(), file.getValue(), fresh, params));
                undo = undo.then(put(file.getKey(), was, false, params));
            }
        }
        if (diffs.isEmpty()) {
            return new Answer(Outcome.ok(says(params)));
        }
        Sh refresh =
                Sh.of(
                        "refresh_lists {} {}",
                        params.updateCacheRetries(),
                        params.updateCacheRetryMaxDelay());
        Sh script = params.updateCache() ? Sh.of("or_undo {} {}", write.and(refresh), undo) : write;
        return new Act(words.then(script), says(params)).showing(diffs);
    }

    private static Sh put(String file, String text, boolean fresh, Params params) {
        if (text.isEmpty()) {
            return Sh.of("rm -f -- {}", file);
        }
        String mode = fresh ? params.mode().map(FileMode::text).orElse("0644") : "";
        return Sh.of(
                "(put {} {} '' '' '' '' {})", file, mode.replaceFirst("^0", ""), Bytes.of(text));
    }
}
