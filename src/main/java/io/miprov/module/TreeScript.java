package io.miprov.module;

import io.miprov.host.Bytes;
import io.miprov.host.Sh;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What changes a folder: a script, and the stream of the files that it brings. */
abstract sealed class TreeScript permits StagedScript, FreshScript {
    private static final int WORDS = 200;

    private final Set<String> folders = new LinkedHashSet<>();
    private final Map<TreePlan.Owned, List<String>> inPlace = new LinkedHashMap<>();
    private final List<Sh> links = new ArrayList<>();
    private final List<String> files = new ArrayList<>();
    private final List<Sh> rest = new ArrayList<>();

    final void makeFolder(String path) {
        folders.add(path);
    }

    final void setInPlace(String path, TreePlan.Owned owned) {
        inPlace.computeIfAbsent(owned, key -> new ArrayList<>()).add("./" + path);
    }

    final void link(String path, String target) {
        folders.add(parent(path));
        links.add(Sh.of("link_to {} {} || return 1", target, "./" + path));
    }

    final void deleteFile(String path) {
        files.add("./" + path);
    }

    final void deleteFolder(String path) {
        rest.add(Sh.of("rmdir {} 2>/dev/null || :", "./" + path));
    }

    /** Writes a text beside the folder. */
    final void write(String path, String text) {
        // put has a trap of its own
        rest.add(Sh.of("(put {} 0600 '' '' '' '' {}) || return 1", path, Bytes.of(text)));
    }

    /**
     * Brings a file.
     *
     * @param donor a file on the host with the same bytes; empty: they are sent
     * @param throughLink whether a link at the path stays, and what it points to is replaced
     */
    abstract void bring(
            String path,
            Tree.Content content,
            String donor,
            boolean throughLink,
            TreePlan.Owned owned);

    /** Whether files are brought, sent or not. */
    abstract boolean bringsFiles();

    abstract int sentFiles();

    abstract long sentBytes();

    /** How much room the files that are brought need. */
    abstract long neededBytes();

    /** What is there to tell besides, for {@code register}. */
    Map<String, Object> tells() {
        return Map.of();
    }

    /** What the host runs; it takes the stream when one is sent. */
    abstract Sh script(String root);

    /** Whether a stream is sent. */
    abstract boolean sends();

    abstract long streamSize();

    abstract void writeTo(OutputStream out) throws IOException;

    /** Puts the files where they belong; runs in the folder. */
    abstract void place(List<Sh> lines);

    /** The script without the stream; it runs in the folder. */
    final Sh text() {
        List<Sh> lines = new ArrayList<>();
        batches(folders, batch -> lines.add(Sh.of("mkdir -p {} || return 1", slashed(batch))));
        place(lines);
        lines.addAll(links);
        inPlace.forEach((owned, paths) -> set(lines, owned, paths));
        batches(files, batch -> lines.add(Sh.of("rm -f {} || return 1", batch)));
        lines.addAll(rest);
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.text()).append('\n'));
        text.append(":\n");
        return new Sh(text.toString(), text.toString());
    }

    private static List<String> slashed(List<String> paths) {
        return paths.stream().map(path -> "./" + path).toList();
    }

    static void set(List<Sh> lines, TreePlan.Owned owned, List<String> paths) {
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

    interface Batch {
        void take(List<String> words);
    }

    static void batches(Iterable<String> words, Batch batch) {
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

    static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "." : path.substring(0, slash);
    }

    /** Writes a file into the stream, and tells whose fault it is when that fails. */
    static void send(TarStream tar, String name, String path, Tree.Content content)
            throws IOException {
        long size = content.size();
        if (!TarStream.canHold(size)) {
            throw new TreePlan.Unreadable(
                    path, new IOException("files of 8 GB and more can not be sent"));
        }
        try (InputStream in = new LocalBytes(path, size, open(path, content))) {
            tar.file(name, size, in);
        }
    }

    private static InputStream open(String path, Tree.Content content) throws TreePlan.Unreadable {
        try {
            return content.opener().open();
        } catch (IOException e) {
            throw new TreePlan.Unreadable(path, e);
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
}
