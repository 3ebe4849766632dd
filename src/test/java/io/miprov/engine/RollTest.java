package io.miprov.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.diag.BadInput;
import io.miprov.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rolls over nodes a, b and c behind the balancers lb1 and lb2; what is done leaves lines in a log.
 */
final class RollTest {
    private static final String NODES =
            """
            - name: Nodes
              hosts: nodes
              gather_facts: false
              serial: 1
              rolling:
                balancer: {kind: nginx, config: "DIR/{{ inventory_hostname }}"}
                health: "DIR/h-{{ inventory_hostname }}"
                rollback: {base: "DIR/{{ inventory_hostname }}", restart: DIR/log}
                MORE
              tasks:
                - name: work
                  command:
                    cmd: "echo {{ inventory_hostname }} works >>DIR/log; echo new >app; touch DIR/{{ inventory_hostname }}/done; AND"
                    creates: "DIR/{{ inventory_hostname }}/done"
            """;

    @TempDir Path dir;
    private Story story;

    @BeforeEach
    void nodes() throws IOException {
        story = new Story(dir).modules(RollToys.all());
        inventory("lb1: {}, lb2: {}", "a: {}, b: {}, c: {}");
        for (String node : List.of("a", "b", "c")) {
            file(node + "/app", "old\n");
            file("h-" + node, "ok\n");
            file("lb1/" + node, "active\n");
            file("lb2/" + node, "active\n");
        }
    }

    @AfterEach
    void end() {
        story.close();
    }

    private void inventory(String balancers, String nodes) throws IOException {
        story.inventory(
                "load_balancers: {hosts: {" + balancers + "}}\nnodes: {hosts: {" + nodes + "}}\n");
    }

    private void file(String name, String text) throws IOException {
        Files.createDirectories(dir.resolve(name).getParent());
        Files.writeString(dir.resolve(name), text);
    }

    private String read(String name) throws IOException {
        Path file = dir.resolve(name);
        return Files.exists(file)
                ? Files.readString(file).replace(dir.toString() + "/", "").strip()
                : "";
    }

    /** What was done since the last time. */
    private List<String> log() throws IOException {
        List<String> lines = read("log").lines().toList();
        Files.deleteIfExists(dir.resolve("log"));
        return lines;
    }

    private Story play(String more) throws IOException {
        return play(more, "true");
    }

    /**
     * @param more below {@code rolling}
     * @param and what else the task does
     */
    private Story play(String more, String and) throws IOException {
        return story.play(text(more, and));
    }

    private String text(String more, String and) {
        String indented = more.strip().replace("\n", "\n    ");
        return NODES.replace("MORE", indented)
                .replace("AND", and)
                .replace("DIR", dir.toString())
                .replace(">app", ">" + dir + "/{{ inventory_hostname }}/app");
    }

    /** The play with other tasks, each line of them indented by nothing. */
    private String with(String tasks) {
        return text("", "true").replaceAll("(?s)  tasks:.*", "")
                + tasks.indent(2).replace("DIR", dir.toString());
    }

    private List<String> steps() {
        List<String> steps = new ArrayList<>();
        for (Event event : story.events()) {
            if (event instanceof Event.RollStep step && step.phase() != Event.Phase.BEGUN) {
                steps.add(
                        (step.step() + " " + step.phase()).toLowerCase(Locale.ROOT)
                                + " "
                                + String.join(",", step.hosts()));
            }
        }
        return steps;
    }

    private String says() {
        StringBuilder says = new StringBuilder();
        for (Event event : story.events()) {
            if (event instanceof Event.RollStep step) {
                says.append(step.step()).append(' ').append(step.phase()).append(": ");
                says.append(step.says()).append('\n');
            }
        }
        return says.toString();
    }

    private List<String> sorted(List<String> lines) {
        return lines.stream().sorted().toList();
    }

