package io.miprov.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.miprov.diag.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ShTest {
    @Test
    void peopleSeeNeitherSecretsNorWhatFilesHold() {
        Sh script = Sh.of("put {} {} {}", "/a b", new Secret("s3cret"), Bytes.of("pass: s3cret\n"));
        assertEquals("put '/a b' 's3cret' 'cGFzczogczNjcmV0Cg=='", script.text());
        assertEquals("put '/a b' '********' '<13 bytes>'", script.shown());
        Sh around = Sh.of("ensure {}", List.of(script));
        assertEquals(
                "ensure 'put '\\''/a b'\\'' '\\''********'\\'' '\\''<13 bytes>'\\'''",
                around.shown());
    }

    @Test
    void bytesTellHowManyTheyAre() {
        for (int i = 0; i < 10; i++) {
            assertEquals("<" + i + " bytes>", Bytes.of("x".repeat(i)).toString());
        }
    }
}
