package io.miprov.library.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Optional;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;

/** The central directory of a zip, and the way to the bytes of its entries. */
final class ZipTable {
    private static final int TYPE = 0170000;
    private static final int REGULAR = 0100000;
    private static final int FOLDER = 0040000;
    private static final int LINK = 0120000;
    private static final int LOCAL_HEADER = 30;
    private static final int LONGEST_LINK = 4096;

    private ZipTable() {}

    static void read(Path path, Vetting vetting) throws IOException {
        try (ZipFile zip = ZipFile.builder().setPath(path).get()) {
            Enumeration<ZipArchiveEntry> entries = zip.getEntriesInPhysicalOrder();
            while (entries.hasMoreElements()) {
                add(path, entries.nextElement(), vetting);
            }
        }
    }

    private static void add(Path path, ZipArchiveEntry entry, Vetting vetting) throws IOException {
        String name = entry.getName();
        int type = entry.getUnixMode() & TYPE;
        Optional<Integer> mode =
                entry.getPlatform() == ZipArchiveEntry.PLATFORM_UNIX && entry.getUnixMode() != 0
                        ? Optional.of(entry.getUnixMode() & 07777)
                        : Optional.empty();
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            throw vetting.bad(name, "is encrypted");
        }
        ZipMethod method = ZipMethod.getMethodByCode(entry.getMethod());
        if (method != ZipMethod.STORED && method != ZipMethod.DEFLATED) {
            throw vetting.bad(name, "is packed by a method that is not known here: " + method);
        }
        if (type == LINK) {
            vetting.link(name, linkTarget(path, entry, vetting));
        } else if (entry.isDirectory() || type == FOLDER) {
            vetting.folder(name, mode);
        } else if (type == REGULAR || type == 0) {
            vetting.file(name, mode, entry.getSize(), () -> open(path, entry));
        } else {
            throw vetting.bad(name, "is a device or another special file");
        }
    }

    private static String linkTarget(Path path, ZipArchiveEntry entry, Vetting vetting)
            throws IOException {
        if (entry.getSize() > LONGEST_LINK) {
            throw vetting.bad(entry.getName(), "is a link to a path that can not be");
        }
        try (InputStream in = open(path, entry)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    /** Opens the bytes of an entry; the file is open only as long as they are read. */
    private static InputStream open(Path path, ZipArchiveEntry entry) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
        try {
            file.seek(entry.getLocalHeaderOffset());
            byte[] header = new byte[LOCAL_HEADER];
            file.readFully(header);
            if (!Archive.startsWith(header, 'P', 'K', 3, 4)) {
                throw new IOException("its header is not where the table says");
            }
            file.skipBytes(twoBytes(header, 26) + twoBytes(header, 28));
            InputStream packed =
                    new Limited(
                            Channels.newInputStream(file.getChannel()), entry.getCompressedSize());
            InputStream bytes =
                    entry.getMethod() == ZipArchiveEntry.STORED ? packed : new Inflated(packed);
            return new Checked(bytes, entry.getSize(), entry.getCrc());
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private static int twoBytes(byte[] bytes, int at) {
        return bytes[at] & 0xff | (bytes[at + 1] & 0xff) << 8;
    }

    /** Gives its native memory back when it is closed. */
    private static final class Inflated extends InflaterInputStream {
        Inflated(InputStream in) {
            super(in, new Inflater(true), 1 << 15);
        }

        @Override
        public void close() throws IOException {
            super.close();
            inf.end();
        }
    }
}