    @Test
    void goesNodeByNode() throws IOException {
        play("");
        assertEquals(
                List.of(
                        "lock done lb1,lb2",
                        "look done a",
                        "point done a",
                        "drain done a",
                        "work done a",
                        "health done a",
                        "admit done a"),
                steps().subList(0, 7));
        List<String> log = log();
        assertEquals("a point", log.get(0));
        assertEquals(List.of("lb1 drains a", "lb2 drains a"), sorted(log.subList(1, 3)));
        assertEquals(List.of("a works", "health h-a 0 ok"), log.subList(3, 5));
        assertEquals(List.of("lb1 expects a", "lb2 expects a"), sorted(log.subList(5, 7)));
        assertEquals("health h-a 10 ok", log.get(7));
        assertEquals(List.of("lb1 admits a", "lb2 admits a"), sorted(log.subList(8, 10)));
        assertEquals("b point", log.get(10));
        assertEquals(30, log.size());
        assertEquals("active", read("lb1/c"));
        assertFalse(story.recap().failed());
    }

    @Test
    void anUnchangedRollDrainsNobody() throws IOException {
        play("");
        log();
        play("");
        assertEquals(List.of(), log());
        assertEquals(
                List.of(
                        "lock done lb1,lb2",
                        "look done a",
                        "drain skipped a",
                        "look done b",
                        "drain skipped b",
                        "look done c",
                        "drain skipped c"),
                steps());
        assertEquals(0, story.recap().hosts().get("a").changed());
        assertEquals(1, story.recap().hosts().get("a").ok());
    }

    @Test
    void whoNeedsNoChangeKeepsItsTraffic() throws IOException {
        file("a/done", "");
        file("c/done", "");
        play("").play(text("", "true").replace("serial: 1", "serial: 3"));
        Files.delete(dir.resolve("b/done"));
        log();
        story.play(text("", "true").replace("serial: 1", "serial: 3"));
        List<String> log = log();
        assertEquals(List.of("lb1 drains b", "lb2 drains b"), sorted(log.subList(1, 3)));
        assertEquals(10, log.size(), log::toString);
    }

    @Test
    void aFailedTaskIsRolledBackAndTheRollStops() throws IOException {
        play("", "false");
        assertEquals(
                List.of("a works", "a restored", "restarted", "health h-a 10 ok"),
                log().subList(3, 7));
        assertEquals("old", read("a/app"));
        assertEquals("active", read("lb1/a"));
        assertEquals("old", read("b/app"));
        assertTrue(steps().contains("work failed a"), steps()::toString);
        assertTrue(steps().contains("rollback done a"), steps()::toString);
        assertFalse(steps().toString().contains(" b"), steps()::toString);
        assertTrue(story.recap().failed());
        assertEquals(1, story.recap().hosts().get("a").failed());
        assertEquals(0, story.recap().hosts().get("b").ok());
    }

    @Test
    void whatIsHeldStaysDrainedAndIsSaid() throws IOException {
        play("on_failure: hold", "false");
        assertTrue(read("lb1/a").startsWith("drained "), read("lb1/a"));
        assertEquals("new", read("a/app"));
        assertTrue(says().contains("drained, without traffic: a"), says());
        assertTrue(says().contains("stays drained as it is"), says());
        assertTrue(story.recap().failed());
        assertEquals("active", read("lb1/b"));
    }

    @Test
    void theNextRunPutsBackWhatIsHealthy() throws IOException {
        file("lb1/b", "drained run-7\n");
        for (String node : List.of("a", "b", "c")) {
            file(node + "/done", "");
        }
        play("");
        assertEquals(
                List.of(
                        "health h-b 0 ok",
                        "health h-b 10 ok",
                        "lb1 admits b",
                        "lb1 expects b",
                        "lb2 admits b",
                        "lb2 expects b"),
                sorted(log()));
        assertEquals("active", read("lb1/b"));
        assertTrue(says().contains("b is drained by run-7, which is over"), says());
    }

