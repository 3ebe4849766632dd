package io.miprov.library.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.module.BadParams;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How SQL and answers of MySQL are read and written. */
final class MysqlTextTest {

    @Test
    void quotesNamesAndValues() {
        assertEquals("`a``b`", MysqlText.identifier("a`b"));
        assertEquals("'it\\'s \\\\'", MysqlText.literal("it's \\"));
        assertEquals("'a'@'%'", MysqlText.account("a", "%"));
        assertEquals("password=\"\\\\ \\\"#\"\n", MysqlText.option("password", "\\ \"#"));
    }

    @Test
    void hashesAsTheServerDoes() {
        String hash = "*6BB4837EB74329105EE4568DDA7DC67ED2CA2AD9";
        assertEquals(hash, MysqlText.nativeHash("123456"));
        assertTrue(MysqlText.isNativeHash(hash));
        assertFalse(MysqlText.isNativeHash("123456"));
    }

    @Test
    void readsPrivilegesThatAreAskedFor() {
        assertEquals(
                Map.of(
                        "`shop`.*", List.of("SELECT", "GRANT"),
                        "PROCEDURE `shop`.`p`", List.of("EXECUTE"),
                        "`a.b`.`t`", List.of("SELECT (x, y)", "UPDATE"),
                        "*.*", List.of("USAGE")),
                asked("shop.*:select,GRANT/PROCEDURE shop.p:EXECUTE/`a.b`.t:SELECT (y, x),UPDATE"));
        assertEquals(Map.of("*.*", List.of("ALL")), asked(Map.of("*.*", "ALL PRIVILEGES")));
        assertThrows(BadParams.class, () -> asked("shop.*"));
        assertThrows(BadParams.class, () -> asked(1L));
    }

    @Test
    void readsPrivilegesThatThereAre() {
        assertEquals(
                Map.of(
                        "*.*", List.of("PROCESS"),
                        "`shop`.*", List.of("ALL", "GRANT"),
                        "`shop`.`t`", List.of("SELECT (a, b)", "UPDATE")),
                MysqlGrants.shown(
                        List.of(
                                "GRANT PROCESS ON *.* TO `s'h`@`%` IDENTIFIED BY PASSWORD '*6BB4' REQUIRE SSL",
                                "GRANT ALL PRIVILEGES ON `shop`.* TO `s'h`@`%` WITH GRANT OPTION",
                                "GRANT SELECT (`b`, `a`), UPDATE ON `shop`.`t` TO 's''h'@'%'",
                                "GRANT `admin`@`%` TO `s'h`@`%`",
                                "SET DEFAULT ROLE `admin` FOR `s'h`@`%`")));
        assertThrows(
                IllegalArgumentException.class, () -> MysqlGrants.shown(List.of("REVOKE all")));
    }

    @Test
    void grantsAndRevokesWhatDiffers() {
        Map<String, List<String>> has = new LinkedHashMap<>();
        has.put("*.*", List.of("USAGE"));
        has.put("`old`.*", List.of("SELECT", "GRANT"));
        has.put("`shop`.*", List.of("SELECT", "DROP"));
        Map<String, List<String>> asked = new LinkedHashMap<>();
        asked.put("*.*", List.of("USAGE"));
        asked.put("`shop`.*", List.of("SELECT", "INSERT"));
        asked.put("`new`.*", List.of("ALL"));
        assertEquals(
                List.of(
                        "REVOKE GRANT OPTION ON `old`.* FROM u",
                        "REVOKE SELECT ON `old`.* FROM u",
                        "GRANT ALL ON `new`.* TO u",
                        "REVOKE DROP ON `shop`.* FROM u",
                        "GRANT INSERT ON `shop`.* TO u"),
                steps(asked, has, false, false));
        assertEquals(
                List.of("GRANT ALL ON `new`.* TO u", "GRANT INSERT ON `shop`.* TO u"),
                steps(asked, has, true, false));
        assertEquals(
                List.of("REVOKE USAGE ON *.* FROM u", "REVOKE SELECT ON `shop`.* FROM u"),
                steps(asked, has, false, true));
        assertEquals(List.of(), steps(has, has, false, false));
    }

    @Test
    void writesWhatConnectionsMustHave() {
        assertEquals("", MysqlTls.requires(Map.of()));
        assertEquals("SSL", MysqlTls.requires(Map.of("ssl", "")));
        assertEquals("X509", MysqlTls.requires(Map.of("SSL", "", "X509", "")));
        assertEquals(
                "ISSUER '/CN=i' AND SUBJECT '/CN=s'",
                MysqlTls.requires(Map.of("subject", "/CN=s", "issuer", "/CN=i", "SSL", "")));
    }

    @Test
    void readsRowsAndTypes() {
        String xml =
                """
                <resultset statement="SELECT &lt;row>"><row>
                    <field name="a">1 &lt;&amp;&quot;
                </field>
                    <field name="b" xsi:nil="true" />
                  </row>

                  <row>
                    <field name="a"></field>
                </row>
                """;
        Map<String, String> first = new LinkedHashMap<>();
        first.put("a", "1 <&\"\n");
        first.put("b", null);
        assertEquals(List.of(first, Map.of("a", "")), Mysql.rowsOf(xml));
        String drawn =
                """
                Field   1:  `miprov query 1`
                Catalog:    `def`
                Type:       LONG
                Field   1:  `id`
                Type:       LONGLONG
                Field   2:  `at`
                Type:       DATETIME
                """;
        Map<String, String> types = MysqlTypes.read(drawn, 2).get(1);
        assertEquals(5L, MysqlTypes.value("5", types.get("id")));
        assertEquals(
                "2024-01-02T03:04:05", MysqlTypes.value("2024-01-02 03:04:05", types.get("at")));
        assertEquals("5", MysqlTypes.value("5", "VAR_STRING"));
        assertEquals(5L, MysqlTypes.value("5", null));
        assertEquals("007", MysqlTypes.value("007", null));
        assertEquals(1.5, MysqlTypes.value("1.50", null));
    }

    private static Map<String, List<String>> asked(Object priv) {
        return MysqlGrants.asked(priv, false, true, true);
    }

    private static List<String> steps(
            Map<String, List<String>> asked,
            Map<String, List<String>> has,
            boolean append,
            boolean subtract) {
        return Sql.shown(
                new MysqlPrivileges("user", "u", asked, has, append, subtract)
                        .steps()
                        .statements());
    }
}
