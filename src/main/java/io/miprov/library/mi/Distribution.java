package io.miprov.library.mi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.library.archive.Archive;
import io.miprov.library.archive.Member;
import io.miprov.module.FileMode;
import io.miprov.module.Placement;
import io.miprov.module.Sums;
import io.miprov.module.Tree;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a zip of the Micro Integrator puts on a host: paths, modes, owners. */
final class Distribution {
    /** Its first line is the digest of the archive; the others are the digests of its files. */
    static final String MARKER = ".miprov-release";

    private static final List<String> SECRET_ENDS =
            List.of(".jks", ".p12", ".pfx", ".key", "conf/deployment.toml");
    private static final List<String> SECRET_FOLDERS =
            List.of("conf/security", "repository/resources/security");

    /**
     * The product's own jars, which no server writes into, nor anybody who keeps his own in lib.
     */
    private static final Pattern SHARED =
            Pattern.compile("(.*/)?(wso2/(components|lib)|components)/.*\\.jar");

    private final Optional<String> owner;
    private final Optional<String> group;

    Distribution(Optional<String> owner, Optional<String> group) {
        this.owner = owner;
        this.group = group;
    }

    /** Whether releases may have a file in common, by hard links. */
    static boolean shared(String path) {
        return SHARED.matcher(path).matches();
    }

    /** All of it, as the entries of a tree, with the marker of a release. */
    List<Tree.Entry> entries(Pack pack) {
        Archive archive = pack.archive();
        List<Tree.Entry> members =
                archive.members().parallelStream()
                        .filter(member -> !member.path().equals(pack.top()))
                        .map(member -> entry(pack, member))
                        .toList();
        StringBuilder marker = new StringBuilder(pack.digest()).append('\n');
        members.forEach(entry -> marker.append(line(entry, pack.home())));
        Map<String, Tree.Entry> folders = new TreeMap<>();
        members.forEach(entry -> addFolders(entry, folders));
        List<Tree.Entry> entries = new ArrayList<>();
        entries.add(Tree.Entry.folder(".", placement("0755")));
        entries.addAll(folders.values());
        members.stream()
                .filter(entry -> entry.kind() != Tree.Entry.Kind.FOLDER)
                .forEach(entries::add);
        entries.add(marker(marker.toString().getBytes(UTF_8)));
        return entries;
    }

    /** Not every zip has an entry for each folder. */
    private void addFolders(Tree.Entry entry, Map<String, Tree.Entry> folders) {
        String path = entry.path();
        int end = entry.kind() == Tree.Entry.Kind.FOLDER ? path.length() : path.lastIndexOf('/');
        for (int at = end; at > 0; at = path.lastIndexOf('/', at - 1)) {
            folders.computeIfAbsent(path.substring(0, at), this::folder);
        }
    }

    private Tree.Entry folder(String path) {
        return Tree.Entry.folder(path, placement(secret(path) ? "0750" : "0755"));
    }

    /** The digest of a file of the Micro Integrator, as {@code sha256sum} prints it in its home. */
    private static String line(Tree.Entry entry, String home) {
        String from = home.isEmpty() ? "" : home + "/";
        if (entry.content().isEmpty() || !entry.path().startsWith(from)) {
            return "";
        }
        String path = entry.path().substring(from.length());
        return entry.content().get().sha256() + "  ./" + path + "\n";
    }

    private Tree.Entry entry(Pack pack, Member member) {
        String path = member.path().substring(pack.top().length() + 1);
        return switch (member.kind()) {
            case FOLDER -> folder(path);
            case LINK -> Tree.Entry.link(path, member.linkTarget());
            case FILE ->
                    Tree.Entry.file(
                            path, placement(mode(path, member)), pack.archive().content(member));
        };
    }

    /** The zip tool of the product drops the modes of most scripts, so they are made anew. */
    private static String mode(String path, Member member) {
        if (path.endsWith(".sh") || path.contains("bin/wso2update_") || member.executable()) {
            return "0755";
        }
        boolean secret =
                SECRET_ENDS.stream().anyMatch(path::endsWith)
                        || secret(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
        return secret ? "0640" : "0644";
    }

    /** Whether a folder holds what only the server and its group may read. */
    private static boolean secret(String folder) {
        return SECRET_FOLDERS.stream()
                .anyMatch(each -> ("/" + folder + "/").contains("/" + each + "/"));
    }

    private Placement placement(String mode) {
        return new Placement(Optional.of(FileMode.of(mode)), owner, group);
    }

    private Tree.Entry marker(byte[] bytes) {
        return Tree.Entry.file(
                MARKER,
                placement("0644"),
                new Tree.Content(
                        bytes.length, Sums.sha256(bytes), () -> new ByteArrayInputStream(bytes)));
    }
}
