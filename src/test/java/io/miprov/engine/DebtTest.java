package io.miprov.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.event.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handlers that an earlier run did not come to. */
final class DebtTest {
    private static final String PLAY =
            """
            - name: nodes
              hosts: all
              serial: 1
              gather_facts: false
              tasks:
                - name: work
                  debug: {msg: work}
              handlers:
                - name: restart
                  debug: {msg: restarted}
                - name: other
                  debug: {msg: other}
            """;

    @TempDir Path dir;

    @Test
    void runForTheHostsThatAreOwedThem() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,b,").owed(debt("b", "restart")).play(PLAY);
            assertEquals(
                    List.of("a work: ok work", "b work: ok work", "b restart: ok restarted"),
                    story.lines());
            assertEquals(
                    List.of(
                            new Event.HandlerOwed("restart", "nodes", List.of("b"), "before"),
                            new Event.HandlerDone("b", "restart", "nodes")),
                    told(story));
        }
    }

    /** What is mended by a task should be mended before. */
    @Test
    void runAfterTheTasks() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,").owed(debt("a", "restart")).play(PLAY);
            List<String> tasks =
                    story.events().stream()
                            .filter(Event.TaskStarted.class::isInstance)
                            .map(event -> ((Event.TaskStarted) event).task())
                            .toList();
            assertEquals(List.of("work", "restart"), tasks);
        }
    }

    @Test
    void runInAPlayThatHasNothingElse() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,")
                    .owed(debt("a", "restart"))
                    .play(
                            """
                            - name: nodes
                              hosts: all
                              gather_facts: false
                              handlers:
                                - name: restart
                                  debug: {msg: restarted}
                            """);
            assertEquals(List.of("a restart: ok restarted"), story.lines());
        }
    }

    @Test
    void areClaimedByHandlersOfARoleThatComesInLater() throws IOException {
        try (Story story = new Story(dir)) {
            story.file("roles/r/tasks/main.yml", "- debug: {msg: of the role}");
            story.file("roles/r/handlers/main.yml", "- {name: late, debug: {msg: late}}");
            story.hosts("a,")
                    .owed(debt("a", "r : late"))
                    .play(
                            """
                            - name: nodes
                              hosts: all
                              gather_facts: false
                              tasks:
                                - include_role: {name: r}
                            """);
            assertTrue(story.lines().contains("a r : late: ok late"), story.lines()::toString);
        }
    }

    @Test
    void areForgottenWithAWordWhenThereIsNoSuchHandlerOrPlay() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,")
                    .owed(debt("a", "gone"), new Debt("another", "a", "restart", "before"))
                    .play(PLAY);
            assertEquals(2, story.told().size(), story.told()::toString);
            assertTrue(
                    story.told().get(0).contains("gone is owed to a since run before"),
                    story.told()::toString);
            assertTrue(
                    story.told().get(1).contains("there is no such play `another`"),
                    story.told()::toString);
            assertEquals(
                    List.of(
                            new Event.HandlerDone("a", "gone", "nodes"),
                            new Event.HandlerDone("a", "restart", "another")),
                    told(story));
        }
    }

    @Test
    void stayWithHostsThatFailOrWhoseBatchDidNotCome() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,b,")
                    .owed(debt("a", "gone"), debt("b", "gone"), debt("b", "restart"))
                    .play(PLAY.replace("debug: {msg: work}", "fail: {msg: broken}"));
            assertEquals(List.of("a work: failed broken"), story.lines());
            assertEquals(List.of(), told(story));
        }
    }

    @Test
    void areMadeByHostsThatFailBeforeTheirHandlersRan() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,b,")
                    .play(
                            """
                            - name: nodes
                              hosts: all
                              gather_facts: false
                              tasks:
                                - name: change
                                  command: echo 1
                                  notify: [restart, "{{ 'oth' ~ 'er' }}"]
                                - name: fail
                                  fail: {msg: broken}
                                  when: inventory_hostname == 'b'
                              handlers:
                                - name: restart
                                  debug: {msg: restarted}
                                - name: other
                                  command: "false"
                            """);
            assertEquals(
                    List.of(
                            new Event.MayNotify(
                                    "nodes",
                                    "change",
                                    "play.yml:6:7",
                                    List.of("a", "b"),
                                    List.of("restart", "other")),
                            new Event.Notified("a", "restart", "nodes"),
                            new Event.Notified("a", "other", "nodes"),
                            new Event.Notified("b", "restart", "nodes"),
                            new Event.Notified("b", "other", "nodes"),
                            new Event.HandlerDone("a", "restart", "nodes")),
                    told(story));
        }
    }

    private static Debt debt(String host, String handler) {
        return new Debt("nodes", host, handler, "before");
    }

    private static List<Event> told(Story story) {
        return story.events().stream()
                .filter(
                        event ->
                                event instanceof Event.HandlerOwed
                                        || event instanceof Event.HandlerDone
                                        || event instanceof Event.Notified
                                        || event instanceof Event.MayNotify)
                .toList();
    }
}
