package io.miprov.module;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.host.Sh;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The stream that changes a folder, and the script in it. Files come under the number of the folder
 * they go to, so that a folder full of them is put in place by one {@code mv}; modes and owners are
 * set before that, many files at a time. The last two files of the stream are {@code sums}, the
 * digests of all before it, and {@code plan}, the script.
 */
final class StagedScript extends TreeScript {
    private final Map<String, Integer> stages = new LinkedHashMap<>();
    private final List<Arrival> arrivals = new ArrayList<>();

    /** A file on its way: where it waits, where it goes, and where its bytes come from. */
    private record Arrival(
            String stage,
            String folder,
            String path,
            boolean alone,
            boolean throughLink,
            Tree.Content content,
            String donor,
            TreePlan.Owned owned) {
        boolean sent() {
            return donor.isEmpty();
        }
    }

    @Override
    void bring(
            String path,
            Tree.Content content,
            String donor,
            boolean throughLink,
            TreePlan.Owned owned) {
        String folder = parent(path);
        makeFolder(folder);
        String name = path.substring(path.lastIndexOf('/') + 1);
        // sha256sum escapes these in its own ways
        boolean odd = name.indexOf('\n') >= 0 || name.indexOf('\\') >= 0;
        int number = stages.computeIfAbsent(folder, key -> stages.size());
        String stage = odd ? "odd/" + arrivals.size() : number + "/" + name;
        arrivals.add(
                new Arrival(
                        stage,
                        folder,
                        path,
                        odd || throughLink,
                        throughLink,
                        content,
                        donor,
                        owned));
    }

    @Override
    boolean bringsFiles() {
        return !arrivals.isEmpty();
    }

    @Override
    int sentFiles() {
        return (int) arrivals.stream().filter(Arrival::sent).count();
    }

    @Override
    long sentBytes() {
        return arrivals.stream().filter(Arrival::sent).mapToLong(a -> a.content().size()).sum();
    }

    @Override
    long neededBytes() {
        return arrivals.stream().mapToLong(a -> a.content().size()).sum();
    }

    @Override
    boolean sends() {
        return bringsFiles();
    }

    @Override
    Sh script(String root) {
        return bringsFiles()
                ? Sh.of("receive_tree {} {}", root, Sums.sha256(sums()))
                : Sh.of("change_tree {} {}", root, text());
    }

    @Override
    void place(List<Sh> lines) {
        copyDonated(lines);
        setStaged(lines);
        putInPlace(lines);
    }

    private void copyDonated(List<Sh> lines) {
        for (Arrival arrival : arrivals) {
            if (!arrival.sent()) {
                lines.add(
                        Sh.of("cp {} \"$stage\"/{} || return 1", arrival.donor(), arrival.stage()));
            }
        }
    }

    private void setStaged(List<Sh> lines) {
        if (arrivals.isEmpty()) {
            return;
        }
        Map<TreePlan.Owned, List<String>> staged = new LinkedHashMap<>();
        for (Arrival arrival : arrivals) {
            staged.computeIfAbsent(arrival.owned(), key -> new ArrayList<>()).add(arrival.stage());
        }
        lines.add(new Sh("cd \"$stage\" || return 1", "cd \"$stage\" || return 1"));
        staged.forEach((owned, stages) -> set(lines, owned, stages));
        lines.add(new Sh("cd \"$root\" || return 1", "cd \"$root\" || return 1"));
    }

    private void putInPlace(List<Sh> lines) {
        Map<String, List<String>> together = new LinkedHashMap<>();
        for (Arrival arrival : arrivals) {
            if (!arrival.alone()) {
                together.computeIfAbsent(arrival.folder(), key -> new ArrayList<>())
                        .add(arrival.stage());
            } else if (arrival.throughLink()) {
                lines.add(
                        Sh.of(
                                "mv -f \"$stage\"/{} \"$(readlink -f {})\" || return 1",
                                arrival.stage(),
                                "./" + arrival.path()));
            } else {
                lines.add(
                        Sh.of(
                                "mv -f \"$stage\"/{} {} || return 1",
                                arrival.stage(),
                                "./" + arrival.path()));
            }
        }
        together.forEach(
                (folder, staged) ->
                        batches(
                                staged,
                                batch ->
                                        lines.add(
                                                Sh.of(
                                                        "from_stage {} {} || return 1",
                                                        "./" + folder,
                                                        batch))));
    }

    private byte[] sums() {
        StringBuilder sums = new StringBuilder();
        for (Arrival arrival : arrivals) {
            if (arrival.sent()) {
                sums.append(arrival.content().sha256())
                        .append("  ")
                        .append(arrival.stage())
                        .append('\n');
            }
        }
        sums.append(Sums.sha256(plan())).append("  plan\n");
        return sums.toString().getBytes(UTF_8);
    }

    private byte[] plan() {
        return text().text().getBytes(UTF_8);
    }

    @Override
    long streamSize() {
        long size = TarStream.endSize();
        for (String folder : stageFolders()) {
            size += TarStream.size(folder, 0);
        }
        for (Arrival arrival : arrivals) {
            if (arrival.sent()) {
                size += TarStream.size(arrival.stage(), arrival.content().size());
            }
        }
        return size + TarStream.size("plan", plan().length) + TarStream.size("sums", sums().length);
    }

    private List<String> stageFolders() {
        List<String> all = new ArrayList<>(List.of("odd/"));
        stages.values().forEach(number -> all.add(number + "/"));
        return all;
    }

    @Override
    void writeTo(OutputStream out) throws IOException {
        TarStream tar = new TarStream(out);
        for (String folder : stageFolders()) {
            tar.folder(folder);
        }
        for (Arrival arrival : arrivals) {
            if (arrival.sent()) {
                send(tar, arrival.stage(), arrival.path(), arrival.content());
            }
        }
        tar.file("plan", plan());
        tar.file("sums", sums());
        tar.end();
    }
}
