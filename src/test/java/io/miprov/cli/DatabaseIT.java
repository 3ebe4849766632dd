package io.miprov.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.lab.LabHost;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The modules for database servers, on servers: PostgreSQL and MariaDB as Debian has them. */
@Timeout(300)
final class DatabaseIT {
    private static final String AS_POSTGRES = "become_user: postgres";

    /** A password with everything that some level of quoting could stumble over. */
    private static final String HARD = "it's \\\\ \\\"x\\\" #$(id)%s ☃";

    private static final String TEXT = "\"o'cl\\\\ock, \\n\\\"<b>&\\\" 100%\"";

    @TempDir private static Path folder;
    private static LabHost host;

    @BeforeAll
    static void start() throws Exception {
        host = LabHost.start("db");
        host.root(
                "apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q postgresql mariadb-server bzip2"
                        // the way that takes both kinds of hashes
                        + " && sed -i 's/scram-sha-256$/md5/' /etc/postgresql/*/main/pg_hba.conf && systemctl reload postgresql");
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @Test
    void makesUsersDatabasesAndPrivilegesOfPostgres() throws Exception {
        String tasks =
                """
                - postgresql_user: {name: "sh'o\\"p", password: "%s", role_attr_flags: "CREATEDB,NOSUPERUSER", expires: "2040-01-31", conn_limit: 7, comment: "it's"}
                - postgresql_user: {name: reader, configuration: {work_mem: 16MB}}
                - postgresql_db: {name: shop, owner: "sh'o\\"p", encoding: UTF-8, template: template0, lc_collate: C, lc_ctype: C}
                - postgresql_ext: {name: pgcrypto, db: shop}
                - postgresql_privs: {db: shop, roles: "reader,PUBLIC", type: database, privs: "CONNECT,TEMP"}
                - postgresql_privs: {db: shop, roles: reader, objs: ALL_IN_SCHEMA, type: function, privs: EXECUTE}
                - postgresql_privs: {db: shop, roles: reader, objs: TABLES, type: default_privs, privs: SELECT}
                - postgresql_privs: {db: shop, roles: reader, objs: "sh'o\\"p", type: group, admin_option: true}
                """
                        .formatted(HARD);
        String checked = apply("check_mode: true\n" + AS_POSTGRES, tasks, 0);
        assertTrue(checked.contains("8 changes"), checked);
        assertEquals("0", sql("SELECT count(*) FROM pg_roles WHERE rolname = 'reader'"));
        changesOnce(tasks);
        assertEquals(
                "t|f|7|it's",
                sql(
                        "SELECT rolcreatedb, rolsuper, rolconnlimit, shobj_description(oid, 'pg_authid') FROM pg_roles WHERE rolname LIKE 'sh%'"));
        assertEquals(
                "{work_mem=16MB}", sql("SELECT rolconfig FROM pg_roles WHERE rolname = 'reader'"));
        changesOnce(
                "- postgresql_privs: {db: shop, roles: reader, type: database, privs: TEMP, state: absent}");
        String kept =
                apply(AS_POSTGRES, "- postgresql_user: {name: \"sh'o\\\"p\", state: absent}", 1);
        assertTrue(kept.contains("Unable to remove user: "), kept);
    }

    @Test
    void logsInWithThePasswordThatItSet() throws Exception {
        for (String way : new String[] {"md5", "scram-sha-256"}) {
            String keywords =
                    AS_POSTGRES
                            + "\nenvironment: {PGOPTIONS: \"-c password_encryption=%s\"}"
                                    .formatted(way);
            String task = "- postgresql_user: {name: %s, password: \"%s\"}".formatted(way, HARD);
            String made = apply(keywords, task, 0);
            assertTrue(made.contains("1 change"), made);
            String again = apply(keywords, task, 0);
            assertTrue(again.contains("nothing changed"), again);
            assertFalse((made + again).contains("it's"), "the password shows");
            String ping =
                    """
                    - postgresql_ping: {login_user: %s, login_password: "%s", login_host: 127.0.0.1, db: postgres}
                      register: ping
                      failed_when: not ping.is_available or ping.server_version.major < 13
                    - postgresql_ping: {login_user: %s, login_password: wrong-one, login_host: 127.0.0.1, db: postgres}
                      register: ping
                      failed_when: ping.is_available
                    """
                            .formatted(way, HARD, way);
            apply("", ping, 0);
        }
    }

    @Test
    void asksPostgres() throws Exception {
        String said =
                apply(
                        AS_POSTGRES + "\nvars: {text: " + TEXT + "}",
                        """
                        - postgresql_query:
                            query:
                              - CREATE TABLE item (id int, name text, at timestamptz, price numeric(5,2), tags text[], more jsonb, ok bool); -- all of them
                              - INSERT INTO item VALUES (%(id)s, %(name)s, '2024-02-03 04:05:06+00', 1.50, %(tags)s, '{"a":[1]}', true), (2, NULL, NULL, NULL, NULL, NULL, NULL)
                              - SELECT * FROM item ORDER BY id
                            named_args: {id: 1, name: "{{ text }}", tags: [a, "b,c"]}
                          register: asked
                          environment: {PGTZ: UTC}
                        - debug:
                            msg: >-
                              {{ asked.changed }} {{ asked.rowcount }} {{ asked.statusmessage }} {{ asked.query_all_results[0] == {} }}
                              {{ asked.query_result[0] == {'id': 1, 'name': text, 'at': '2024-02-03T04:05:06+00:00', 'price': 1.5,
                                 'tags': ['a', 'b,c'], 'more': {'a': [1]}, 'ok': true} }} {{ asked.query_result[1].name is none }}
                        - postgresql_query: {query: SELECT nothing}
                          register: refused
                          ignore_errors: true
                        - debug: {msg: "{{ refused.msg }}"}
                        - postgresql_query: {query: DELETE FROM item}
                          check_mode: true
                        - postgresql_query: {query: SELECT 1 FROM item}
                          register: left
                          failed_when: left.rowcount != 2
                        """,
                        0);
        assertTrue(said.contains("True 4 SELECT 2 True True True"), said);
        assertTrue(
                said.contains(
                        "Cannot execute SQL 'SELECT nothing': column \"nothing\" does not exist"),
                said);
    }

    @Test
    void dumpsAndRestoresPostgres() throws Exception {
        apply(
                AS_POSTGRES,
                """
                - postgresql_db: {name: from}
                - postgresql_query: {db: from, query: ["CREATE TABLE t (a int)", "INSERT INTO t VALUES (42)"]}
                - postgresql_db: {name: from, state: dump, target: "/tmp/from.{{ item }}"}
                  loop: [sql, sql.gz, tar, pgc, dir]
                - postgresql_db: {name: "to_{{ item }}"}
                  loop: [sql, sql.gz, tar, pgc, dir]
                - postgresql_db: {name: "to_{{ item }}", state: restore, target: "/tmp/from.{{ item }}"}
                  loop: [sql, sql.gz, tar, pgc, dir]
                - postgresql_query: {db: "to_{{ item }}", query: SELECT a FROM t}
                  loop: [sql, sql.gz, tar, pgc, dir]
                  register: asked
                  failed_when: asked.query_result[0].a != 42
                - postgresql_db: {name: to_sql, state: rename, target: moved}
                - postgresql_db: {name: moved, state: absent, force: true}
                """,
                0);
        assertEquals(
                "0", sql("SELECT count(*) FROM pg_database WHERE datname IN ('moved', 'to_sql')"));
        String said =
                apply(
                        AS_POSTGRES,
                        "- postgresql_db: {name: nix, state: dump, target: /tmp/nix.sql}",
                        1);
        assertTrue(said.contains("database \"nix\" does not exist"), said);
        assertEquals("", host.root("ls /tmp/nix.sql* 2>/dev/null || true"));
    }

    @Test
    void makesUsersAndDatabasesOfMariaDb() throws Exception {
        String tasks =
                """
                - mysql_db: {name: [store, "od`d"], encoding: utf8mb4, collation: utf8mb4_bin}
                - mysql_query: {query: "CREATE TABLE IF NOT EXISTS store.t (a int, b int)"}
                  changed_when: false
                - mysql_user: {name: "sh'op", host: "%%", password: "%s", priv: "store.*:SELECT,INSERT,GRANT/*.*:PROCESS/store.t:SELECT (b, a),UPDATE", resource_limits: {MAX_USER_CONNECTIONS: 5}, tls_requires: {SSL: }}
                - mysql_user: {name: reader, password: readers-own, priv: {"store.*": ALL}, locked: true, update_password: on_create}
                - mysql_user: {name: hashed, password: "*6BB4837EB74329105EE4568DDA7DC67ED2CA2AD9", encrypted: true}
                """
                        .formatted(HARD);
        String checked = apply("check_mode: true", tasks, 0);
        assertTrue(checked.contains("changes"), checked);
        assertEquals("0", mysql("SELECT count(*) FROM mysql.user WHERE User = 'reader'"));
        // a query is not run in check mode, and there is no table to have privileges on before
        changesOnce("", tasks);
        assertTrue(
                mysql("SHOW GRANTS FOR reader@localhost")
                        .contains("GRANT ALL PRIVILEGES ON `store`.*"));
        changesOnce(
                "",
                "- mysql_user: {name: reader, priv: \"store.*:DROP\", subtract_privs: true, locked: false}");
        changesOnce("", "- mysql_user: {name: reader, priv: \"*.*:PROCESS\", append_privs: true}");
        changesOnce("", "- mysql_user: {name: reader, priv: \"store.*:SELECT\"}");
        assertEquals(
                "GRANT SELECT ON `store`.* TO `reader`@`localhost`",
                mysql("SHOW GRANTS FOR reader@localhost").lines().skip(1).findFirst().orElse(""));
        changesOnce("", "- mysql_user: {name: reader, host_all: true, state: absent}");
        changesOnce("", "- mysql_db: {name: \"od`d\", state: absent}");
    }

    @Test
    void asksMariaDbWithAPasswordAndAnOptionFile() throws Exception {
        String tasks =
                """
                - mysql_db: {name: asked}
                - mysql_user: {name: asker, password: "%1$s", priv: "asked.*:ALL"}
                - mysql_query:
                    login_user: asker
                    login_password: "%1$s"
                    login_db: asked
                    query:
                      - CREATE TABLE IF NOT EXISTS t (id int primary key, name text);
                      - DELETE FROM t
                      - INSERT INTO t VALUES (%%(id)s, %%(name)s), (2, NULL)
                      - SELECT * FROM t ORDER BY id
                    named_args: {id: 1, name: "{{ text }}"}
                  register: asked
                - debug:
                    msg: >-
                      {{ asked.rowcount }} {{ asked.query_result[3] == [{'id': 1, 'name': text}, {'id': 2, 'name': none}] }}
                - copy: {dest: /root/wrong.cnf, mode: "600", content: "[client]\\nuser=asker\\npassword=wrong-one\\n"}
                - mysql_query: {query: SELECT 1, config_file: /root/wrong.cnf}
                  register: refused
                  ignore_errors: true
                - debug: {msg: "{{ refused.msg }}"}
                - mysql_query: {query: SELECT CURRENT_USER() AS me, config_file: /root/wrong.cnf, login_password: "%1$s"}
                  register: me
                  failed_when: me.query_result[0][0].me != 'asker@localhost'
                """
                        .formatted(HARD);
        String said = apply("vars: {text: " + TEXT + "}", tasks, 0);
        assertTrue(said.contains("[0, 0, 2, 2] True"), said);
        assertTrue(said.contains("wrong.cnf has the credentials. Exception message: (1045,"), said);
        assertFalse(said.contains("it's"), "the password shows");
    }

    @Test
    void dumpsAndImportsMariaDb() throws Exception {
        apply(
                "",
                """
                - mysql_db: {name: source}
                - mysql_query: {query: ["CREATE TABLE source.t (a int)", "INSERT INTO source.t VALUES (42)"]}
                - mysql_db: {name: source, state: dump, target: "/tmp/source.sql{{ item }}"}
                  loop: ["", .gz, .bz2]
                - mysql_db: {name: "copy{{ item }}", state: import, target: "/tmp/source.sql{{ item }}"}
                  loop: ["", .gz, .bz2]
                - mysql_query: {query: "SELECT a FROM `copy{{ item }}`.t"}
                  loop: ["", .gz, .bz2]
                  register: asked
                  failed_when: asked.query_result[0][0].a != 42
                """,
                0);
        String said = apply("", "- mysql_db: {name: nix, state: dump, target: /tmp/nix.sql}", 1);
        assertTrue(said.contains("Cannot dump database(s) 'nix' - not found"), said);
    }

    @Test
    void tellsWhatIsMissingWhereThereIsNoClient() throws Exception {
        host.root(
                "mkdir -p /only && for p in sh cat printf id grep sed; do ln -sf $(command -v $p) /only/; done");
        String said =
                apply(
                        "environment: {PATH: /only}",
                        "- postgresql_ping:\n  register: p\n- debug: {msg: \"{{ p.conn_err_msg }}\"}\n- mysql_db: {name: x}",
                        1);
        assertTrue(said.contains("the host has no psql; install postgresql-client first"), said);
        assertTrue(said.contains("the host has no mysql; install mariadb-client first"), said);
    }

    private static void changesOnce(String tasks) throws Exception {
        changesOnce(AS_POSTGRES, tasks);
    }

    private static void changesOnce(String keywords, String tasks) throws Exception {
        String first = apply(keywords, tasks, 0);
        assertFalse(first.contains("nothing changed"), first);
        String second = apply(keywords, tasks, 0);
        assertTrue(second.contains("nothing changed"), second);
    }

    private static String apply(String keywords, String tasks, int wanted) throws Exception {
        return new Playing(folder, host).apply(keywords, tasks, wanted);
    }

    private static String sql(String query) throws Exception {
        return host.root(
                "cd / && runuser -u postgres -- psql -XAtc \""
                        + query.replace("\"", "\\\"")
                        + "\"");
    }

    private static String mysql(String query) throws Exception {
        return host.root("mysql -NBe \"" + query.replace("`", "\\`") + "\"");
    }
}
