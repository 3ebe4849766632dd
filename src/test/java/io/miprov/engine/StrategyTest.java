package io.miprov.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.diag.BadInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How hosts wait for each other, or do not. */
final class StrategyTest {
    @TempDir Path dir;

    /** Host a can not go on before b is at its second task: a linear play would never end. */
    @ParameterizedTest
    @ValueSource(strings = {"free", "host_pinned", "ansible.builtin.free", "'{{ way }}'"})
    void freeHostsDoNotWait(String strategy) throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,b,").options(new Options().extra("way=free"));
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      strategy: STRATEGY
                      tasks:
                        - command: "n=0; until [ -e DIR/b ]; do sleep 0.02; n=$((n+1)); [ $n -lt 500 ]; done"
                          when: inventory_hostname == 'a'
                          notify: handled
                        - command: "touch DIR/b; true"
                          when: inventory_hostname == 'b'
                      handlers:
                        - name: handled
                          debug: {msg: "{{ inventory_hostname }}"}
                    """
                            .replace("STRATEGY", strategy)
                            .replace("DIR", dir.toString()));
            assertTrue(story.lines().contains("a command: changed"), story.lines()::toString);
            assertTrue(story.lines().contains("a handled: ok a"), story.lines()::toString);
            assertEquals(0, story.recap().hosts().get("a").failed());
        }
    }

    @Test
    void aStrategyThatThereIsNotIsToldBeforeTheRun() throws IOException {
        try (Story story = new Story(dir)) {
            BadInput bad =
                    assertThrows(
                            BadInput.class,
                            () -> story.prepare("- hosts: all\n  strategy: linaer\n"));
            assertEquals(
                    """
                    error: there is no strategy `linaer`
                     --> play.yml:2:13
                      |
                    2 |   strategy: linaer
                      |             ^^^^^^
                      = help: did you mean `linear`?
                    """
                            .strip(),
                    bad.diagnostics().get(0).render().strip());
        }
    }

    /** Each host holds a lock while it is there; two at a time would find it taken. */
    @ParameterizedTest
    @ValueSource(strings = {"linear", "free"})
    void throttleLetsSoManyInAtATime(String strategy) throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,b,c,d,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      strategy: STRATEGY
                      vars: {most: 1}
                      tasks:
                        - command: "mkdir DIR/lock && sleep 0.05 && rmdir DIR/lock"
                          throttle: "{{ most }}"
                    """
                            .replace("STRATEGY", strategy)
                            .replace("DIR", dir.toString()));
            assertEquals(
                    List.of(
                            "a command: changed",
                            "b command: changed",
                            "c command: changed",
                            "d command: changed"),
                    story.lines().stream().sorted().toList());
        }
    }

    @Test
    void orderAndSerialAreFilledIn() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("b,a,c,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      order: "{{ by }}"
                      serial: "{{ none | default(omit) }}"
                      vars: {by: reverse_sorted}
                      tasks:
                        - command: "printf %s {{ inventory_hostname }} >>DIR/order"
                          throttle: 1
                        - debug: {msg: "{{ ansible_play_batch | join(' ') }}"}
                          run_once: true
                    """
                            .replace("DIR", dir.toString()));
            assertTrue(story.lines().contains("c debug: ok c b a"), story.lines()::toString);
        }
    }

    @Test
    void tooManyFailuresEndThePlay() throws IOException {
        try (Story story = new Story(dir)) {
            story.hosts("a,b,c,");
            story.play(
                    """
                    - hosts: all
                      gather_facts: false
                      max_fail_percentage: "{{ 30 }}"
                      tasks:
                        - fail:
                          when: inventory_hostname == 'a'
                        - debug: {msg: never}
                    """);
            assertEquals(
                    List.of("a fail: failed as requested", "b fail: skipped", "c fail: skipped"),
                    story.lines());
        }
    }
}