    /** A drain that was cut off may have left its mark, and not more. */
    @Test
    void aMarkOnAMemberWithTrafficIsTakenAway() throws IOException {
        file("lb1/b", "active run-7\n");
        for (String node : List.of("a", "b", "c")) {
            file(node + "/done", "");
        }
        play("");
        assertEquals("active", read("lb1/b"));
        assertTrue(says().contains("b is drained by run-7, which is over"), says());
    }

    /** With two nodes nothing could be drained while the other one is out. */
    @Test
    void whatAnEarlierRunLeftComesFirst() throws IOException {
        inventory("lb1: {}", "a: {}, b: {}");
        file("lb1/b", "drained run-7\n");
        Files.delete(dir.resolve("lb1/c"));
        play("");
        assertFalse(story.recap().failed(), this::says);
        List<String> log = log();
        assertEquals("b point", log.get(0));
        assertTrue(Files.exists(dir.resolve("b/point-run-7")));
        assertEquals("active", read("lb1/b"));
        assertEquals("active", read("lb1/a"));
    }

    @Test
    void whatSomebodyTookOutByHandIsLeftSo() throws IOException {
        file("lb1/a", "held\n");
        file("lb2/a", "held\n");
        play("");
        assertEquals("held", read("lb1/a"));
        assertEquals("new", read("a/app"));
        assertTrue(says().contains("a was taken out by hand: it stays so"), says());
        assertFalse(story.recap().failed());
    }

    /** The server of haproxy's configuration for mi1 may be called anything. */
    @Test
    void aMemberThatItsBalancerCallsOtherwiseIsDrainedAllTheSame() throws IOException {
        file("lb1/as-a", "server-7\n");
        file("lb2/as-a", "192.0.2.7:8290\n");
        play("");
        List<String> log = log();
        assertEquals("a point", log.get(0));
        assertEquals(List.of("lb1 drains a", "lb2 drains a"), sorted(log.subList(1, 3)));
        assertEquals("active", read("lb1/a"));
        assertEquals("active", read("lb2/a"));
    }

    @Test
    void whatIsNeverHealthyIsRolledBack() throws IOException {
        play("", "echo bad >DIR/h-{{ inventory_hostname }}".replace("DIR", dir.toString()));
        assertTrue(steps().contains("health failed a"), steps()::toString);
        assertTrue(steps().contains("rollback failed a"), steps()::toString);
        assertTrue(says().contains("was put back, but is not healthy: not ready: bad"), says());
        assertTrue(read("lb1/a").startsWith("drained "));
        assertEquals("old", read("a/app"));
        assertEquals("active", read("lb1/b"));
        assertTrue(story.recap().failed());
    }

    @Test
    void aBalancerThatCanNotDrainLeavesAllAsItWas() throws IOException {
        file("lb2/refuse", "");
        play("");
        assertEquals("active", read("lb1/a"));
        assertEquals("old", read("a/app"));
        assertTrue(says().contains("lb2: 3 connections are left"), says());
        assertTrue(says().contains("the roll stops before a"), says());
        assertTrue(story.recap().failed());
        assertFalse(story.recap().lost());
        assertEquals("old", read("b/app"));
    }

    @Test
    void noRescueChangesThatAMemberCouldNotBeDrained() throws IOException {
        file("lb2/refuse", "");
        story.play(
                with(
                        """
                        tasks:
                          - block:
                              - command: touch DIR/done
                            rescue:
                              - debug: {msg: rescued}
                        """));
        assertTrue(story.recap().failed());
        assertFalse(story.lines().toString().contains("rescued"), story.lines()::toString);
        assertFalse(Files.exists(dir.resolve("done")));
    }

    @Test
    void theLastHealthyMemberIsNeverDrained() throws IOException {
        file("lb1/b", "held\n");
        file("lb1/c", "held\n");
        play("");
        assertTrue(says().contains("lb1: only 0 would stay"), says());
        assertEquals("active", read("lb1/a"));
        assertEquals("active", read("lb2/a"));
    }

