package io.miprov.module;

import io.miprov.host.Sh;
import io.miprov.module.TreeListing.Attributes;
import io.miprov.module.TreeListing.Found;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must happen to a folder so that it is as its {@link Tree} says; made without asking. */
final class TreePlan {
    private static final long MARGIN = 1 << 20;
    private static final int MOST_TOLD = 200;

    private final Tree tree;
    private final TreeListing there;
    private final TreeScript script;
    private final List<String> changed = new ArrayList<>();
    private final List<String> deleted = new ArrayList<>();
    private final StringBuilder before = new StringBuilder();
    private final StringBuilder after = new StringBuilder();

    private TreePlan(Tree tree, TreeListing there) {
        this.tree = tree;
        this.there = there;
        this.script =
                tree.fresh()
                        .<TreeScript>map(fresh -> new FreshScript(fresh.shared()))
                        .orElseGet(StagedScript::new);
    }

    /**
     * Compares.
     *
     * @throws IllegalArgumentException when something is there that can not become what is wanted
     */
    static TreePlan of(Tree tree, TreeListing there) {
        TreePlan plan = new TreePlan(tree, there);
        for (int i = 0; i < tree.entries().size(); i++) {
            Found found = there.found().get(i);
            if (!tree.onlyThere() || !found.nothing()) {
                plan.compare(tree.entries().get(i), found);
            }
        }
        plan.findStrays();
        if (!plan.manifestIsTrue()) {
            plan.script.write(tree.manifest(), plan.manifest());
        }
        return plan;
    }

    private void compare(Tree.Entry entry, Found found) {
        switch (entry.kind()) {
            case FOLDER -> compareFolder(entry, found);
            case LINK -> compareLink(entry, found);
            case FILE -> compareFile(entry, found);
        }
    }

    private void compareFolder(Tree.Entry entry, Found found) {
        boolean elsewhere = found.kind() == 'D' && tree.fresh().isPresent();
        refuse(!found.nothing() && !found.folder() || elsewhere, entry, found, "a folder");
        Owned wanted = wanted(entry, found, 0777);
        if (found.nothing()) {
            script.makeFolder(entry.path());
        }
        if (found.nothing() || !wanted.is(found)) {
            script.setInPlace(entry.path(), wanted);
            note(entry.path(), found, "folder " + wanted);
        }
    }

    private void compareLink(Tree.Entry entry, Found found) {
        refuse(found.kind() == 'd' || found.other(), entry, found, "a link");
        boolean same = found.target().equals(entry.linkTarget());
        if (found.kind() == 'f' || found.nothing() || !same) {
            script.link(entry.path(), entry.linkTarget());
            note(entry.path(), found, "link to " + entry.linkTarget());
        }
    }

    private void compareFile(Tree.Entry entry, Found found) {
        refuse(found.folder() || found.other(), entry, found, "a file");
        Tree.Content content =
                entry.content()
                        .orElseThrow(
                                () -> new IllegalArgumentException(entry.path() + " has no bytes"));
        Owned wanted = wanted(entry, found, 0666);
        boolean same = found.file() && found.digest().equals(content.sha256());
        if (same && wanted.is(found)) {
            return;
        }
        note(entry.path(), found, "file " + wanted + " sha256 " + content.sha256());
        if (same) {
            script.setInPlace(entry.path(), wanted);
        } else {
            String donor = there.donated().getOrDefault(content.sha256(), "");
            script.bring(entry.path(), content, donor, found.kind() == 'F', wanted);
        }
    }

    private void refuse(boolean bad, Tree.Entry entry, Found found, String wanted) {
        if (bad) {
            throw new IllegalArgumentException(
                    tree.root()
                            + "/"
                            + entry.path()
                            + " is "
                            + kind(found)
                            + ", and should be "
                            + wanted
                            + "; nothing was written");
        }
    }

    private static String kind(Found found) {
        return switch (found.kind()) {
            case 'f' -> "a file";
            case 'd' -> "a folder";
            case 'o' -> "neither file nor folder";
            default -> "a link to " + found.target();
        };
    }

    private Owned wanted(Tree.Entry entry, Found found, int ifNew) {
        Optional<Attributes> has = found.attributes();
        int base = has.map(Attributes::mode).orElse(ifNew & ~there.umask());
        Placement placement = entry.placement();
        boolean folder = entry.kind() == Tree.Entry.Kind.FOLDER;
        return new Owned(
                placement.mode().map(mode -> Permissions.after(mode, base, folder)).orElse(base),
                placement.owner().orElse(has.map(Attributes::uid).orElse("")),
                placement.group().orElse(has.map(Attributes::gid).orElse("")),
                placement.owner().isPresent() || placement.group().isPresent());
    }

    /**
     * Mode and owner as they should be.
     *
     * @param asked whether the owner was asked for; else it is only kept as far as that can be
     */
    record Owned(int mode, String owner, String group, boolean asked) {
        boolean is(Found found) {
            Attributes has = found.attributes().orElseThrow();
            return has.mode() == mode
                    && (owner.isEmpty() || owner.equals(has.user()) || owner.equals(has.uid()))
                    && (group.isEmpty() || group.equals(has.group()) || group.equals(has.gid()));
        }

