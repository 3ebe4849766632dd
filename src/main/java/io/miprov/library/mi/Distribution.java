package io.miprov.library.mi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.library.archive.Archive;
import io.miprov.library.archive.Limits;
import io.miprov.library.archive.Member;
import io.miprov.module.FileMode;
import io.miprov.module.LocalFile;
import io.miprov.module.Placement;
import io.miprov.module.Tree;
import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What a zip of the Micro Integrator puts on a host: paths, modes, owners. */
final class Distribution {
    /** Its first line is the digest of the archive; the others are the digests of its files. */
    static final String MARKER = ".miprov-release";

    private static final String SCRIPT = "bin/micro-integrator.sh";
    private static final List<String> SECRET_ENDS =
            List.of(".jks", ".p12", ".pfx", ".key", "conf/deployment.toml");
    private static final List<String> SECRET_FOLDERS =
            List.of("conf/security/", "repository/resources/security/");

    private final Optional<String> owner;
    private final Optional<String> group;

    Distribution(Optional<String> owner, Optional<String> group) {
        this.owner = owner;
        this.group = group;
    }

    /**
     * All of it, as the entries of a tree, with the marker of a release.
     *
     * @param top the one folder in the archive
     * @param home where below it the Micro Integrator is; may be empty
     */
    List<Tree.Entry> entries(LocalFile zip, String digest, String top, String home) {
        Archive archive = Archive.read(zip, Limits.DISTRIBUTION);
        String script = top + "/" + (home.isEmpty() ? "" : home + "/") + SCRIPT;
        if (archive.members().stream().noneMatch(member -> member.path().equals(script))) {
            throw new IllegalArgumentException(
                    zip.path()
                            + " is no distribution of the Micro Integrator: it has no "
                            + script);
        }
        List<Tree.Entry> entries = new ArrayList<>();
        entries.add(Tree.Entry.folder(".", placement("0755")));
        StringBuilder marker = new StringBuilder(digest).append('\n');
        for (Member member : archive.members()) {
            if (!member.path().equals(top)) {
                Tree.Entry entry =
                        entry(archive, member, member.path().substring(top.length() + 1));
                entries.add(entry);
                marker.append(line(entry, home));
            }
        }
        entries.add(marker(marker.toString().getBytes(UTF_8)));
        return entries;
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

    private Tree.Entry entry(Archive archive, Member member, String path) {
        return switch (member.kind()) {
            case FOLDER -> Tree.Entry.folder(path, placement("0755"));
            case LINK -> Tree.Entry.link(path, member.linkTarget());
            case FILE ->
                    Tree.Entry.file(path, placement(mode(path, member)), archive.content(member));
        };
    }

    /** The zip tool of the product drops the modes of most scripts, so they are made anew. */
    private static String mode(String path, Member member) {
        if (path.endsWith(".sh") || path.contains("bin/wso2update_") || member.executable()) {
            return "0755";
        }
        boolean secret =
                SECRET_ENDS.stream().anyMatch(path::endsWith)
                        || SECRET_FOLDERS.stream().anyMatch(path::contains);
        return secret ? "0640" : "0644";
    }

    private Placement placement(String mode) {
        return new Placement(Optional.of(FileMode.of(mode)), owner, group);
    }

    private Tree.Entry marker(byte[] bytes) {
        try {
            String sha256 =
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            return Tree.Entry.file(
                    MARKER,
                    placement("0644"),
                    new Tree.Content(bytes.length, sha256, () -> new ByteArrayInputStream(bytes)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
