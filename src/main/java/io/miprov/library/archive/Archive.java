package io.miprov.library.archive;

import io.miprov.module.LocalFile;
import io.miprov.module.Snapshot;
import io.miprov.module.Tree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The table of an archive: zip, tar, tar.gz, tar.bz2 or tar.xz, known by its first bytes. All of it
 * was checked: no path or link leads out of the folder it will be unpacked in, nothing comes twice,
 * there are no devices, and it is no bomb. The bytes of a zip are not inflated for this.
 *
 * @param members in the order of the archive; read their bytes in that order, it is much the
 *     fastest
 * @param digests of members that were read before, by path; others of the same file know them too
 */
public record Archive(Path path, List<Member> members, Map<String, String> digests) {
    private static final int MOST_KEPT = 4;

    private static final Map<Snapshot, Map<String, String>> KEPT =
            new LinkedHashMap<>(MOST_KEPT, 1, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(
                        Map.Entry<Snapshot, Map<String, String>> eldest) {
                    return size() > MOST_KEPT;
                }
            };

    /** Reads and checks the table; throws {@link BadArchive}. */
    public static Archive read(LocalFile file, Limits limits) {
        Path path = file.seekable();
        try {
            byte[] head = head(file);
            Vetting vetting = new Vetting(path, limits, file.size());
            if (startsWith(head, 'P', 'K')) {
                ZipTable.read(path, vetting);
            } else {
                TarTable.read(path, head, vetting);
            }
            return new Archive(path, vetting.members(), digests(file, path));
        } catch (NoSuchFileException e) {
            throw new BadArchive(path, "does not exist");
        } catch (IOException e) {
            throw new BadArchive(path, "is damaged: " + e.getMessage());
        }
    }

    /** What is known of the same file, which all of its readers add to. */
    private static Map<String, String> digests(LocalFile file, Path path) throws IOException {
        Optional<Snapshot> state =
                path.equals(file.path()) ? Snapshot.settled(path) : Optional.empty();
        if (state.isEmpty()) {
            return new ConcurrentHashMap<>();
        }
        synchronized (KEPT) {
            return KEPT.computeIfAbsent(state.get(), any -> new ConcurrentHashMap<>());
        }
    }

    /**
     * The bytes of a member with their digest; reads them all, unless somebody did before.
     *
     * @throws BadArchive when they are damaged
     */
    public Tree.Content content(Member member) {
        String known = digests.computeIfAbsent(member.path(), any -> sha256(member));
        return new Tree.Content(member.size(), known, member.opener());
    }

    private String sha256(Member member) {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = member.opener().open()) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new BadArchive(path, "is damaged at `" + member.path() + "`: " + e.getMessage());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] head(LocalFile file) throws IOException {
        try (InputStream in = file.open()) {
            return in.readNBytes(512);
        }
    }

    static boolean startsWith(byte[] head, int... magic) {
        return head.length >= magic.length
                && Arrays.equals(
                        magic, 0, magic.length, unsigned(head, magic.length), 0, magic.length);
    }

    private static int[] unsigned(byte[] bytes, int count) {
        int[] ints = new int[count];
        for (int i = 0; i < count; i++) {
            ints[i] = bytes[i] & 0xff;
        }
        return ints;
    }
}