    @Test
    void aBalancerThatIsNotThereStopsAll() throws IOException {
        inventory("lb1: {}, unreachable2: {}", "a: {}, b: {}");
        play("");
        assertEquals(List.of(), log());
        assertTrue(story.recap().lost());
        assertEquals(List.of("lock failed unreachable2"), steps());
    }

    @Test
    void aNodeThatIsNotThereStopsAll() throws IOException {
        inventory("lb1: {}, lb2: {}", "unreachable0: {}, b: {}");
        play("");
        assertEquals("old", read("b/app"));
        assertTrue(story.recap().lost());
        assertEquals("active", read("lb1/b"));
    }

    @Test
    void asManyMayFailAsThePlaySays() throws IOException {
        inventory("lb1: {}, lb2: {}", "unreachable0: {}, b: {}");
        story.play(text("", "true").replace("serial: 1", "serial: 2\n  max_fail_percentage: 50"));
        assertEquals("new", read("b/app"));
        assertEquals("active", read("lb1/b"));
        assertTrue(story.recap().lost());
    }

    @Test
    void aBatchFailsAsAWhole() throws IOException {
        story.play(text("", "[ {{ inventory_hostname }} != b ]").replace("serial: 1", "serial: 2"));
        assertEquals("old", read("a/app"));
        assertEquals("old", read("b/app"));
        assertEquals("active", read("lb1/a"));
        assertEquals("active", read("lb1/b"));
        assertTrue(steps().contains("rollback done a,b"), steps()::toString);
    }

    @Test
    void rollbackAllUndoesEarlierBatches() throws IOException {
        play("on_failure: rollback_all", "[ {{ inventory_hostname }} != c ]");
        for (String node : List.of("a", "b", "c")) {
            assertEquals("old", read(node + "/app"));
            assertEquals("active", read("lb1/" + node));
        }
        List<String> steps = steps();
        assertEquals(
                List.of("rollback done c", "rollback done b", "rollback done a"),
                steps.stream().filter(step -> step.startsWith("rollback")).toList());
        assertTrue(steps.indexOf("rollback done c") < steps.indexOf("rollback done b"));
    }

    @Test
    void rollbackLeavesEarlierBatches() throws IOException {
        play("on_failure: rollback", "[ {{ inventory_hostname }} != c ]");
        assertEquals("new", read("a/app"));
        assertEquals("old", read("c/app"));
    }

    @Test
    void aSoakThatDoesNotHoldIsUndone() throws IOException {
        file("h-b", "not in 7\n");
        play("soak: 7s");
        List<String> steps = steps();
        assertTrue(steps.contains("soak done a"), steps::toString);
        assertTrue(steps.contains("soak failed b"), steps::toString);
        assertTrue(steps.contains("rollback done b"), steps::toString);
        assertEquals("new", read("a/app"));
        assertEquals("old", read("b/app"));
        assertEquals("active", read("lb1/b"));
        assertEquals("old", read("c/app"));
    }

    @Test
    void aCanaryThatDoesNotHoldIsDrainedAgainAndUndone() throws IOException {
        play(
                """
                canary:
                  - name: error rate
                    command: "false"
                    delegate_to: lb1
                """);
        List<String> steps = steps();
        assertTrue(steps.contains("canary failed a"), steps::toString);
        assertTrue(
                steps.subList(steps.indexOf("canary failed a"), steps.size())
                        .containsAll(List.of("drain done a", "rollback done a")),
                steps::toString);
        assertEquals("old", read("a/app"));
        assertEquals("active", read("lb2/a"));
        assertEquals("old", read("b/app"));
        assertTrue(story.lines().contains("a error rate: failed non-zero return code"));
    }

    @Test
    void aPlanDrainsNobodyAndSaysWhoWouldBe() throws IOException {
        file("b/done", "");
        story.options(new Options().check());
        play("drain: 90s");
        assertEquals(List.of(), log());
        assertTrue(
                says().contains(
                                "would be drained in lb1 lb2: at most 90 s until nothing is under way,"
                                        + " and after its tasks at most 300 s until it is healthy; since"
                                        + " of `work`"),
                says());
        assertTrue(says().contains("nothing to change: nobody would be drained"), says());
        assertEquals(List.of("look done a", "look done b", "look done c"), steps());
    }

