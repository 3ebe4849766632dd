package io.miprov.module;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.host.Sh;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a host said of a folder: what is where its {@link Tree} wants something, what else there is,
 * and what it can do. It is the answer of {@code list_tree} in {@code prelude.sh}.
 *
 * @param freeBytes the room on the file system; -1 when not known
 * @param found what is at each wanted path, in the order of the entries
 * @param others paths that are there and may be strays; folders end in a slash
 * @param manifest the list of our own files as it is kept on the host; empty when there is none
 * @param donated files whose content can be had on the host, by digest
 */
record TreeListing(
        int umask,
        long freeBytes,
        boolean tar,
        List<Found> found,
        List<String> others,
        String manifest,
        Map<String, String> donated) {
    private static final String SECTION = "\036\n";
    private static final int DIGEST = 64;

    /**
     * What is at a path.
     *
     * @param kind {@code -} nothing, {@code f} a file, {@code d} a folder, {@code F} and {@code D}
     *     links to such, {@code l} a link to nothing, {@code o} anything else, {@code O} a link to
     *     it
     * @param digest of a file; empty for the rest
     * @param target of a link; empty for the rest
     */
    record Found(char kind, Optional<Attributes> attributes, String digest, String target) {
        boolean file() {
            return kind == 'f' || kind == 'F';
        }

        boolean folder() {
            return kind == 'd' || kind == 'D';
        }

        boolean other() {
            return kind == 'o' || kind == 'O';
        }

        boolean nothing() {
            return kind == '-';
        }
    }

    /** Mode and owner as they are. */
    record Attributes(int mode, String uid, String gid, String user, String group) {
        static Attributes read(String line) {
            String[] parts = line.split("\\|", 5);
            return new Attributes(
                    Integer.parseInt(parts[0], 8), parts[1], parts[2], parts[3], parts[4]);
        }
    }

    static Sh question(Tree tree) {
        List<String> paths = tree.entries().stream().map(Tree.Entry::path).toList();
        Sh all = Sh.of("list_tree {} {}", tree.root(), paths);
        if (tree.strays() == Tree.Strays.DELETE) {
            all = all.and(Sh.of("list_others {}", tree.root()));
        } else if (tree.strays() == Tree.Strays.DELETE_OURS) {
            all = all.and(Sh.of("list_ours {}", tree.manifest()));
        } else {
            all = all.and(Sh.of("printf '\\036\\n'"));
        }
        for (String donor : tree.donors()) {
            all = all.and(Sh.of("list_donor {}", donor));
        }
        return all;
    }

    static TreeListing read(Tree tree, String answer) {
        String[] sections = answer.split(SECTION, -1);
        if (sections.length < 2) {
            throw new IllegalArgumentException("the list of " + tree.root() + " ended too early");
        }
        Iterator<String> lines = Arrays.asList(sections[0].split("\n", -1)).iterator();
        int umask = Integer.parseInt(lines.next().strip(), 8);
        long free = freeBytes(lines.next());
        boolean tar = lines.next().equals("tar");
        List<Found> found = found(lines, tree);
        List<String> others = sections[1].lines().map(line -> line.replace('\1', '\n')).toList();
        Map<String, String> donated = new HashMap<>();
        for (int i = 0; i < tree.donors().size() && i + 2 < sections.length; i++) {
            donations(tree.donors().get(i), sections[i + 2], donated);
        }
        String manifest = tree.strays() == Tree.Strays.DELETE_OURS ? sections[1] : "";
        return new TreeListing(umask, free, tar, found, others, manifest, donated);
    }

    /** The fourth number of the line that {@code df -Pk} prints, after the name of the device. */
    private static long freeBytes(String df) {
        String[] words = df.strip().split(" +");
        for (int i = 4; i < words.length; i++) {
            if (words[i].endsWith("%")) {
                return Long.parseLong(words[i - 1]) * 1024;
            }
        }
        return -1;
    }

    private static List<Found> found(Iterator<String> lines, Tree tree) {
        String kinds = lines.next();
        int count = tree.entries().size();
        if (kinds.length() != count) {
            throw new IllegalArgumentException("the list of " + tree.root() + " is not whole");
        }
        List<Optional<Attributes>> attributes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            boolean has = "fdFDoO".indexOf(kinds.charAt(i)) >= 0;
            attributes.add(has ? Optional.of(Attributes.read(lines.next())) : Optional.empty());
        }
        List<String> digests = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            digests.add("fF".indexOf(kinds.charAt(i)) >= 0 ? digest(lines) : "");
        }
        List<Found> found = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String target = "lFDO".indexOf(kinds.charAt(i)) >= 0 ? decoded(lines.next()) : "";
            found.add(new Found(kinds.charAt(i), attributes.get(i), digests.get(i), target));
        }
        return found;
    }

    private static String decoded(String base64) {
        String target = new String(Base64.getDecoder().decode(base64), UTF_8);
        return target.endsWith("\n") ? target.substring(0, target.length() - 1) : target;
    }

    /** The digest of the next line that has one; names with newlines make lines without. */
    private static String digest(Iterator<String> lines) {
        String line = lines.next();
        while (digestOf(line).isEmpty()) {
            line = lines.next();
        }
        return digestOf(line);
    }

    private static String digestOf(String line) {
        int from = line.startsWith("\\") ? 1 : 0;
        int to = from + DIGEST;
        return line.length() > to && line.charAt(to) == ' ' ? line.substring(from, to) : "";
    }

    private static void donations(String donor, String section, Map<String, String> donated) {
        for (String line : section.split("\n")) {
            String digest = digestOf(line);
            // a name that sha256sum had to escape is not worth the trouble
            if (!digest.isEmpty() && !line.startsWith("\\")) {
                String path = line.substring(DIGEST + 2).replaceFirst("^\\./", "");
                donated.putIfAbsent(digest, donor + "/" + path);
            }
        }
    }
}
