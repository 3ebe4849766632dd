package io.miprov.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.host.Host;
import io.miprov.host.Sh;
import io.miprov.host.Shells;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class NotYetTest {
    @TempDir Path dir;

    @ParameterizedTest
    @EnumSource
    void whatAnEarlierTaskMayMakeIsAChangeInCheckModeAndElseAFailure(Shells shell) {
        Host host = shell.host();
        Stream.of(
                        Edit.text(dir.resolve("no/file").toString(), text -> text + "more"),
                        new Decide(
                                Sh.of("echo {}", "none"),
                                answer -> {
                                    throw new NotYet("no/file does not exist");
                                },
                                Map.of()))
                .forEach(
                        change -> {
                            Outcome foreseen = change.on(host, Mode.CHECK);
                            assertEquals(Outcome.Status.CHANGED, foreseen.status());
                            assertTrue(
                                    foreseen.values()
                                            .get("msg")
                                            .toString()
                                            .contains("not there yet"));
                            Outcome failed = change.on(host, Mode.APPLY);
                            assertEquals(Outcome.Status.FAILED, failed.status());
                            assertTrue(failed.message().contains("does not exist"));
                        });
    }
}
