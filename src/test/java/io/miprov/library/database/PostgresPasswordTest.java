package io.miprov.library.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PostgresPasswordTest {

    /** From RFC 7677: user, pencil, 4096 rounds. */
    private static final String PENCIL =
            "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";

    @ParameterizedTest
    @CsvSource({
        "pencil, false",
        "pencil2, true",
        // what is not seen, and other ways to write the same, are the same by SASLprep
        "pen\u00adcil, false",
        "\uff50encil, false",
        "'', true"
    })
    void comparesWithScram(String password, boolean differs) {
        assertEquals(differs, differs(password, PENCIL, "scram-sha-256"));
    }

    @Test
    void comparesWithMd5() {
        String hash = "md520eb1b22a92b5c573dc1eb4331fc49ee";
        assertEquals(hash, PostgresPassword.md5("secret", "user"));
        assertFalse(differs("secret", hash, "md5"));
        assertTrue(differs("other", hash, "md5"));
        assertTrue(differs("secret", hash, "scram-sha-256"), "it is to be hashed anew");
    }

    @Test
    void takesHashesAsTheyAre() {
        String hash = PostgresPassword.md5("secret", "user");
        assertFalse(differs(hash, hash, "scram-sha-256"));
        assertTrue(differs(hash, PostgresPassword.md5("x", "user"), "md5"));
        assertFalse(differs(PENCIL, PENCIL, "md5"));
        assertTrue(differs(PENCIL, hash, "md5"));
    }

    @Test
    void knowsThatThereIsNone() {
        assertTrue(PostgresPassword.differs("a", Optional.empty(), "user", true, "md5"));
        assertTrue(PostgresPassword.differs("", Optional.of("a"), "user", true, "md5"));
        assertFalse(PostgresPassword.differs("", Optional.empty(), "user", true, "md5"));
    }

    private static boolean differs(String wanted, String is, String method) {
        return PostgresPassword.differs(wanted, Optional.of(is), "user", true, method);
    }
}
