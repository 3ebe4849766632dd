package io.miprov.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Source;
import io.miprov.lang.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HostPatternTest {
    @TempDir private Path folder;

    private Inventory inventory() throws IOException {
        return new Given(folder)
                .file(
                        "hosts",
                        """
                        lone
                        [web]
                        web1
                        web2
                        web3
                        web4
                        [db]
                        db1.example
                        db2.example
                        [staging]
                        web2
                        db2.example
                        [v6]
                        2001:db8::1
                        """)
                .read("hosts");
    }

    /** The answers are those of {@code ansible PATTERN --list-hosts}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            textBlock =
                    """
                    all              ; lone web1 web2 web3 web4 db1.example db2.example 2001:db8::1
                    *                ; lone web1 web2 web3 web4 db1.example db2.example 2001:db8::1
                    web              ; web1 web2 web3 web4
                    web:db           ; web1 web2 web3 web4 db1.example db2.example
                    db, web1         ; db1.example db2.example web1
                    web:!web2        ; web1 web3 web4
                    !web2:web        ; web1 web3 web4
                    web:&staging     ; web2
                    all:&staging:!db ; web2
                    !web             ; lone db1.example db2.example 2001:db8::1
                    &staging         ; web2 db2.example
                    web[0]           ; web1
                    web[-1]          ; web4
                    web[1:2]         ; web2 web3
                    web[2:]          ; web3 web4
                    web[9]           ;
                    web[1:]:!web3    ; web2 web4
                    *.example        ; db1.example db2.example
                    web?             ; web1 web2 web3 web4
                    web[13]*         ; web1 web3
                    w*[1:2]          ; web2 web3
                    web[!12]         ; web3 web4
                    ~web[13]         ; web1 web3
                    ~(web|db).*2     ; web2 db2.example
                    ~b1              ;
                    localhost        ; localhost
                    127.0.0.1        ; 127.0.0.1
                    ungrouped        ; lone
                    2001:db8::1      ; 2001:db8::1
                    nobody           ;
                    web1,web1,web    ; web1 web2 web3 web4
                    """)
    void selects(String pattern, String hosts) throws IOException {
        Problems problems = new Problems();
        HostPattern parsed = HostPattern.parse(Text.of(new Source("p", pattern)), problems);
        assertEquals(List.of(), problems.found());
        assertEquals(hosts == null ? "" : hosts, String.join(" ", parsed.select(inventory())));
    }

    @Test
    void takesTheLocalhostThatTheInventoryNames() {
        Inventory inventory = new Given(folder).read("127.0.0.1,");
        HostPattern localhost =
                HostPattern.parse(Text.of(new Source("p", "localhost")), new Problems());
        assertEquals(List.of("127.0.0.1"), localhost.select(inventory));
    }

    @Test
    void takesAllHostsWhereCommasHaveNothingBetween() throws IOException {
        Problems problems = new Problems();
        assertEquals(inventory().hosts(), HostPattern.limit(",,", problems).select(inventory()));
        assertEquals(List.of("web1"), HostPattern.limit("web1, ,", problems).select(inventory()));
        Path empty = Files.writeString(folder.resolve("empty"), "\n");
        assertEquals(
                inventory().hosts(), HostPattern.limit("@" + empty, problems).select(inventory()));
        assertEquals(List.of(), problems.found());
    }

    @Test
    void readsALimitFromAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("retry"), "web3\n\nweb1\n");
        Problems problems = new Problems();
        HostPattern limit = HostPattern.limit("@" + file + ",lone", problems);
        assertEquals(List.of(), problems.found());
        assertEquals(List.of("web3", "web1", "lone"), limit.select(inventory()));
    }

    @Test
    void saysWhatMatchesNothing() throws IOException {
        HostPattern pattern =
                HostPattern.parse(Text.of(new Source("p", "wbe:db:nowhere*")), new Problems());
        List<String> told =
                pattern.unmatched(inventory()).stream().map(Diagnostic::render).toList();
        assertEquals(
                List.of(
                        """
                        warning: `wbe` matches no host and no group
                         --> p:1:1
                          |
                        1 | wbe:db:nowhere*
                          | ^^^
                          = help: did you mean `web`?
                        """,
                        """
                        warning: `nowhere*` matches no host and no group
                         --> p:1:8
                          |
                        1 | wbe:db:nowhere*
                          |        ^^^^^^^^
                          = help: see what there is: miprov inventory --graph
                        """),
                told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    web,!    | p:1:5 `!` says nothing
                    ~we(b    | p:1:1 `~we(b` is no regular expression
                    @nowhere | --limit:1:1 the file of hosts can not be read: nowhere
                    """)
    void refuses(String pattern, String problem) {
        Problems problems = new Problems();
        if (pattern.startsWith("@")) {
            HostPattern.limit(pattern, problems);
        } else {
            HostPattern.parse(Text.of(new Source("p", pattern)), problems);
        }
        Diagnostic told = problems.found().get(0);
        assertEquals(problem, told.span() + " " + told.message());
    }
}
