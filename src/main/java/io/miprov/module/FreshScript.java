package io.miprov.module;

import io.miprov.host.Sh;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The stream that fills a folder which nobody reads yet: files go right to their places as they
 * come, and are proven by their digests when all have come. What a cut leaves there is compared by
 * the next run like all else, so whole files are not sent again.
 */
final class FreshScript extends TreeScript {
    private final Predicate<String> shared;
    private final List<Sent> sent = new ArrayList<>();
    private final Map<Group, List<String>> donated = new LinkedHashMap<>();
    private final List<Sh> renamed = new ArrayList<>();
    private final Map<TreePlan.Owned, List<String>> owned = new LinkedHashMap<>();
    private long copiedBytes;
    private long sharedFiles;
    private long copiedFiles;

    FreshScript(Predicate<String> shared) {
        this.shared = shared;
    }

    private record Sent(String path, Tree.Content content) {}

    /** Files that one word takes from a folder of the host. */
    private record Group(String donor, String folder, boolean shared, TreePlan.Owned owned) {}

    @Override
    void bring(
            String path,
            Tree.Content content,
            String donor,
            boolean throughLink,
            TreePlan.Owned wanted) {
        if (path.indexOf('\n') >= 0 || path.indexOf('\\') >= 0) {
            throw new IllegalArgumentException(path + " has a name that can not be sent");
        }
        makeFolder(parent(path));
        if (donor.isEmpty()) {
            sent.add(new Sent(path, content));
            owned.computeIfAbsent(wanted, key -> new ArrayList<>()).add("./" + path);
            return;
        }
        boolean share = shared.test(path);
        if (share) {
            sharedFiles++;
        } else {
            copiedFiles++;
            copiedBytes += content.size();
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (donor.endsWith("/" + name)) {
            String from = donor.substring(0, donor.length() - name.length() - 1);
            donated.computeIfAbsent(
                            new Group(from, parent(path), share, wanted), key -> new ArrayList<>())
                    .add(name);
        } else {
            renamed.add(Sh.of("rm -f {} && cp {} {} || return 1", "./" + path, donor, "./" + path));
            owned.computeIfAbsent(wanted, key -> new ArrayList<>()).add("./" + path);
        }
    }

    @Override
    boolean bringsFiles() {
        return sends() || sharedFiles + copiedFiles > 0;
    }

    @Override
    boolean sends() {
        return !sent.isEmpty();
    }

    @Override
    int sentFiles() {
        return sent.size();
    }

    @Override
    long sentBytes() {
        return sent.stream().mapToLong(each -> each.content().size()).sum();
    }

    @Override
    long neededBytes() {
        return sentBytes() + copiedBytes;
    }

    @Override
    Map<String, Object> tells() {
        return Map.of("shared_files", sharedFiles, "copied_files", copiedFiles);
    }

    @Override
    Sh script(String root) {
        return sends()
                ? Sh.of("fill_tree {} {} {}", root, sums(), text())
                : Sh.of("change_tree {} {}", root, text());
    }

    @Override
    void place(List<Sh> lines) {
        donated.forEach(
                (group, names) ->
                        batches(
                                names,
                                batch ->
                                        lines.add(
                                                Sh.of(
                                                        "take_from {} {} {} {} {} {} {} || return 1",
                                                        group.donor(),
                                                        "./" + group.folder(),
                                                        group.shared() ? "share" : "copy",
                                                        group.owned().modeText(),
                                                        group.owned().owner(),
                                                        group.owned().group(),
                                                        batch))));
        lines.addAll(renamed);
        owned.forEach((wanted, paths) -> set(lines, wanted, paths));
    }

    private String sums() {
        StringBuilder sums = new StringBuilder();
        for (Sent each : sent) {
            sums.append(each.content().sha256()).append("  ").append(each.path()).append('\n');
        }
        return sums.toString();
    }

    @Override
    long streamSize() {
        long size = TarStream.endSize();
        for (Sent each : sent) {
            size += TarStream.size(each.path(), each.content().size());
        }
        return size;
    }

    @Override
    void writeTo(OutputStream out) throws IOException {
        TarStream tar = new TarStream(out);
        for (Sent each : sent) {
            send(tar, each.path(), each.path(), each.content());
        }
        tar.end();
    }
}
