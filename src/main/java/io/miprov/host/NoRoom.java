package io.miprov.host;

import java.io.IOException;

/** The machine lets no further command begin on this connection, for as long as others run. */
public final class NoRoom extends IOException {
    private static final long serialVersionUID = 1;

    /** In whose words, and who said so. */
    public NoRoom(String message, Throwable cause) {
        super(message, cause);
    }
}
