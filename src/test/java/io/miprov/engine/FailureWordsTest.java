package io.miprov.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code register} gets of a failure: Ansible's words, for playbooks look for them. */
final class FailureWordsTest {
    @TempDir Path dir;

    @Test
    void undefinedVariables() throws IOException {
        assertEquals(
                List.of(
                        "The task includes an option with an undefined variable.. 'y' is undefined\n\n"
                                + appears(5)),
                messages("debug: {msg: '{{ y }}'}"));
        assertEquals(
                List.of(
                        "The conditional check 'y.z' failed. The error was: error while evaluating"
                                + " conditional (y.z): 'y' is undefined\n\n"
                                + appears(5)),
                messages("debug:\n      when: y.z"));
    }

    @Test
    void bareTextThatIsNoMapping() throws IOException {
        assertEquals(
                List.of(
                        "invalid or malformed argument: 'garbage with a template': the parameters of"
                                + " `debug` are a mapping"),
                messages("debug: garbage {{ 'with a template' }}"));
        assertEquals(List.of("hi"), messages("debug: \"{{ {'msg': 'hi'} }}\""));
    }

    @Test
    void timeThatIsUp() throws IOException {
        assertEquals(
                List.of(
                        "The command action failed to execute in the expected time frame (1) and was"
                                + " terminated"),
                messages("command: sleep 30\n      timeout: 1"));
    }

    @Test
    void permissionsThatAreNone() throws IOException {
        String copy = "copy: {dest: /nowhere, mode: \"{{ 'u=foo' }}\"}";
        assertEquals(List.of("bad symbolic permission for mode: u=foo"), told("details", copy));
        assertEquals(
                List.of("bad symbolic permission for mode: u=foo"),
                told("details", copy + "\n      failed_when: it.failed"));
    }

    private String appears(int line) {
        return "The error appears to be in '"
                + dir.resolve("play.yml")
                + "': line "
                + line
                + ", column 7, but may\nbe elsewhere in the file depending on the exact syntax"
                + " problem.\n\nThe offending line appears to be:\n\n  tasks:\n    - register: it\n"
                + "      ^ here\n";
    }

    private List<String> messages(String task) throws IOException {
        return told("msg", task);
    }

    private List<String> told(String name, String task) throws IOException {
        try (Story story = new Story(dir)) {
            story.play(
                    "- hosts: all\n  gather_facts: false\n\n  tasks:\n    - register: it\n      ignore_errors: true\n      "
                            + task
                            + "\n");
            return story.events().stream()
                    .filter(io.miprov.event.Event.TaskFinished.class::isInstance)
                    .map(event -> ((io.miprov.event.Event.TaskFinished) event).result())
                    .map(result -> String.valueOf(result.values().get(name)))
                    .toList();
        }
    }
}
