package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.library.core.SynchronizeModule.Params;
import io.miprov.module.All;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Fetch;
import io.miprov.module.LocalFile;
import io.miprov.module.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files of the host that the controller should have, too; links are left out. */
record PulledFolder(Params params, Excluded excluded) {
    private static final int SUM = 64;

    Change change() {
        String src = params.src().path();
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("src", src);
        says.put("dest", params.dest().written());
        return new Decide(
                Sh.resource(SynchronizeModule.class, "synchronize.sh")
                        .then(Sh.of("(list_source {})", src)),
                answer -> fetches(answer.lines().toList(), says),
                says);
    }

    private Change fetches(List<String> lines, Map<String, Object> says) {
        boolean file = lines.get(0).equals("file");
        String src = params.src().path();
        String top = src.replaceAll("(?<=.)/+$", "");
        String name =
                file || src.endsWith("/") ? "" : top.substring(top.lastIndexOf('/') + 1) + "/";
        List<Change> all = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            // a name with a newline or a backslash has one before its sum
            String path = line.substring(line.indexOf("./", SUM) + 2);
            String sum = line.substring(0, SUM);
            Path dest = dest(file, name + path);
            boolean wanted =
                    (params.deep() || !path.contains("/"))
                            && !excluded.has(name + path)
                            && (Files.exists(dest) || !params.existingOnly());
            if (wanted && !same(dest, sum)) {
                all.add(new Fetch(file ? top : top + "/" + path, dest, true, true, says));
            }
        }
        return all.isEmpty() ? new Answer(Outcome.ok(says)) : new All(all);
    }

    private Path dest(boolean file, String path) {
        Path dest = params.dest().path();
        boolean into = !file || params.dest().folder() || Files.isDirectory(dest);
        return into ? dest.resolve(path) : dest;
    }

    private static boolean same(Path dest, String sum) {
        return Files.isRegularFile(dest) && new LocalFile(dest).sha256().equals(sum);
    }
}
