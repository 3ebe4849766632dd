package io.miprov.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.lab.LabHost;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The modules that speak to a system, on a system: systemd, apt, users, facts. */
@Timeout(180)
final class SystemIT {
    private static final String UNIT =
            """
            [Service]
            ExecStart=/bin/sleep infinity
            [Install]
            WantedBy=multi-user.target
            """;

    @TempDir private static Path folder;
    private static LabHost host;

    @BeforeAll
    static void start() throws Exception {
        host = LabHost.start("vm");
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void startsEnablesStopsAndMasksAUnit() throws Exception {
        changesOnce(
                """
                - copy: {dest: /etc/systemd/system/waiter.service, content: "%s"}
                - systemd: {name: waiter, state: started, enabled: true, daemon_reload: true}
                """
                        .formatted(UNIT.replace("\n", "\\n")));
        assertEquals("active", host.root("systemctl is-active waiter"));
        assertEquals("enabled", host.root("systemctl is-enabled waiter"));
        changesOnce("- service: {name: waiter, state: stopped, enabled: false}");
        assertEquals("inactive", host.root("systemctl is-active waiter || true"));
        host.root(
                "mv /etc/systemd/system/waiter.service /usr/lib/systemd/system/ && systemctl daemon-reload");
        changesOnce("- systemd: {name: waiter.service, masked: true}");
        assertEquals("masked", host.root("systemctl is-enabled waiter || true"));
    }

    @Test
    void readsANewFolderOfDropInsWhenItIsAsked() throws Exception {
        apply(
                "- copy: {dest: /etc/systemd/system/drop.service, content: \""
                        + UNIT.replace("\n", "\\n")
                        + "\"}\n- systemd: {name: drop, state: started, daemon_reload: true}",
                0);
        apply(
                """
                - file: {path: /etc/systemd/system/drop.service.d, state: directory}
                - copy:
                    dest: /etc/systemd/system/drop.service.d/more.conf
                    content: "[Service]\\nEnvironment=MORE=memory\\n"
                - service: {name: drop, state: restarted, daemon_reload: true}
                """,
                0);
        assertEquals("MORE=memory", host.root("systemctl show -p Environment --value drop"));
    }

    @Test
    void restartsEachTimeItIsAsked() throws Exception {
        changesOnce(
                "- copy: {dest: /etc/systemd/system/again.service, content: \""
                        + UNIT.replace("\n", "\\n")
                        + "\"}");
        apply("- systemd: {name: again, state: restarted, daemon_reload: true}", 0);
        String first = host.root("systemctl show -p MainPID --value again");
        apply("- systemd: {name: again, state: restarted}", 0);
        assertTrue(!first.equals(host.root("systemctl show -p MainPID --value again")));
    }

    @Test
    void tellsWhatTheJournalSaysOfAUnitThatDoesNotStart() throws Exception {
        host.root(
                "printf '[Service]\\nType=oneshot\\nExecStart=/bin/sh -c \"echo the disk is made of cheese; exit 3\"\\n'"
                        + " >/etc/systemd/system/broken.service && systemctl daemon-reload");
        String said = apply("- service: {name: broken, state: started}", 1);
        assertTrue(said.contains("the disk is made of cheese"), said);
    }

    @Test
    void refusesAUnitThatIsNotThere() throws Exception {
        String said = apply("- service: {name: no-such-unit, state: started}", 1);
        assertTrue(said.contains("no-such-unit"), said);
        apply("- systemd: {name: no-such-unit, state: stopped}", 1);
    }

    @Test
    void installsAndRemovesPackages() throws Exception {
        host.root("apt-get update -q");
        changesOnce("- apt: {name: [tree, bc], state: present}");
        assertEquals("ok", host.root("dpkg -s tree bc >/dev/null && echo ok"));
        changesOnce("- package: {name: tree, state: absent}");
        assertEquals(
                "gone",
                host.root("dpkg -s tree 2>/dev/null | grep -q '^Status: install ok' || echo gone"));
    }

    @Test
    void refusesAPackageThatNobodyHas() throws Exception {
        String said = apply("- apt: {name: no-such-package-anywhere}", 1);
        assertTrue(said.contains("no-such-package-anywhere"), said);
    }

    @Test
    void makesChangesAndRemovesUsersAndGroups() throws Exception {
        changesOnce(
                """
                - group: {name: crew, gid: 4711}
                - user: {name: jane, uid: 4712, group: crew, groups: [adm], shell: /bin/bash, comment: "Jane D'Oe"}
                """);
        assertEquals(
                "4712 crew adm",
                host.root(
                        "echo $(id -u jane) $(id -gn jane) $(id -Gn jane | tr ' ' '\\n' | grep adm)"));
        changesOnce("- user: {name: jane, groups: [games], append: true, shell: /bin/sh}");
        assertEquals("/bin/sh", host.root("getent passwd jane | cut -d: -f7"));
        changesOnce(
                "- user: {name: jane, state: absent, remove: true}\n- group: {name: crew, state: absent}");
        assertEquals("", host.root("getent passwd jane || getent group crew || true"));
    }

    @Test
    void givesUsersKeysAndAnEnd() throws Exception {
        changesOnce(
                """
                - user:
                    name: keyed
                    umask: "077"
                    expires: 1893456000
                    password_expire_max: 90
                    password_expire_warn: 10
                    generate_ssh_key: true
                    ssh_key_type: ed25519
                    ssh_key_comment: of keyed
                """);
        assertEquals("90:10::21915:", host.root("getent shadow keyed | cut -d: -f5-"));
        assertEquals(
                "keyed of keyed",
                host.root(
                        "echo $(stat -c %U /home/keyed/.ssh/id_ed25519) $(cut -d' ' -f3- /home/keyed/.ssh/id_ed25519.pub)"));
        changesOnce("- user: {name: keyed, expires: -1, password_expire_max: -1}");
        assertEquals(":10:::", host.root("getent shadow keyed | cut -d: -f5-"));
        String said =
                apply(
                        """
                        - user: {name: keyed, generate_ssh_key: true, ssh_key_type: ed25519}
                          register: it
                        - assert:
                            that:
                              - it.ssh_key_file == '/home/keyed/.ssh/id_ed25519'
                              - "'ssh-ed25519 ' in it.ssh_public_key"
                              - "'(ED25519)' in it.ssh_fingerprint"
                        """,
                        0);
        assertTrue(said.contains("ok"), said);
    }

    @Test
    void tellsFactsOfTheHost() throws Exception {
        String said =
                apply(
                        """
                        - setup:
                        - debug:
                            msg: >-
                              {{ ansible_distribution }} {{ ansible_distribution_major_version }} {{ ansible_os_family }}
                              {{ ansible_hostname }} {{ ansible_service_mgr }} {{ ansible_pkg_mgr }}
                              {{ ansible_memtotal_mb > 100 }} {{ ansible_default_ipv4.address is defined }}
                        """,
                        0);
        assertTrue(said.contains("Debian 12 Debian vm systemd apt True True"), said);
    }

    @Test
    void asksUrlsAndWaitsForPortsFromTheHost() throws Exception {
        apply(
                """
                - wait_for: {port: 22, timeout: 5}
                - uri: {url: "http://127.0.0.1:1/", timeout: 2}
                  register: answer
                  failed_when: answer.status != -1
                """,
                0);
        String said = apply("- wait_for: {port: 9, timeout: 1}", 1);
        assertTrue(said.contains("9"), said);
    }

    private static void changesOnce(String tasks) throws Exception {
        new Playing(folder, host).changesOnce(tasks);
    }

    private static String apply(String tasks, int wanted) throws Exception {
        return new Playing(folder, host).apply(tasks, wanted);
    }
}
