package io.miprov.lang;

import java.util.List;

/** What filters and tests may ask of the files of the machine that templates are filled in on. */
public interface Controller {

    /** What a path may be. */
    enum Kind {
        /** Something, at the end of links. */
        ANYTHING,
        /** Something, be it a link to nothing. */
        ANYTHING_OR_LINK,
        FILE,
        FOLDER,
        LINK,
        MOUNT
    }

    /** Whether a path is that. */
    boolean is(Kind kind, String path);

    /**
     * Whether two paths are the same file.
     *
     * @throws IllegalArgumentException when one of them is nothing
     */
    boolean same(String one, String other);

    /** The first bytes of a file, fewer when it is shorter; none when it can not be read. */
    byte[] head(String path, int bytes);

    /** The path without links, as far as there is something. */
    String real(String path);

    /** The files that a pattern with {@code *}, {@code ?} and {@code []} means. */
    List<String> files(String pattern);
}