    @Test
    void somebodyIsAskedBetweenBatches() throws IOException {
        List<String> asked = new ArrayList<>();
        story.asking(
                (question, hidden) -> {
                    asked.add(question);
                    return Optional.of(asked.size() == 1 ? "y" : "n");
                });
        play("confirm: true");
        assertEquals(
                List.of(
                        "Batch 1 is done. Go on with b? [y/N] ",
                        "Batch 2 is done. Go on with c? [y/N] "),
                asked);
        assertEquals("new", read("b/app"));
        assertEquals("old", read("c/app"));
        assertTrue(story.recap().pending());
        assertFalse(story.recap().failed());
    }

    @Test
    void nobodyToAskIsToldBeforeAnythingIsTouched() throws IOException {
        BadInput bad = assertThrows(BadInput.class, () -> play("confirm: true"));
        assertTrue(bad.getMessage().contains("--yes"), bad::getMessage);
        assertEquals(List.of(), log());
        story.options(new Options().yes());
        play("confirm: true");
        assertEquals("new", read("c/app"));
    }

    @Test
    void aBatchThatWouldBeLateIsNotBegun() throws IOException {
        Instant soon = Instant.now().plusSeconds(20);
        story.options(new Options().until(soon));
        play("");
        assertEquals(List.of(), log());
        assertTrue(steps().contains("work skipped a"), steps()::toString);
        assertTrue(story.recap().pending());
        story.options(new Options().until(Instant.now().plusSeconds(200)));
        play("");
        assertEquals("new", read("c/app"));
    }

    @Test
    void onlyOneRollsACluster() throws IOException {
        play("lock: taken");
        assertEquals(List.of("lock failed lb1"), steps());
        assertTrue(says().contains("ann rolls it, after 0 s"), says());
        assertTrue(story.recap().failed());
        assertEquals(List.of(), log());
    }

    @Test
    void theLockIsWaitedForAsLongAsThePlayOrTheCommandSays() throws IOException {
        play("lock: taken\nlock_wait: 2m");
        assertTrue(says().contains("ann rolls it, after 120 s"), says());
        story.options(new Options().lockWait(Duration.ofMinutes(15)));
        play("lock: taken\nlock_wait: 2m");
        assertTrue(says().contains("ann rolls it, after 900 s"), says());
    }

    @Test
    void commandsAreChangesUnlessSomebodySaysOtherwise() throws IOException {
        story.play(
                with(
                        """
                        tasks:
                          - command: echo 7
                            changed_when: false
                            register: seven
                          - command: echo look >>DIR/log
                            when: seven.stdout != '7'
                          - debug: {msg: "{{ seven.stdout }}"}
                        """));
        assertEquals(List.of(), log());
        assertTrue(story.lines().contains("a debug: ok 7"), story.lines()::toString);
        story.play(with("tasks:\n  - command: 'true'\n"));
        assertTrue(log().contains("lb1 drains a"));
    }

    @Test
    void itemsAreToldOnce() throws IOException {
        story.play(
                with(
                        """
                        tasks:
                          - name: items
                            command: {cmd: "touch DIR/{{ item }}", creates: "DIR/{{ item }}"}
                            loop: [h-a, "x-{{ inventory_hostname }}"]
                        """));
        assertEquals(
                6, story.events().stream().filter(Event.ItemFinished.class::isInstance).count());
        assertEquals(1, log().stream().filter("lb1 drains a"::equals).count());
    }

    @Test
    void handlersRunBeforeHealthIsAsked() throws IOException {
        story.play(
                with(
                        """
                        tasks:
                          - command: {cmd: "touch DIR/{{ inventory_hostname }}/done"}
                            notify: restart
                        handlers:
                          - name: restart
                            command: echo handled >>DIR/log
                        """));
        assertEquals(List.of("handled", "health h-a 0 ok"), log().subList(3, 5));
    }

