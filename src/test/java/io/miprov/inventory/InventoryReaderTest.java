package io.miprov.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.diag.Problems;
import io.miprov.lang.Template;
import io.miprov.lang.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InventoryReaderTest {
    @TempDir private Path folder;
    private Given given;

    @BeforeEach
    void emptyFolder() {
        given = new Given(folder);
    }

    @Test
    void readsGroupsChildrenAndVariablesOfIni() throws IOException {
        Inventory inventory =
                given.file(
                                "hosts",
                                """
                                # before any section
                                bastion ansible_host=10.0.0.1

                                [web]   # a comment
                                web1 http_port=80 name="a b" flag=True text=true  # more
                                web2:2222

                                [db]
                                db1

                                [cluster:children]
                                web
                                db

                                [cluster:vars]
                                ; another comment
                                ports = [8290, 8253]
                                path=/opt/wso2 # kept
                                """)
                        .read("hosts");
        assertEquals(List.of("bastion", "web1", "web2", "db1"), inventory.hosts());
        assertEquals(
                Map.of(
                        "all", List.of("bastion", "web1", "web2", "db1"),
                        "ungrouped", List.of("bastion"),
                        "cluster", List.of("web1", "web2", "db1"),
                        "web", List.of("web1", "web2"),
                        "db", List.of("db1")),
                inventory.groups());
        assertEquals(List.of("cluster", "web"), inventory.groupsOf("web1"));
        assertEquals(
                "{flag=true, http_port=80, name=a b, path=/opt/wso2 # kept, ports=[8290, 8253], text=true}",
                own(inventory, "web1"));
        assertEquals(true, inventory.variables("web1").get("flag"));
        assertEquals("true", inventory.variables("web1").get("text"));
        assertEquals(2222L, inventory.variables("web2").get("ansible_port"));
    }

    @Test
    void readsGroupsChildrenAndVariablesOfYaml() throws IOException {
        Inventory inventory =
                given.file(
                                "hosts.yml",
                                """
                                all:
                                  hosts:
                                    bastion:
                                  vars: {site: a}
                                  children:
                                    cluster:
                                      children:
                                        web:
                                          hosts:
                                            web[1:2]: {http_port: 80}
                                            "web3:2222":
                                          vars: {site: b}
                                        db: {hosts: db1}
                                """)
                        .read("hosts.yml");
        assertEquals(List.of("bastion", "web1", "web2", "web3", "db1"), inventory.hosts());
        assertEquals(List.of("bastion"), inventory.groups().get("ungrouped"));
        assertEquals(List.of("cluster", "db"), inventory.groupsOf("db1"));
        assertEquals("{http_port=80, site=b}", own(inventory, "web2"));
        assertEquals("{ansible_port=2222, site=b}", own(inventory, "web3"));
        assertEquals("{site=a}", own(inventory, "db1"));
        assertEquals(List.of("ungrouped", "cluster"), inventory.childrenOf("all"));
    }

    @Test
    void readsAFileWithoutEndingAsWhatItLooksLike() throws IOException {
        assertEquals(List.of("a"), given.file("x", "---\nall: {hosts: {a: }}").read("x").hosts());
        assertEquals(List.of("a"), given.file("y", "web:\n  hosts: a").read("y").hosts());
        assertEquals(List.of("a", "b"), given.file("z", "a\nb k=v").read("z").hosts());
    }

    @Test
    void expandsRanges() throws IOException {
        given.file(
                "hosts",
                """
                web[08:11].example
                db-[a:e:2]
                [r]
                x[1:2]y[0:1]
                """);
        assertEquals(
                List.of(
                        "web08.example",
                        "web09.example",
                        "web10.example",
                        "web11.example",
                        "db-a",
                        "db-c",
                        "db-e",
                        "x1y0",
                        "x1y1",
                        "x2y0",
                        "x2y1"),
                given.read("hosts").hosts());
    }

    @Test
    void readsAListOfHosts() {
        Inventory inventory = given.read("a,b:2222,10.0.0.1,");
        assertEquals(List.of("a", "b", "10.0.0.1"), inventory.hosts());
        assertEquals(2222L, inventory.variables("b").get("ansible_port"));
        assertEquals(List.of("ungrouped"), inventory.groupsOf("a"));
    }

    @Test
    void joinsAFolderOfInventoriesInTheOrderOfNames() throws IOException {
        given.file("inv/01-hosts", "[web]\na\n")
                .file("inv/02-groups.yml", "web: {vars: {x: 1}}\ndb: {hosts: {b: }}")
                .file("inv/notes.md", "# not an inventory")
                .file("inv/more.ini", "ignored\n")
                .file("inv/.hidden", "ignored\n")
                .file("inv/sub/hosts", "c\n")
                .file("inv/group_vars/web.yml", "y: 2");
        Inventory inventory = given.read("inv");
        assertEquals(List.of("c", "a", "b"), inventory.hosts());
        assertEquals("{x=1, y=2}", own(inventory, "a"));
    }

    @Test
    void passesOverTheKeysAndCertificatesOfItsFolder() throws IOException {
        given.file("inv/hosts", "a\n");
        for (String each : List.of("ca.key", "ca.crt", "node.csr", "all.pem")) {
            given.file("inv/pki/" + each, "-----BEGIN OF IT-----\nTUlJ\n-----END OF IT-----\n");
        }
        assertEquals(List.of("a"), given.read("inv").hosts());
    }

    @Test
    void letsTheStrongerLevelWin() throws IOException {
        given.file(
                        "inv/hosts",
                        """
                        h host_file=host inventory_host_vars=host playbook_host_vars=host

                        [parent:children]
                        child

                        [child]
                        h

                        [all:vars]
                        all_file=all
                        all_files=all
                        child_file=all

                        [parent:vars]
                        child_file=parent
                        all_files=parent
                        playbook_all=parent

                        [child:vars]
                        child_file=child
                        host_file=child
                        """)
                .file(
                        "inv/group_vars/all.yml",
                        "all_files: files\nplaybook_all: files\nparent_files: all")
                .file("inv/group_vars/parent/a.yml", "parent_files: parent\nchild_files: parent")
                .file("inv/group_vars/parent/b.yml", "child_files: parent b")
                .file("inv/group_vars/child", "child_files: child\nplaybook_group: inventory")
                .file(
                        "inv/host_vars/h.json",
                        "{\"inventory_host_vars\": \"files\", \"playbook_host_vars\": \"files\"}")
                .file(
                        "book/group_vars/all.yaml",
                        "playbook_all: playbook\nparent_files: playbook all")
                .file(
                        "book/group_vars/parent.yml",
                        "playbook_group: playbook\nchild_files: playbook parent")
                .file("book/host_vars/h.yml", "playbook_host_vars: playbook");
        Problems problems = new Problems();
        Inventory inventory =
                given.read("inv/hosts").withPlaybookFolder(folder.resolve("book"), problems);
        assertEquals(List.of(), problems.found());
        assertEquals(
                "{all_file=all, all_files=files, child_file=child, child_files=playbook parent,"
                        + " host_file=host, inventory_host_vars=files, parent_files=parent,"
                        + " playbook_all=playbook, playbook_group=playbook,"
                        + " playbook_host_vars=playbook}",
                own(inventory, "h"));
    }

    @Test
    void ordersGroupsByDepthThenPriorityThenName() throws IOException {
        given.file(
                "hosts",
                """
                [a]
                h
                [b]
                h
                [c]
                h
                [a:vars]
                x=a
                y=a
                ansible_group_priority=10
                [b:vars]
                x=b
                y=b
                z=b
                [c:vars]
                z=c
                """);
        assertEquals("{x=a, y=a, z=c}", own(given.read("hosts"), "h"));
    }

    @Test
    void keepsTemplatesForLater() throws IOException {
        given.file("hosts", "h url='http://{{ x }}' list='[\"{{ y }}\"]'\n")
                .file("host_vars/h.yml", "z: '{{ inventory_hostname }}'");
        Map<String, Object> variables = given.read("hosts").variables("h");
        assertTrue(variables.get("url") instanceof Template);
        assertTrue(((List<?>) variables.get("list")).get(0) instanceof Template);
        assertTrue(variables.get("z") instanceof Template);
    }

    @Test
    void tellsWhereAHostCameFrom() throws IOException {
        Map<String, Object> variables =
                given.file("inv/hosts", "h\n").read("inv/hosts").variables("h");
        assertEquals(folder.resolve("inv").toString(), variables.get("inventory_dir"));
        assertEquals(folder.resolve("inv/hosts").toString(), variables.get("inventory_file"));
    }

    @Test
    void givesLocalhostWhatAllHas() throws IOException {
        given.file("hosts", "h\n[all:vars]\nx=1\n").file("host_vars/localhost.yml", "y: 2");
        Inventory inventory = given.read("hosts");
        assertEquals(
                "{ansible_connection=local, ansible_python_interpreter=/usr/bin/python3, x=1, y=2}",
                own(inventory, "localhost"));
        assertEquals("{x=1}", own(inventory, "nobody"));
        assertEquals(List.of("h"), inventory.hosts());
    }

    @Test
    void takesHostsAndGroupsWhileItRuns() throws IOException {
        given.file("hosts", "[web]\na\n").file("group_vars/new.yml", "x: 1");
        Inventory inventory = given.read("hosts");
        Inventory ofBook = inventory.withPlaybookFolder(folder, new Problems());
        assertEquals("{}", own(inventory, "a"));
        assertTrue(inventory.addHost("b", List.of("web", "new"), Map.of("k", 2L)));
        assertTrue(!inventory.addHost("b", List.of("web"), Map.of("k", 2L)));
        assertTrue(inventory.addToGroup("new", "a"));
        assertTrue(inventory.addGroup("above", "new"));
        assertEquals("{k=2, x=1}", own(ofBook, "b"));
        assertEquals("{x=1}", own(ofBook, "a"));
        assertEquals(List.of("a", "b"), ofBook.groups().get("above").stream().sorted().toList());
        assertEquals(List.of(), ofBook.groups().get("ungrouped"));
    }

    @Test
    void runsAScript() throws IOException {
        given.file(
                "script.sh",
                """
                #!/bin/sh
                case "$1" in
                --list) echo '{"web": {"hosts": ["a", "b"], "vars": {"x": 1}}, "top": {"children": ["web"]}, "db": ["c"]}' ;;
                --host) echo "{\\"name\\": \\"$2\\"}" ;;
                esac
                """);
        assertTrue(folder.resolve("script.sh").toFile().setExecutable(true));
        Inventory inventory = given.read("script.sh");
        assertEquals(List.of("top", "web"), inventory.groupsOf("a"));
        assertEquals("{name=a, x=1}", own(inventory, "a"));
        assertEquals("{name=c}", own(inventory, "c"));
    }

    @Test
    void saysWhatAScriptSaidWhenItFails() throws IOException {
        given.file("script", "#!/bin/sh\necho no token >&2\nexit 3\n");
        assertTrue(folder.resolve("script").toFile().setExecutable(true));
        assertEquals(
                "script --list:1:1 the inventory script failed: status 3\nno token"
                        + " | help: try it by hand: script --list",
                given.wrong("script"));
    }

    @Test
    void readsTenThousandHostsInAboutASecond() throws IOException {
        StringBuilder hosts = new StringBuilder();
        for (int group = 0; group < 100; group++) {
            hosts.append("[g").append(group).append("]\n");
            for (int host = 0; host < 100; host++) {
                hosts.append("h-").append(group).append('-').append(host);
                hosts.append(" ansible_host=10.0.")
                        .append(group)
                        .append('.')
                        .append(host)
                        .append('\n');
            }
            hosts.append("[above")
                    .append(group / 10)
                    .append(":children]\ng")
                    .append(group)
                    .append('\n');
        }
        given.file("hosts", hosts.toString()).file("group_vars/all.yml", "x: 1");
        assertTimeout(
                Duration.ofSeconds(4),
                () -> {
                    Inventory inventory = given.read("hosts");
                    HostPattern pattern =
                            HostPattern.parse(Text.at("above*:!g1:!~h-2.*", null), new Problems());
                    List<String> selected = pattern.select(inventory);
                    assertEquals(8800, selected.size());
                    selected.forEach(host -> assertEquals(1L, inventory.variables(host).get("x")));
                });
    }

    @Test
    void readsTenThousandHostsOfYamlAsFast() throws IOException {
        StringBuilder hosts = new StringBuilder("web: # \uD83D\uDE80\n  hosts:\n");
        for (int host = 0; host < 10_000; host++) {
            hosts.append("    h").append(host).append(": {ansible_host: 10.0.0.1}\n");
        }
        given.file("hosts.yml", hosts.toString());
        assertTimeout(
                Duration.ofSeconds(4),
                () -> assertEquals(10_000, given.read("hosts.yml").hosts().size()));
    }

    /** A host's variables without those that every host has, by name. */
    private static String own(Inventory inventory, String host) {
        Map<String, Object> variables = new TreeMap<>(inventory.variables(host));
        variables.keySet().removeAll(List.of("inventory_file", "inventory_dir"));
        return variables.toString();
    }
}
