package io.miprov.library.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.miprov.module.Tree;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The headers of a tar, which may be compressed. Members are read by going forward; only one that
 * lies before the last one starts again at the beginning.
 */
final class TarTable {
    private static final int USTAR = 257;

    private final Path path;
    private final Packing packing;
    private Optional<TarArchiveInputStream> tar = Optional.empty();
    private int next;

    private TarTable(Path path, Packing packing) {
        this.path = path;
        this.packing = packing;
    }

    private interface Packing {
        InputStream unpacked(InputStream in) throws IOException;
    }

    static void read(Path path, byte[] head, Vetting vetting) throws IOException {
        TarTable table = new TarTable(path, packing(path, head));
        Map<String, Member> files = new HashMap<>();
        try (TarArchiveInputStream tar = table.start()) {
            int number = 0;
            for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
                table.add(e, number++, vetting, files);
            }
        }
    }

    private static Packing packing(Path path, byte[] head) {
        if (Archive.startsWith(head, 0x1f, 0x8b)) {
            return in ->
                    GzipCompressorInputStream.builder()
                            .setInputStream(in)
                            .setDecompressConcatenated(true)
                            .get();
        }
        if (Archive.startsWith(head, 0xfd, '7', 'z', 'X', 'Z', 0)) {
            return in ->
                    XZCompressorInputStream.builder()
                            .setInputStream(in)
                            .setDecompressConcatenated(true)
                            .get();
        }
        if (Archive.startsWith(head, 'B', 'Z', 'h')) {
            return in -> new BZip2CompressorInputStream(in, true);
        }
        if (head.length >= USTAR + 5 && new String(head, USTAR, 5, US_ASCII).equals("ustar")) {
            return in -> in;
        }
        throw new BadArchive(
                path, "is no archive that is known here: zip, tar, tar.gz, tar.bz2, tar.xz");
    }

    private TarArchiveInputStream start() throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
        try {
            return new TarArchiveInputStream(packing.unpacked(in));
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private void add(
            TarArchiveEntry entry, int number, Vetting vetting, Map<String, Member> files) {
        String name = entry.getName();
        Optional<Integer> mode = Optional.of(entry.getMode() & 07777);
        if (entry.isSymbolicLink()) {
            vetting.link(name, entry.getLinkName());
        } else if (entry.isLink()) {
            Member same = files.get(vetting.path(entry.getLinkName()));
            if (same == null) {
                throw vetting.bad(name, "is a hard link to nothing before it");
            }
            vetting.file(name, same.mode(), same.size(), same.opener());
        } else if (entry.isDirectory()) {
            vetting.folder(name, mode);
        } else if (entry.isFile() && !special(entry)) {
            Tree.Content.Opener opener = () -> open(number);
            vetting.file(name, mode, entry.getRealSize(), opener);
            String path = vetting.path(name);
            files.put(
                    path,
                    new Member(path, Tree.Entry.Kind.FILE, mode, entry.getRealSize(), "", opener));
        } else {
            throw vetting.bad(name, "is a device or another special file");
        }
    }

    private static boolean special(TarArchiveEntry entry) {
        return entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO();
    }

    private synchronized InputStream open(int number) throws IOException {
        if (tar.isEmpty() || number < next) {
            if (tar.isPresent()) {
                tar.get().close();
            }
            tar = Optional.of(start());
            next = 0;
        }
        TarArchiveInputStream now = tar.get();
        for (; next <= number; next++) {
            if (now.getNextEntry() == null) {
                throw new IOException("it ended too early");
            }
        }
        return new StaysOpen(now);
    }

    /** The bytes of one member; the archive stays open for the next. */
    private static final class StaysOpen extends FilterInputStream {
        StaysOpen(InputStream in) {
            super(in);
        }

        @Override
        public void close() {}
    }
}