    /** What another host does leaves the member as it is. */
    @Test
    void tasksOfOtherHostsNeedNoDrain() throws IOException {
        story.play(
                with(
                        """
                        tasks:
                          - command: touch DIR/elsewhere
                            delegate_to: lb1
                        """));
        assertEquals(List.of(), log());
        assertTrue(Files.exists(dir.resolve("elsewhere")));
    }

    @Test
    void withoutABalancerHealthIsProvenAllTheSame() throws IOException {
        story.play(text("", "true").replaceAll("balancer: .*", "balancer: none"));
        assertEquals(
                List.of("a point", "a works", "health h-a 0 ok", "health h-a 10 ok"),
                log().subList(0, 4));
        assertTrue(steps().contains("drain skipped a"), steps()::toString);
        assertFalse(story.recap().failed());
    }

    @Test
    void saysWhichVersionRunsWhere() throws IOException {
        for (String node : List.of("a", "b", "c")) {
            Files.createSymbolicLink(dir.resolve(node + "/current"), Path.of("releases/mi-4.4.0"));
        }
        play(
                "",
                "ln -sfn releases/mi-4.5.0 DIR/{{ inventory_hostname }}/current; [ {{ inventory_hostname }} != c ]"
                        .replace("DIR", dir.toString()));
        assertTrue(says().contains("a: mi-4.4.0 before, mi-4.5.0 now"), says());
    }

    @Test
    void whoLosesTheLockTouchesNothingMore() throws IOException {
        play("lock: lost");
        assertEquals(List.of(), log());
        assertTrue(says().contains("ann rolls it"), says());
        assertTrue(story.recap().failed());
    }

    @Test
    void aBalancerThatDoesNotTakeANodeBackStopsTheRoll() throws IOException {
        file("lb2/stuck", "");
        play("");
        assertTrue(says().contains("lb2: stuck"), says());
        assertTrue(says().contains("drained, without traffic: a"), says());
        assertEquals("new", read("a/app"));
        assertEquals("active", read("lb1/a"));
        assertTrue(story.recap().failed());
        assertEquals("old", read("b/app"));
        Files.delete(dir.resolve("lb2/stuck"));
        play("");
        assertEquals("active", read("lb2/a"));
        assertEquals("new", read("c/app"));
        assertFalse(story.recap().failed());
    }

    @Test
    void aRequestThroughTheBalancerThatFailsIsUndone() throws IOException {
        String more = "soak: 1s\n";
        String health =
                "health: {url: \"DIR/h-{{ inventory_hostname }}\", through_balancer: DIR/answer}";
        story.play(
                text(more, "true")
                        .replaceFirst(
                                "health: .*",
                                java.util.regex.Matcher.quoteReplacement(
                                        health.replace("DIR", dir.toString())))
                        .replace("NINE", ""));
        assertTrue(says().contains("through the balancer: lb1: status 502"), says());
        assertFalse(steps().contains("soak done a"), steps()::toString);
        assertEquals("old", read("a/app"));
        assertEquals("active", read("lb1/a"));
    }

    @Test
    void whatALostRunLeftIllIsPutBackToWhereItBegan() throws IOException {
        file("lb1/b", "drained run-7\n");
        file("lb2/b", "drained run-7\n");
        file("b/point-run-7", "older\n");
        file("h-b", "bad\n");
        for (String node : List.of("a", "b", "c")) {
            file(node + "/done", "");
        }
        play("");
        assertEquals("older", read("b/app"));
        assertTrue(says().contains("was put back, but is not healthy"), says());
        assertTrue(story.recap().failed());
        assertTrue(read("lb1/b").startsWith("drained "));
    }

    /** What looks as if it changed nothing, and does, has the host drained at once. */
    @Test
    void whoWasChangedAfterAllIsDrainedAndProven() throws IOException {
        story.play(with("tasks:\n  - liar: {path: \"DIR/{{ inventory_hostname }}/lie\"}\n"));
        assertEquals("health h-a 0 ok", log().get(3));
        assertFalse(story.recap().failed());
    }

