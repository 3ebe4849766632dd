package io.miprov.module;

import io.miprov.host.Host;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder with files that a host should have: compared by one listing with digests, and only what
 * differs is sent, as one stream. Two round trips for any number of files, one when nothing
 * differs. Each file is replaced in one step.
 *
 * @param root the folder on the host
 * @param entries what should be in it, by path relative to the root; parents come before children
 * @param strays what becomes of files that are there and not among the entries
 */
public record Tree(String root, List<Entry> entries, Strays strays, Map<String, Object> says)
        implements Change {

    /** What becomes of files that are not wanted. */
    public enum Strays {
        KEEP,
        /** Delete those that an earlier run put there. */
        DELETE_OURS,
        DELETE
    }

    /** One file, folder or link. */
    public record Entry(
            String path,
            Kind kind,
            Placement placement,
            Optional<Content> content,
            String linkTarget) {

        /** What an entry is. */
        public enum Kind {
            FILE,
            FOLDER,
            LINK
        }
    }

    /** The bytes of a file: how many, their digest in hex, and where they come from. */
    public record Content(long size, String sha256, Opener opener) {

        /** Opens the bytes for reading, each time anew. */
        public interface Opener {
            InputStream open() throws IOException;
        }
    }

    @Override
    public Outcome on(Host host, Mode mode) {
        throw new UnsupportedOperationException("not written yet");
    }
}