        String modeText() {
            return String.format("%04o", mode);
        }

        @Override
        public String toString() {
            return modeText() + (owner.isEmpty() ? "" : " " + owner + ":" + group);
        }
    }

    private void note(String path, Found found, String now) {
        changed.add(path);
        if (!found.nothing()) {
            before.append(path).append(": ").append(described(found)).append('\n');
        }
        after.append(path).append(": ").append(now).append('\n');
    }

    private static String described(Found found) {
        String owned =
                found.attributes()
                        .map(has -> new Owned(has.mode(), has.user(), has.group(), false) + "")
                        .orElse("");
        return switch (found.kind()) {
            case 'f' -> "file " + owned + " sha256 " + found.digest();
            case 'd' -> "folder " + owned;
            default -> kind(found);
        };
    }

    private void findStrays() {
        Set<String> wanted = new HashSet<>();
        for (Tree.Entry entry : tree.entries()) {
            String path = entry.path();
            for (int at = path.length(); at > 0; at = path.lastIndexOf('/', at - 1)) {
                wanted.add(path.substring(0, at));
            }
        }
        there.others().stream()
                .map(path -> path.startsWith("./") ? path.substring(2) : path)
                .filter(path -> !path.isEmpty() && !wanted.contains(withoutSlash(path)))
                .filter(path -> !tree.spared().test(path))
                .sorted(Comparator.reverseOrder())
                .forEach(this::delete);
    }

    private void delete(String path) {
        deleted.add(path);
        before.append(path).append(": is deleted\n");
        if (path.endsWith("/")) {
            script.deleteFolder(withoutSlash(path));
        } else {
            script.deleteFile(path);
        }
    }

    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private String manifest() {
        StringBuilder text = new StringBuilder();
        for (Tree.Entry entry : tree.entries()) {
            if (!entry.path().equals(".")) {
                text.append(entry.path().replace('\n', '\1'))
                        .append(entry.kind() == Tree.Entry.Kind.FOLDER ? "/\n" : "\n");
            }
        }
        return text.toString();
    }

    /** Whether the host's list of our files needs no writing. */
    boolean manifestIsTrue() {
        return tree.strays() != Tree.Strays.DELETE_OURS || there.manifest().equals(manifest());
    }

    boolean nothingToDo() {
        return changed.isEmpty() && deleted.isEmpty();
    }

    /** Whether a stream is sent; else the script does all. */
    boolean sends() {
        return script.sends();
    }

    Map<String, Object> tells() {
        Map<String, Object> tells = new LinkedHashMap<>();
        tells.put("files", some(changed));
        tells.put("deleted", some(deleted));
        tells.put("sent_files", (long) script.sentFiles());
        tells.put("sent_bytes", script.sentBytes());
        tells.putAll(script.tells());
        return tells;
    }

    private static List<String> some(List<String> all) {
        return List.copyOf(all.subList(0, Math.min(all.size(), MOST_TOLD)));
    }

    Outcome.TextDiff diff() {
        if (tree.fresh().isPresent()) {
            return new Outcome.TextDiff(tree.root(), "", summary());
        }
        return new Outcome.TextDiff(tree.root(), shown(before), shown(after));
    }

    /** Of a folder that is new as a whole nobody reads every line. */
    private String summary() {
        return "%d files and folders: %d files (%.1f MB) are sent, %s are on the host\n"
                .formatted(
                        changed.size(),
                        script.sentFiles(),
                        script.sentBytes() / 1e6,
                        script.tells().values().stream().mapToLong(count -> (Long) count).sum());
    }

    private static String shown(StringBuilder text) {
        List<String> lines = text.toString().lines().toList();
        if (lines.size() <= MOST_TOLD) {
            return text.toString();
        }
        return String.join("\n", lines.subList(0, MOST_TOLD))
                + "\n… and "
                + (lines.size() - MOST_TOLD)
                + " more\n";
    }

    void throwIfNoRoom() {
        long reserve = tree.fresh().map(Tree.Fresh::reserve).orElse(0L);
        long needed = script.neededBytes() + reserve + MARGIN;
        if (script.bringsFiles() && there.freeBytes() >= 0 && there.freeBytes() < needed) {
            throw new IllegalArgumentException(
                    tree.root()
                            + " needs "
                            + megabytes(needed)
                            + " MB, and only "
                            + megabytes(there.freeBytes())
                            + " MB are free there; nothing was written. Make room and try again");
        }
        if (sends() && !there.tar()) {
            throw new IllegalArgumentException(
                    "the host has no `tar`, which takes the files that are sent; install it first");
        }
    }

    private static long megabytes(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }

    /** What the host runs; when {@link #sends}, it takes the stream. */
    Sh script() {
        return script.script(tree.root());
    }

    long streamSize() {
        return script.streamSize();
    }

    void writeTo(OutputStream out) throws IOException {
        script.writeTo(out);
    }

    /** Bytes of the controller that could not be read while they were being sent. */
    static final class Unreadable extends IOException {
        Unreadable(String path, IOException cause) {
            super(path + " could not be read: " + cause.getMessage(), cause);
        }
    }
}