    @Test
    void whoIsNotHealthyForLongIsExpectedNoLonger() throws IOException {
        file("h-a", "not in 7\n");
        story.play(
                text("on_failure: hold", "true")
                        .replaceAll("health: (.*)", "health: {url: $1, min_healthy_time: 7s}"));
        List<String> log = log();
        assertEquals(List.of("lb1 expects a", "lb2 expects a"), sorted(log.subList(5, 7)));
        assertEquals("health h-a 7 not in 7", log.get(7));
        assertEquals(List.of("lb1 drains a", "lb2 drains a"), sorted(log.subList(8, 10)));
        assertTrue(read("lb1/a").startsWith("drained "));
        assertTrue(says().contains("stays drained as it is"), says());
    }

    @Test
    void onlyTheHostsOfALimitAreRolled() throws IOException {
        story.options(new Options().limit("b"));
        play("");
        assertEquals("old", read("a/app"));
        assertEquals("new", read("b/app"));
        assertEquals("active", read("lb1/b"));
    }

    private String wrong(String rolling) {
        BadInput bad =
                assertThrows(
                        BadInput.class,
                        () ->
                                story.prepare(
                                        "- hosts: nodes\n  gather_facts: false\n  rolling:\n"
                                                + rolling.indent(4)));
        return bad.getMessage();
    }

    private void refuses(String rolling, String... told) {
        String message = wrong(rolling);
        for (String each : told) {
            assertTrue(message.contains(each), message);
        }
    }

    @Test
    void whatIsWrongIsToldBeforeTheRun() {
        refuses("upstream: u", "`rolling` needs `balancer`", "nginx_plus");
        refuses("balancer: ngnix", "can not be `ngnix`", "did you mean `nginx`?", "play.yml:4:15");
        refuses("balancer: none\nsaok: 3s", "`rolling` has no `saok`", "did you mean `soak`?");
        refuses("balancer: none\nsoak: soon", "`soak` needs a time", "this is `soon`");
        refuses("balancer: none\nsoak: '{{ 7 * \"x\" }}m'", "`soak` needs a time");
        refuses("balancer: none\ndrain: {timeot: 3}", "`drain` of `rolling` has no `timeot`");
        refuses("balancer: none\ndrain: [3]", "`drain` of `rolling` needs a mapping");
        refuses("balancer: none\ndrain: {on_timeout: go}", "can not be `go`", "abort, proceed");
        refuses("balancer: none\nconfirm: maybe", "`confirm` needs true or false");
        refuses("balancer: none\nmin_available: few", "`min_available` needs a number");
        refuses("balancer: none\nwindow_end: tomorrow", "`tomorrow` is no end of a window");
        refuses("balancer: none\non_failure: rollback", "needs `rollback`");
        refuses("balancer: none\nmember: [a]", "`member` needs text");
        refuses("balancer: nginx\nhosts: web", "web");
        refuses("balancer: none\ncanary: [{nope: x}]", "there is no module `nope`");
        refuses("balancer: none\ncanary: [{debug: {msg: '{{ nosuch }}'}}]", "nosuch");
        refuses("balancer: none\nhealth: '{{ nosuch }}'", "nosuch");
        refuses("balancer: none\nhealth: {url: x, deadline: '{{ 1 }}q'}", "deadline");
        refuses("balancer: {kind: nginx, hosts: lb1}\nhosts: lb1", "named twice");
        refuses("balancer: none\nhealth: {min_healthy_time: 3s}", "url");
        refuses("balancer: none\nsoak: '{{ nosuch }}'", "nosuch");
    }

    @Test
    void rollingGoesWithLinearOnly() {
        BadInput bad =
                assertThrows(
                        BadInput.class,
                        () ->
                                story.prepare(
                                        "- hosts: nodes\n  strategy: free\n  rolling: {balancer: none}\n"));
        assertTrue(bad.getMessage().contains("strategy linear only"), bad::getMessage);
    }
}
