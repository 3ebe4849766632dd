package io.miprov.library.archive;

import java.nio.file.Path;

/** An archive that is damaged, or that nobody should unpack. The message names it and says why. */
public final class BadArchive extends IllegalArgumentException {
    BadArchive(Path archive, String why) {
        super(archive + " " + why);
    }

    BadArchive(Path archive, String member, String why) {
        super(archive + " is refused: its member `" + printable(member) + "` " + why);
    }

    private static String printable(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints()
                .forEach(
                        c -> {
                            if (Character.isISOControl(c)) {
                                text.append(String.format("\\x%02x", c));
                            } else {
                                text.appendCodePoint(c);
                            }
                        });
        return text.toString();
    }
}
