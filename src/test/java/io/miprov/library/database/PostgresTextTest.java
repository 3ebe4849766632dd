package io.miprov.library.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.diag.Secret;
import io.miprov.module.BadParams;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How SQL is read and written: names, values, arrays, statements, rows. */
final class PostgresTextTest {

    @Test
    void quotesNamesAndValues() {
        assertEquals("\"a\"\"; DROP\"", PostgresText.identifier("a\"; DROP"));
        assertEquals("'it''s'", PostgresText.literal("it's"));
        assertEquals(" E'a\\\\''b'", PostgresText.literal("a\\'b"));
        assertEquals("'a', 'b'", PostgresText.literals(List.of("a", "b")));
    }

    @Test
    void findsStatements() {
        assertEquals(List.of("SELECT 1", "SELECT ';'"), statements("SELECT 1; SELECT ';' ; -- ;"));
        assertEquals(
                List.of("SELECT E'\\';' AS \"a;b\""), statements("SELECT E'\\';' AS \"a;b\";"));
        assertEquals(
                List.of("DO $x$ a; $$ b; $x$", "/* ; /* ; */ ; */ SELECT $1"),
                statements("DO $x$ a; $$ b; $x$;/* ; /* ; */ ; */ SELECT $1"));
        assertEquals(List.of(), statements(" ;; -- nothing\n/* at all */"));
        assertEquals(List.of("SELECT 'open"), statements("SELECT 'open"));
    }

    @Test
    void readsAndWritesArrays() {
        List<Object> list = Arrays.asList("a,b", null, "NULL", "q\"\\", List.of("x"));
        String text = "{\"a,b\",NULL,\"NULL\",\"q\\\"\\\\\",{\"x\"}}";
        assertEquals(text, PostgresArray.of(list));
        assertEquals(list, PostgresArray.read(text, each -> each));
        assertEquals(List.of(1L, 2L), PostgresArray.read("[2:3]={1,2}", Long::valueOf));
        assertEquals(List.of(), PostgresArray.read("{}", each -> each));
    }

    @Test
    void readsRows() {
        CsvRows rows = new CsvRows("a,\"b,\"\"\n\",\n~,,x\nrest\n", "~");
        assertEquals(List.of("a", "b,\"\n", ""), rows.next(3));
        assertEquals(Arrays.asList(null, "", "x"), rows.next(3));
        assertTrue(rows.more());
        assertEquals("rest\n", rows.rest());
    }

    @Test
    void putsValuesIntoQueries() {
        assertEquals("a 1 %", args(List.of(1L), null).into("a %s %%"));
        assertEquals("$1 \\ 2", args(null, Map.of("n", "$1 \\")).into("%(n)s 2"));
        assertEquals("LIKE '%s'", args(null, null).into("LIKE '%s'"));
        assertThrows(BadParams.class, () -> args(List.of(1L), null).into("%s %s"));
        assertThrows(BadParams.class, () -> args(null, Map.of("a", 1L)).into("%(b)s"));
        assertThrows(BadParams.class, () -> args(List.of(), Map.of()));
    }

    @Test
    void refusesWhatLooksLikeSqlWhenAsked() {
        TrustedInput.check(true, "'; DROP TABLE x; --");
        TrustedInput.check(false, "harmless", Optional.of("x"), Optional.empty());
        assertThrows(BadParams.class, () -> TrustedInput.check(false, "a; drop table x"));
        assertThrows(BadParams.class, () -> TrustedInput.check(false, Map.of("a", "'x' --")));
        BadParams refused =
                assertThrows(
                        BadParams.class,
                        () -> TrustedInput.check(false, Optional.of(new Secret("' --"))));
        assertEquals("Passed input '********' is potentially dangerous", refused.getMessage());
    }

    private static QueryArgs args(List<Object> positional, Map<String, Object> named) {
        return new QueryArgs(
                Optional.ofNullable(positional), Optional.ofNullable(named), Object::toString);
    }

    private static List<String> statements(String text) {
        return PostgresStatements.of(text);
    }
}
