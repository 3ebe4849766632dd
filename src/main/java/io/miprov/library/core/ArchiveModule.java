package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.module.Act;
import io.miprov.module.All;
import io.miprov.module.Answer;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.FileMode;
import io.miprov.module.FileState;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import io.miprov.module.Placement;
import io.miprov.module.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

@Doc(
        value =
                """
                Packs files and folders of the host into an archive there, or compresses a file.

                - archive:
                    path: /opt/wso2mi/current/repository/logs
                    dest: /var/backups/logs.tgz
                """,
        without = {"attributes", "attr", "selevel", "serole", "setype", "seuser", "unsafe_writes"})
public final class ArchiveModule implements Module<ArchiveModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(value = "the files and folders, with * and ? if need be", path = true)
                    List<String> path,
            @Doc(
                            value =
                                    "the archive; for one file, its name and what the format adds when it is not given",
                            path = true)
                    Optional<String> dest,
            @Doc(value = "how it is compressed; a tar for all but zip", orElse = "gz")
                    Format format,
            @Doc(
                            value = "files and folders to leave out, with * and ? if need be",
                            orElse = "",
                            path = true)
                    List<String> excludePath,
            @Doc(value = "patterns of paths in the archive to leave out", orElse = "")
                    List<String> exclusionPatterns,
            @Doc(value = "whether one file becomes an archive too", orElse = "no")
                    boolean forceArchive,
            @Doc(value = "whether what was packed is removed", orElse = "no") boolean remove,
            @Doc("the permissions, octal in quotes or symbolic") Optional<FileMode> mode,
            @Doc("the user that owns it") Optional<String> owner,
            @Doc("the group that owns it") Optional<String> group) {

        Placement placement() {
            return Placed.of(mode, owner, group);
        }
    }

    /** How an archive is compressed. */
    public enum Format {
        BZ2,
        GZ,
        TAR,
        XZ,
        ZIP
    }

    @Override
    public Change plan(Params params, Facts facts) {
        if (params.path().isEmpty()) {
            throw new BadParams("path", "needs the files and folders to pack");
        }
        return new Work(
                call("check", params),
                call("apply", params),
                answer -> packed(params, answer),
                Map.of());
    }

    private static Sh call(String mode, Params params) {
        Sh make =
                Sh.of(
                        "archive {} {} {} {} {}",
                        mode,
                        params.format().name().toLowerCase(Locale.ROOT),
                        params.dest().orElse(""),
                        params.forceArchive() ? "force" : "",
                        params.remove() ? "remove" : "");
        return Scripts.resource("archive.sh")
                .then(list("sources", params.path()))
                .then(list("excluded", params.excludePath()))
                .then(list("patterns", params.exclusionPatterns()))
                .then(make);
    }

    /** A word that hands a list to a script. */
    private static Sh list(String word, List<String> values) {
        Sh each = Sh.of("\"$@\" {}", values);
        return new Sh(word + "() { " + each.text() + "; }", word + "() { " + each.shown() + "; }");
    }

    private static Change packed(Params params, String answer) {
        List<String> lines = answer.lines().toList();
        FileState state = FileState.read(lines.get(1));
        String[] told = lines.get(0).split("\\|", 3);
        Map<String, Object> says = new LinkedHashMap<>(state.values());
        says.put("dest", state.path());
        says.put("dest_state", told[1]);
        says.put("state", told[1]);
        says.put("arcroot", told[2]);
        says.put("missing", named(lines, "m "));
        says.put("archived", named(lines, "a "));
        says.put("expanded_paths", named(lines, "p "));
        says.put("expanded_exclude_paths", named(lines, "x "));
        boolean changed = told[0].equals("changed");
        Answer done = new Answer(changed ? Outcome.changed(says) : Outcome.ok(says));
        if (state.absent() || state.placed(params.placement())) {
            return done;
        }
        return new All(done, new Act(state.place(params.placement(), false), Map.of()));
    }

    private static List<Object> named(List<String> lines, String prefix) {
        List<Object> names = new ArrayList<>();
        lines.stream()
                .skip(2)
                .filter(line -> line.startsWith(prefix))
                .forEach(line -> names.add(line.substring(2)));
        return names;
    }
}
