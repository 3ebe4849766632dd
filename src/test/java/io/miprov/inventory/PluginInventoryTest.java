package io.miprov.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.vault.Vault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources that are settings of a plugin. */
final class PluginInventoryTest {
    private static final String HOSTS =
            """
            all:
              hosts:
                web1: {os: {name: deb, arch: ""}, roles: [db, ""], n: 2, empty: ""}
                db1: {n: 1}
            """;

    @TempDir Path dir;
    private final Problems problems = new Problems();

    private Inventory read(Reading reading, String... texts) throws IOException {
        List<String> files = new java.util.ArrayList<>();
        for (String text : texts) {
            Path file = dir.resolve(files.size() + "/hosts.yml");
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, text).toString());
        }
        return InventoryReader.read(files, reading, problems);
    }

    private Inventory constructed(String settings) throws IOException {
        return read(Reading.strictly(Vault.NONE), HOSTS, "plugin: constructed\n" + settings);
    }

    private static String groups(Inventory inventory) {
        TreeSet<String> names = new TreeSet<>(inventory.groups().keySet());
        names.removeAll(List.of("all", "ungrouped"));
        StringBuilder all = new StringBuilder();
        names.forEach(name -> all.append(name).append(inventory.membersOf(name)).append(' '));
        return all.toString().strip();
    }

    @Test
    void constructsVariablesAndGroups() throws IOException {
        Inventory inventory =
                constructed(
                        """
                        compose: {more: n + 1, lost: nowhere + 1}
                        groups:
                          webs: inventory_hostname.startswith('web')
                          big: more > 2
                          lost: nowhere == 1
                        """);
        assertEquals(List.of(), problems.found());
        assertEquals(3L, inventory.variables("web1").get("more"));
        assertEquals("big[web1] webs[web1]", groups(inventory));
        assertEquals(List.of("ungrouped"), inventory.groupsOf("db1"));
    }

    @Test
    void namesGroupsByKeys() throws IOException {
        assertEquals(
                "_[web1] _db[web1] os-arch-[web1] os-name-deb[web1]",
                groups(
                        constructed(
                                "keyed_groups: [{key: roles}, {key: os, prefix: os, separator: '-'}]")));
        assertEquals(
                "db[web1] none[web1] x_arch[web1] x_name_deb[web1]",
                groups(
                        constructed(
                                """
                                leading_separator: false
                                keyed_groups:
                                  - {key: roles, default_value: none}
                                  - {key: os, prefix: x, trailing_separator: false}
                                """)));
        Inventory below =
                constructed(
                        "keyed_groups: [{key: os.name, prefix: d, parent_group: '{{ os.name }}s'}]");
        assertEquals(List.of("d_deb"), below.childrenOf("debs"));
        assertEquals(List.of(), problems.found());
    }

    @Test
    void saysWhatCanNotBeToldWhenItIsStrict() throws IOException {
        constructed("strict: true\ncompose: {lost: nowhere}\n");
        Diagnostic told = problems.found().get(0);
        assertTrue(told.render().contains("`nowhere` is undefined"), told.render());
        assertTrue(told.render().contains("of web1 can not be set"), told.render());
    }

    @Test
    void usesFilesOfVariablesAndTheCommandLineWhereThatIsWanted() throws IOException {
        Files.createDirectories(dir.resolve("0/group_vars"));
        Files.writeString(dir.resolve("0/group_vars/g.yml"), "color: red\n");
        String settings =
                """
                plugin: ansible.builtin.constructed
                use_vars_plugins: %s
                use_extra_vars: %s
                compose: {x: "color ~ more"}
                """;
        String hosts = "g: {hosts: {a: }}\n";
        Reading reading = Reading.strictly(Vault.NONE).with(Map.of("more", "ish"));
        assertEquals(
                "redish",
                read(reading, hosts, String.format(settings, true, true)).variables("a").get("x"));
        assertEquals(
                null,
                read(reading, hosts, String.format(settings, false, true)).variables("a").get("x"));
    }

    @Test
    void generatesHosts() throws IOException {
        Inventory inventory =
                read(
                        Reading.strictly(Vault.NONE),
                        """
                        plugin: generator
                        layers: {op: [build, run], env: [dev, prod]}
                        hosts:
                          name: "{{ op }}-{{ env }}"
                          parents:
                            - name: "all-{{ env }}"
                              vars: {env: "{{ env }}"}
                              parents: [{name: top}]
                        """);
        assertEquals(List.of(), problems.found());
        assertEquals(
                List.of("build-dev", "build-prod", "run-dev", "run-prod"),
                inventory.hosts().stream().sorted().toList());
        assertEquals(List.of("all-dev", "all-prod"), inventory.childrenOf("top"));
        assertEquals("prod", inventory.variables("run-prod").get("env"));
    }

    @Test
    void namesThePluginsThereAre() throws IOException {
        read(Reading.strictly(Vault.NONE), "plugin: construct\n");
        assertTrue(problems.found().get(0).render().contains("did you mean `constructed`"));
    }

    @Test
    void goesOnWithoutSourcesThatCanNotBeReadWhereThatIsWanted() throws IOException {
        Reading told = new Reading(Vault.NONE, Map.of(), Reading.Wrong.IS_TOLD, List.of(), false);
        Inventory inventory = read(told, "plugin: nope\n", "g: {hosts: {a: }}\n");
        assertEquals(List.of("a"), inventory.hosts());
        assertEquals(Diagnostic.Severity.WARNING, problems.found().get(0).severity());
        Reading one =
                new Reading(
                        Vault.NONE,
                        Map.of(),
                        Reading.Wrong.ENDS_ALL_IF_NONE_IS_GOOD,
                        List.of(),
                        false);
        read(one, "plugin: nope\n", "g: {hosts: {a: }}\n");
        assertTrue(!problems.any(), "one is good");
        read(one, "plugin: nope\n");
        assertTrue(problems.any(), "none is good");
    }
}
