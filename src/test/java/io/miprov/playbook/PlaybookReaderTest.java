package io.miprov.playbook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlaybookReaderTest {
    @TempDir Path dir;

    @Test
    void readsAllTheFormsOfATask() throws IOException {
        Play play =
                read("""
                                - hosts: all
                                  tasks:
                                    - ansible.builtin.command: ls
                                    - action: copy src=a dest=b
                                    - local_action: {module: file, path: /x}
                                    - debug:
                                    - name: with args
                                      shell: ls
                                      args: {chdir: /}
                                """)
                        .get(0);
        assertEquals(
                List.of("ansible.builtin.command", "copy", "file", "debug", "shell"),
                play.tasks().stream().map(step -> ((Task) step).module().text()).toList());
        assertEquals("play.yml:4:15", ((Task) play.tasks().get(1)).module().span().toString());
    }

    @Test
    void playsShareAFileOfRollingAndSayWhatIsOtherwise() throws IOException {
        Files.writeString(
                dir.resolve("nodes.yml"),
                """
                balancer: nginx
                drain: {timeout: 10s, quiet: 2s}
                soak: 5s
                canary: [{ping: }]
                """);
        List<Play> plays =
                read(
                        """
                        - hosts: all
                          rolling: nodes.yml
                        - hosts: all
                          rolling: {from: nodes.yml, drain: 20s, canary: [{ping: }, {ping: }]}
                        """);
        Rolling shared = plays.get(0).rolling().orElseThrow();
        assertEquals("nginx", shared.value("balancer.kind"));
        assertEquals("10s", shared.value("drain.timeout"));
        assertEquals(1, shared.canary().size());
        assertEquals("nodes.yml:2:9", shared.get("drain.timeout").orElseThrow().at().toString());
        Rolling own = plays.get(1).rolling().orElseThrow();
        assertEquals("20s", own.value("drain.timeout"));
        assertEquals("2s", own.value("drain.quiet"));
        assertEquals("5s", own.value("soak"));
        assertEquals(2, own.canary().size());
    }

    @Test
    void handsKeywordsDownAndJoinsSomeOfThem() {
        Keywords outer = keywords("tags", List.of("a"), "become", true, "register", "x");
        Keywords inner = keywords("tags", List.of("b", "a"), "become", false);
        Keywords both = inner.inside(outer);
        assertEquals(List.of("a", "b"), both.list("tags"));
        assertEquals(false, both.value("become"));
        assertEquals(null, both.value("register"));
    }

    private static Keywords keywords(Object... pairs) {
        java.util.Map<String, Keyword> all = new java.util.LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            String name = (String) pairs[i];
            all.put(name, new Keyword(name, null, null, pairs[i + 1]));
        }
        return new Keywords(all);
    }

    @Test
    void findsRolesBesideTheParentOfThePlaybooksFolder() throws IOException {
        Files.createDirectories(dir.resolve("roles/web/tasks"));
        Files.writeString(dir.resolve("roles/web/tasks/main.yml"), "- debug:\n");
        Files.createDirectories(dir.resolve("playbooks"));
        Path file = dir.resolve("playbooks/play.yml");
        Files.writeString(file, "- hosts: all\n  roles: [web]\n");
        Problems problems = new Problems();
        Playbook book =
                new PlaybookReader(dir, Surroundings.NONE, Vault.NONE, problems).playbook(file);
        assertEquals(List.of(), problems.found());
        assertEquals("web", book.plays().get(0).roles().get(0).role().name());
    }

    @Test
    void findsRolesAndPlaybooksOfCollections() throws IOException {
        role("site/collections", "blah", "- import_role: {name: other}\n");
        role("site/collections", "other", "- debug:\n");
        role("far", "sub/deep", "- debug:\n");
        Path books = dir.resolve("site/collections/ansible_collections/foo/bar/playbooks");
        Files.createDirectories(books);
        Files.writeString(books.resolve("main.yml"), "- hosts: all\n  roles: [blah]\n");
        Path file = dir.resolve("site/play.yml");
        Files.writeString(
                file,
                """
                - hosts: all
                  roles: [foo.bar.blah]
                - hosts: all
                  collections: [no.such, foo.bar]
                  roles: [other]
                - import_playbook: foo.bar.main
                - hosts: all
                  tasks:
                    - block:
                        - import_role: name=blah
                      collections: foo.bar
                """);
        assertEquals(
                List.of("foo.bar.blah", "foo.bar.other", "foo.bar.blah"), roles(file, List.of()));
        Files.writeString(dir.resolve("p.yml"), "- hosts: all\n  roles: [foo.bar.sub.deep]\n");
        assertEquals(
                List.of("foo.bar.sub.deep"),
                roles(dir.resolve("p.yml"), List.of(dir.resolve("far"))));
    }

    private void role(String root, String name, String tasks) throws IOException {
        Path folder =
                dir.resolve(root).resolve("ansible_collections/foo/bar/roles/" + name + "/tasks");
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("main.yml"), tasks);
    }

    private List<String> roles(Path file, List<Path> collections) {
        Problems problems = new Problems();
        Surroundings around =
                new Surroundings(
                        List.of(),
                        collections,
                        Optional.empty(),
                        true,
                        false,
                        Map.of(),
                        Problems.Twice.ERROR);
        Playbook book = new PlaybookReader(dir, around, Vault.NONE, problems).playbook(file);
        assertEquals(List.of(), problems.found());
        return book.plays().stream()
                .flatMap(play -> play.roles().stream())
                .map(use -> use.role().name())
                .toList();
    }

    @Test
    void takesWhatIsSetForAllPlays() throws IOException {
        Path file =
                Files.writeString(
                        dir.resolve("play.yml"), "- hosts: a\n- hosts: b\n  no_log: no\n");
        Surroundings around = Surroundings.NONE.with("no_log", true);
        List<Play> plays =
                new PlaybookReader(dir, around, Vault.NONE, new Problems()).playbook(file).plays();
        assertEquals(true, plays.get(0).keywords().value("no_log"));
        assertEquals(false, plays.get(1).keywords().value("no_log"));
    }

    /** A mistake, where it is told, and how. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "hosts: a | play.yml:1:1 a playbook is a list of plays",
                "- name: x | play.yml:1:3 this play names no hosts",
                "- hosts: a\\n  tasks:\\n    - name: x | play.yml:3:7 this task names no module",
                "- hosts: a\\n  tasks:\\n    - ping:\\n      pong: | play.yml:4:7 a task has one module,"
                        + " and this one has `ping` and `pong`",
                "- hosts: a\\n  tasks: {ping: x} | play.yml:2:10 tasks are a list",
                "- hosts: a\\n  become: perhaps | play.yml:2:11 `become` needs true or false",
                "- hosts: a\\n  tasks:\\n    - rescue: [] | play.yml:3:7 `rescue` and `always` need a"
                        + " `block`",
                "- hosts: a\\n  tasks:\\n    - ping:\\n      loop: x | play.yml:4:13 `loop` needs a list",
                "- hosts: a\\n  tasks:\\n    - ping:\\n      with_what: x | play.yml:4:7 there is no lookup"
                        + " `what`",
                "- hosts: a\\n  vars: {1a: x} | play.yml:2:10 `1a` can not name a variable",
                "- import_playbook: play.yml | play.yml:1:20 `play.yml` imports itself",
                "- hosts: a\\n  tasks:\\n    - import_tasks: \"{{ x }}.yml\" | play.yml:3:7"
                        + " `import_tasks` needs the name of a file that is known before the run"
            })
    void tellsAMistakeWhereItIs(String text, String expected) throws IOException {
        Problems problems = new Problems();
        Path file = dir.resolve("play.yml");
        Files.writeString(file, text.replace("\\n", "\n") + "\n");
        new PlaybookReader(dir, Surroundings.NONE, Vault.NONE, problems).playbook(file);
        Diagnostic first = problems.found().get(0);
        assertEquals(expected, first.span() + " " + first.message());
    }

    private List<Play> read(String text) throws IOException {
        Problems problems = new Problems();
        Path file = dir.resolve("play.yml");
        Files.writeString(file, text);
        List<Play> plays =
                new PlaybookReader(dir, Surroundings.NONE, Vault.NONE, problems)
                        .playbook(file)
                        .plays();
        assertEquals(List.of(), problems.found());
        return plays;
    }
}
