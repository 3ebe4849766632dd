package io.miprov.module;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.host.Bytes;
import io.miprov.host.Sh;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The stream that changes a folder, and the script in it. Files come under the number of the folder
 * they go to, so that a folder full of them is put in place by one {@code mv}; modes and owners are
 * set before that, many files at a time. The last two files of the stream are {@code sums}, the
 * digests of all before it, and {@code plan}, the script.
 */
final class TreeScript {
    private static final int WORDS = 200;

    private final Set<String> folders = new LinkedHashSet<>();
    private final Map<String, Integer> stages = new LinkedHashMap<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final Map<TreePlan.Owned, List<String>> inPlace = new LinkedHashMap<>();
    private final List<Sh> links = new ArrayList<>();
    private final List<String> files = new ArrayList<>();
    private final List<Sh> rest = new ArrayList<>();

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

    void makeFolder(String path) {
        folders.add(path);
    }

    void setInPlace(String path, TreePlan.Owned owned) {
        inPlace.computeIfAbsent(owned, key -> new ArrayList<>()).add("./" + path);
    }

    void link(String path, String target) {
        folders.add(parent(path));
        links.add(Sh.of("link_to {} {} || return 1", target, "./" + path));
    }

    void bring(
            String path,
            Tree.Content content,
            String donor,
            boolean throughLink,
            TreePlan.Owned owned) {
        String folder = parent(path);
        folders.add(folder);
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

    void deleteFile(String path) {
        files.add("./" + path);
    }

    void deleteFolder(String path) {
        rest.add(Sh.of("rmdir {} 2>/dev/null || :", "./" + path));
    }

    /** Writes a text beside the folder. */
    void write(String path, String text) {
        // put has a trap of its own
        rest.add(Sh.of("(put {} 0600 '' '' '' '' {}) || return 1", path, Bytes.of(text)));
    }

    boolean bringsFiles() {
        return !arrivals.isEmpty();
    }

    int sentFiles() {
        return (int) arrivals.stream().filter(Arrival::sent).count();
    }

    long sentBytes() {
        return arrivals.stream().filter(Arrival::sent).mapToLong(a -> a.content().size()).sum();
    }

    long broughtBytes() {
        return arrivals.stream().mapToLong(a -> a.content().size()).sum();
    }

    /** The script; it runs in the folder, with {@code $stage} for what came. */
    Sh text() {
        List<Sh> lines = new ArrayList<>();
        batches(folders, batch -> lines.add(Sh.of("mkdir -p {} || return 1", slashed(batch))));
        copyDonated(lines);
        setStaged(lines);
        putInPlace(lines);
        lines.addAll(links);
        inPlace.forEach((owned, paths) -> set(lines, owned, paths));
        batches(files, batch -> lines.add(Sh.of("rm -f {} || return 1", batch)));
        lines.addAll(rest);
        return joined(lines);
    }

    private static Sh joined(List<Sh> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.text()).append('\n'));
        text.append(":\n");
        return new Sh(text.toString(), text.toString());
    }

    private static List<String> slashed(List<String> paths) {
        return paths.stream().map(path -> "./" + path).toList();
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

    private static void set(List<Sh> lines, TreePlan.Owned owned, List<String> paths) {
        String who = owned.owner() + (owned.group().isEmpty() ? "" : ":" + owned.group());
        String otherwise = owned.asked() ? " || return 1" : " 2>/dev/null || :";
        batches(
                paths,
                batch -> {
                    if (!who.isEmpty()) {
                        lines.add(Sh.of("chown {} {}" + otherwise, who, batch));
                    }
                    lines.add(Sh.of("chmod {} {} || return 1", owned.modeText(), batch));
                });
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

    private interface Batch {
        void take(List<String> words);
    }

    private static void batches(Iterable<String> words, Batch batch) {
        List<String> some = new ArrayList<>();
        for (String word : words) {
            some.add(word);
            if (some.size() == WORDS) {
                batch.take(some);
                some = new ArrayList<>();
            }
        }
        if (!some.isEmpty()) {
            batch.take(some);
        }
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "." : path.substring(0, slash);
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
        sums.append(sha256(plan())).append("  plan\n");
        return sums.toString().getBytes(UTF_8);
    }

    private byte[] plan() {
        return text().text().getBytes(UTF_8);
    }

    String sumsDigest() {
        return sha256(sums());
    }

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

    void writeTo(OutputStream out) throws IOException {
        TarStream tar = new TarStream(out);
        for (String folder : stageFolders()) {
            tar.folder(folder);
        }
        for (Arrival arrival : arrivals) {
            if (arrival.sent()) {
                send(arrival, tar);
            }
        }
        tar.file("plan", plan());
        tar.file("sums", sums());
        tar.end();
    }

    private static void send(Arrival arrival, TarStream tar) throws IOException {
        long size = arrival.content().size();
        if (!TarStream.canHold(size)) {
            throw new TreePlan.Unreadable(
                    arrival.path(), new IOException("files of 8 GB and more can not be sent"));
        }
        try (InputStream in = new LocalBytes(arrival.path(), size, open(arrival))) {
            tar.file(arrival.stage(), size, in);
        }
    }

    private static InputStream open(Arrival arrival) throws TreePlan.Unreadable {
        try {
            return arrival.content().opener().open();
        } catch (IOException e) {
            throw new TreePlan.Unreadable(arrival.path(), e);
        }
    }

    /** Tells a file that can not be read here from a connection that can not be written to. */
    private static final class LocalBytes extends FilterInputStream {
        private final String path;
        private long left;

        LocalBytes(String path, long size, InputStream in) {
            super(in);
            this.path = path;
            this.left = size;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            try {
                int read = super.read(buffer, from, length);
                if (read < 0 && left > 0) {
                    throw new IOException("it is shorter than it was a moment ago");
                }
                left -= read;
                return read;
            } catch (IOException e) {
                throw new TreePlan.Unreadable(path, e);
            }
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
