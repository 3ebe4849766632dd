package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.Module;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

@Doc(
        value =
                """
                Finds files and folders of the host by name, kind, age, size and content.

                - find:
                    paths: /opt/wso2mi/current/repository/logs
                    patterns: "*.log"
                    age: 7d
                """)
public final class FindModule implements Module<FindModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(
                            value = "the folders to look in",
                            aliases = {"name", "path"},
                            path = true)
                    List<String> paths,
            @Doc(
                            value =
                                    "what names match, as a shell's patterns or regular expressions",
                            aliases = "pattern",
                            orElse = "")
                    List<String> patterns,
            @Doc(value = "what names match that are left out", aliases = "exclude", orElse = "")
                    List<String> excludes,
            @Doc("a regular expression that a line of the file begins with")
                    Optional<String> contains,
            @Doc(
                            value =
                                    "whether `contains` is looked for anywhere in the file as a whole",
                            orElse = "no")
                    boolean readWholeFile,
            @Doc(value = "the kind of what is found", orElse = "file") Kind fileType,
            @Doc("the age at least (or at most, with a minus), such as 90s, 5m, 2h, 7d, 4w")
                    Optional<String> age,
            @Doc(value = "the time that `age` counts from", orElse = "mtime") Stamp ageStamp,
            @Doc("the size at least (or at most, with a minus), such as 10k, 5m, 1g")
                    Optional<String> size,
            @Doc(value = "whether folders in folders are looked into", orElse = "no")
                    boolean recurse,
            @Doc(value = "whether names that begin with a dot count", orElse = "no") boolean hidden,
            @Doc(value = "whether links to folders are followed", orElse = "no") boolean follow,
            @Doc(value = "whether digests of files are told", orElse = "no") boolean getChecksum,
            @Doc(
                            value = "the kind of digest",
                            aliases = {"checksum", "checksum_algo"},
                            orElse = "sha1")
                    StatModule.Algorithm checksumAlgorithm,
            @Doc(value = "whether patterns are regular expressions", orElse = "no")
                    boolean useRegex,
            @Doc("how many levels deep to look") Optional<Integer> depth,
            @Doc("how many to find at most") Optional<Integer> limit,
            @Doc("the permissions, octal in quotes or symbolic") Optional<FileMode> mode,
            @Doc(
                            value =
                                    "whether they are all of `mode`; no: those that have any bit of it",
                            orElse = "yes")
                    boolean exactMode,
            @Doc(
                            "how the text that `contains` looks at is written, such as utf-8 or gbk; without it, bytes are compared")
                    Optional<String> encoding) {

        /** The command that makes the digest; empty: none is wanted. */
        String sum() {
            return getChecksum() ? checksumAlgorithm().name().toLowerCase(Locale.ROOT) + "sum" : "";
        }
    }

    /** What is looked for. */
    public enum Kind {
        ANY,
        DIRECTORY,
        FILE,
        LINK
    }

    /** The times that a file has. */
    public enum Stamp {
        ATIME,
        CTIME,
        MTIME
    }

    @Override
    public boolean looksOnly() {
        return true;
    }

    @Override
    public Change plan(Params params, Facts facts) {
        FoundFilter filter = new FoundFilter(params);
        Sh question = Scripts.resource("find.sh").then(Sh.of("date +%s"));
        for (String path : params.paths()) {
            question = question.then(look(params, path));
        }
        return new Decide(question, answer -> new Found(params, filter, answer).change(), Map.of());
    }

    private static Sh look(Params params, String path) {
        int depth = params.recurse() ? params.depth().orElse(0) : 1;
        int looked = params.recurse() && depth > 0 ? depth + 1 : depth;
        List<String> tests = new ArrayList<>();
        if (!params.hidden()) {
            tests.addAll(List.of("!", "-name", ".*"));
        }
        if (!params.useRegex()) {
            names(params.patterns(), tests);
            if (!params.excludes().isEmpty()) {
                tests.add("!");
                names(params.excludes(), tests);
            }
        }
        String follow = params.follow() ? "-L" : "-H";
        return Sh.of("find_in {} {} {} {} {}", path, depth, looked, follow, tests);
    }

    /** In a shell's pattern a backslash means something, in Python's fnmatch it does not. */
    private static void names(List<String> patterns, List<String> tests) {
        if (patterns.isEmpty()) {
            return;
        }
        tests.add("(");
        for (int i = 0; i < patterns.size(); i++) {
            if (i > 0) {
                tests.add("-o");
            }
            tests.add("-name");
            tests.add(patterns.get(i).replace("\\", "\\\\"));
        }
        tests.add(")");
    }
}
