package io.miprov.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.miprov.lab.LabHost;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A controller with a real systemd: timers fire, and what came of it is known. */
@Timeout(180)
final class ScheduleIT {
    private static final Path HERE = Path.of("").toAbsolutePath();
    private static final String SOON = "--on-calendar '*:*:0/2'";
    private static final String NEVER_TODAY = "--cron '0 2 29 2 *'";

    private static LabHost host;

    @BeforeAll
    static void start() throws Exception {
        host = LabHost.start("controller");
        // as on a machine of its own: what systemd mounts for a service is seen by it
        host.root("mount --make-rshared /; mkdir -p /opt/miprov/target /srv/cluster");
        host.put(HERE.resolve("miprov"), "/opt/miprov/miprov");
        host.put(HERE.resolve("target/miprov.jar"), "/opt/miprov/target/miprov.jar");
        host.put(HERE.resolve("target/lib"), "/opt/miprov/target/lib");
        host.root(
                """
                chmod 755 /opt/miprov/miprov
                cd /srv/cluster
                echo 'localhost ansible_connection=local' >hosts
                cat >site.yml <<'EOF'
                - hosts: localhost
                  gather_facts: false
                  tasks:
                    - shell: echo "$USER $MIPROV_SCHEDULE {{ word | default('') }}" >>out
                EOF
                cat >bad.yml <<'EOF'
                - hosts: localhost
                  gather_facts: false
                  tasks:
                    - command: "false"
                EOF
                chown -R ops /srv/cluster
                """);
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @AfterEach
    void clean() throws Exception {
        host.root(
                "cd /srv/cluster; for unit in /etc/systemd/system/miprov-*.timer; do"
                        + " [ -f $unit ] || continue; unit=${unit##*/}; unit=${unit%.timer};"
                        + " systemctl stop $unit.timer $unit.service; /opt/miprov/miprov schedule remove"
                        + " ${unit#miprov-}; done; rm -rf out .miprov");
    }

    /** What the program says, in the folder of the project; with its status at the end. */
    private static String miprov(String words) throws Exception {
        return host.root(
                "cd /srv/cluster; HOME=/root /opt/miprov/miprov "
                        + words
                        + " 2>&1; echo \"status $?\"");
    }

    private static String good(String words) throws Exception {
        String said = miprov(words);
        assertTrue(said.endsWith("status 0"), said);
        return said;
    }

    private static String refused(String words) throws Exception {
        String said = miprov(words);
        assertTrue(said.endsWith("status 2"), said);
        return said;
    }

    private static void until(String script) throws Exception {
        host.root(
                "for i in $(seq 400); do ( "
                        + script
                        + " ) >/dev/null 2>&1 && exit 0; sleep 0.1; done; echo 'never: "
                        + script.replace("'", "")
                        + "'; systemctl status 'miprov-*' --no-pager; exit 1");
    }

    private static JsonArray history(String name) throws Exception {
        String said = good("schedule history --json " + name);
        return JsonParser.parseString(said.lines().findFirst().orElse("")).getAsJsonArray();
    }

    @Test
    void aTimerFiresAndTheRunIsInTheHistory() throws Exception {
        String said = good("schedule add soon " + SOON + " -- apply site.yml -i hosts");
        assertTrue(said.contains("Added soon: miprov apply site.yml -i hosts"), said);
        until("grep -q 'soon' /srv/cluster/out");
        until(
                "/opt/miprov/miprov schedule history soon 2>/dev/null; cd /srv/cluster;"
                        + " grep -q ended .miprov/schedules/soon.jsonl");
        good("schedule pause soon");
        until("systemctl show -p ActiveState miprov-soon.service | grep -q =inactive");
        JsonObject first = history("soon").get(0).getAsJsonObject();
        assertEquals(0, first.get("status").getAsInt());
        assertTrue(!first.get("due").isJsonNull(), first.toString());
        String list = good("schedule list");
        assertTrue(
                list.contains("soon") && list.contains("paused") && list.contains(", done"), list);
        String before = host.root("wc -l </srv/cluster/out");
        assertTrue(good("schedule resume soon").contains("soon is resumed, next: "), list);
        until("[ $(wc -l </srv/cluster/out) -gt " + before + " ]");
        good("schedule pause soon");
        until("/opt/miprov/miprov schedule remove soon");
        assertEquals("", host.root("ls /etc/systemd/system | grep miprov- || true"));
        assertTrue(refused("schedule show soon").contains("there is no job named soon"));
    }

    @Test
    void theSameAgainIsUnchangedAndAnotherOneIsRefused() throws Exception {
        String add = "schedule add odd " + NEVER_TODAY + " -- apply site.yml -i hosts";
        good(add);
        String times = host.root("stat -c %Y.%i /etc/systemd/system/miprov-odd.*");
        assertTrue(good(add).contains("is there already"));
        assertEquals(times, host.root("stat -c %Y.%i /etc/systemd/system/miprov-odd.*"));
        String other = add + " -e word=1";
        assertTrue(refused(other).contains("there is another job named odd: cron 0 2 29 2 *"));
        assertTrue(good(other.replace("add odd", "add odd --replace")).contains("Replaced odd"));
        good("schedule pause odd");
        assertTrue(good("schedule run-now odd --wait").contains("odd: done"));
        assertEquals("1", host.root("tail -n 1 /srv/cluster/out").replaceFirst(".* ", ""));
        String said = good("schedule history odd");
        assertTrue(said.contains("by hand"), said);
        assertTrue(good("schedule list").contains("paused"));
        assertEquals(
                "600 600", host.root("stat -c %a /etc/systemd/system/miprov-odd.* | xargs echo"));
    }

    @Test
    void whatFailsIsToldWithItsStatus() throws Exception {
        good("schedule add bad " + NEVER_TODAY + " -- apply bad.yml -i hosts");
        String said = miprov("schedule run-now bad --wait");
        assertTrue(said.contains("bad: a task failed") && said.endsWith("status 1"), said);
        assertEquals(1, history("bad").get(0).getAsJsonObject().get("status").getAsInt());
        assertTrue(good("schedule show bad").contains(", a task failed"));
        host.root("rm /srv/cluster/hosts");
        said = miprov("schedule run-now bad --wait");
        host.root("echo 'localhost ansible_connection=local' >/srv/cluster/hosts");
        assertTrue(said.endsWith("status 2"), said);
    }

    @Test
    void aHistoryThatCanNotBeWrittenStopsNothing() throws Exception {
        host.root("touch /srv/cluster/.miprov");
        String said = good("schedule fire odd -- apply site.yml -i hosts");
        assertTrue(said.contains("warning: this start is not in the history"), said);
        assertEquals("1", host.root("grep -c . /srv/cluster/out"));
    }

    @Test
    void secretsComeAsCredentials() throws Exception {
        host.root(
                "cd /srv/cluster; echo wide-0pen >/root/vault; chmod 600 /root/vault; echo 'word: sesame' >all.yml;"
                        + " HOME=/root /opt/miprov/miprov vault encrypt --vault-password-file /root/vault all.yml");
        String add =
                "schedule add sealed "
                        + NEVER_TODAY
                        + " --user ops --credential vault=/root/vault -- apply site.yml -i hosts -e @all.yml";
        host.root("chmod 600 /srv/cluster/all.yml");
        assertTrue(refused(add).contains("ops may not read all.yml"));
        host.root("chmod 644 /srv/cluster/all.yml");
        good(add);
        String said = miprov("schedule run-now sealed --wait");
        assertTrue(
                said.endsWith("status 0"),
                said + host.root("journalctl -u miprov-sealed --no-pager"));
        assertEquals("ops sealed sesame", host.root("cat /srv/cluster/out"));
        assertEquals(
                "", host.root("grep -l wide-0pen /etc/systemd/system/miprov-sealed.* || true"));
    }

    @Test
    void aTimeThatWasMissedIsMadeUpForOnlyInItsWindow() throws Exception {
        String anHourAgo = host.root("date -u -d '-1 hour' '+%M %H'");
        for (String window : new String[] {"30m", "2h"}) {
            good(
                    "schedule add late --replace --cron '"
                            + anHourAgo
                            + " * * *' --time-zone UTC --missed run --window "
                            + window
                            + " -- apply site.yml -i hosts");
            host.root(
                    "systemctl stop miprov-late.timer; rm -f /srv/cluster/.miprov/schedules/late.jsonl;"
                            + " touch -d '-1 day' /var/lib/systemd/timers/stamp-miprov-late.timer;"
                            + " systemctl start miprov-late.timer");
            until("grep -q ended /srv/cluster/.miprov/schedules/late.jsonl");
            JsonObject firing = history("late").get(0).getAsJsonObject();
            assertEquals(
                    window.equals("30m"), firing.get("missed").getAsBoolean(), firing.toString());
            String said = host.root("journalctl -u miprov-late --no-pager");
            assertTrue(said.contains("its window is over"), said);
        }
        assertEquals("1", host.root("grep -c late /srv/cluster/out"));
    }

    @Test
    void aUserHasJobsOfItsOwn() throws Exception {
        // what pam_systemd and logind do for a user that logs in
        host.root(
                """
                mkdir -p /etc/systemd/system/user@.service.d /run/user/$(id -u ops)
                printf '[Service]\\nEnvironment=XDG_RUNTIME_DIR=/run/user/%%i\\n' >/etc/systemd/system/user@.service.d/test.conf
                chown ops /run/user/$(id -u ops)
                chmod 700 /run/user/$(id -u ops)
                systemctl daemon-reload
                systemctl start user@$(id -u ops).service
                """);
        String as =
                "runuser -u ops -- env HOME=/home/ops XDG_RUNTIME_DIR=/run/user/$(id -u ops)"
                        + " /opt/miprov/miprov ";
        String said =
                host.root(
                        "cd /srv/cluster; "
                                + as
                                + "schedule add mine "
                                + SOON
                                + " -- apply site.yml -i hosts 2>&1 || true");
        assertTrue(said.contains("/home/ops/.config/systemd/user/miprov-mine.timer"), said);
        until("grep -q 'mine' /srv/cluster/out");
        host.root(as + "schedule pause mine");
        until(as + "schedule remove mine");
        assertEquals("", host.root("ls /home/ops/.config/systemd/user | grep miprov- || true"));
        assertEquals("", host.root("ls /etc/systemd/system | grep miprov- || true"));
    }
}
