package io.miprov.library.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.miprov.host.Shells;
import io.miprov.library.Trial;
import io.miprov.module.BadParams;
import io.miprov.module.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class XmlModuleTest {
    private static final String TEXT =
            """
            <?xml version='1.0' encoding="UTF-8"?>
            <!-- a > remark -->
            <server  name='one'   port="1">
                <connector port="8080" secure='a &amp; b'/>
                <connector port="8443">text<![CDATA[ & more ]]></connector>
                <empty></empty>
            </server>
            """;

    @TempDir Path dir;
    private Trial xml;

    @BeforeEach
    void start() {
        xml = new Trial("xml", dir, Shells.DASH).given("f", TEXT);
    }

    private Map<String, Object> at(String xpath, Object... more) {
        Map<String, Object> params = new LinkedHashMap<>();
        params.put("path", dir + "/f");
        params.put("xpath", xpath);
        for (int i = 0; i < more.length; i += 2) {
            params.put(more[i].toString(), more[i + 1]);
        }
        return params;
    }

    private void becomes(String from, String to) throws IOException {
        assertEquals(TEXT.replace(from, to), Files.readString(dir.resolve("f")));
    }

    @Test
    void setsAnAttributeAndLeavesTheRest() throws IOException {
        xml.changesFiles(at("/server/connector[1]", "attribute", "port", "value", "\"9\""));
        becomes("\"8080\"", "\"&quot;9&quot;\"");
    }

    @Test
    void addsAnAttribute() throws IOException {
        xml.changesFiles(at("//connector[@secure='a & b']", "attribute", "new", "value", "x"));
        becomes("b'/>", "b' new=\"x\"/>");
    }

    @Test
    void setsTextsAndAttributesByTheirPath() throws IOException {
        xml.changesFiles(at("/server/empty", "value", "a < b"));
        becomes("<empty>", "<empty>a &lt; b");
        xml.changesFiles(at("/server/empty", "value", ""));
        becomes("", "");
        xml.changesFiles(at("/server/@port", "value", 2));
        becomes("port=\"1\"", "port=\"2\"");
    }

    @Test
    void removesElementsAndAttributes() throws IOException {
        xml.changesFiles(at("/server/connector", "state", "absent"));
        assertEquals(
                TEXT.replaceAll("(?s)\\s+<connector port=\"8080\".*?/>", "")
                        .replaceAll("(?s)\\s+<connector.*?</connector>", ""),
                Files.readString(dir.resolve("f")));
        xml.changesFiles(at("/server", "attribute", "name", "state", "absent"));
        xml.settled(at("/server/connector", "state", "absent"));
    }

    @Test
    void makesWhatIsMissing() throws IOException {
        xml.changesFiles(at("/server/host[@name='a']/alias", "value", "b"));
        becomes("<empty></empty>", "<empty></empty>\n    <host name=\"a\"><alias>b</alias></host>");
        xml.fails(at("/none/x", "value", "b"), "can not be made");
        xml.fails(at("/server/x", "value", "b", "create_if_missing", false), "is not there");
    }

    @Test
    void addsAndSetsChildren() throws IOException {
        xml.run(
                at(
                        "/server",
                        "add_children",
                        List.of(
                                "one",
                                Map.of("two", "2"),
                                Map.of("three", Map.of("a", "b", "_", List.of("x"))))));
        becomes(
                "<empty></empty>",
                "<empty></empty>\n    <one/>\n    <two>2</two>\n    <three a=\"b\"><x/></three>");
        xml.run(at("/server/one", "add_children", List.of("zero"), "insertbefore", true));
        xml.changesFiles(at("/server", "set_children", List.of(Map.of("only", "x"))));
        assertEquals(
                "<server  name='one'   port=\"1\">\n    <only>x</only>\n</server>\n",
                Files.readString(dir.resolve("f")).replaceFirst("(?s)^.*-->\n", ""));
        xml.changesFiles(
                at("/server", "set_children", List.of("<y z=\"1\"/>"), "input_type", "xml"));
    }

    @Test
    void tellsWhatIsThere() {
        assertEquals(2L, xml.settled(at("//connector", "count", true)).values().get("count"));
        assertEquals(
                List.of("/server/connector[1]", "/server/connector[2]"),
                xml.settled(at("//connector", "print_match", true)).values().get("matches"));
        assertEquals(
                List.of(Map.of("connector", "text & more ")),
                xml.settled(at("//connector[2]", "content", "text")).values().get("matches"));
        assertEquals(
                List.of(Map.of("connector", Map.of("port", "8080", "secure", "a & b"))),
                xml.settled(at("//connector[1]", "content", "attribute")).values().get("matches"));
    }

    @Test
    void knowsNamespaces() throws IOException {
        xml.given("f", "<a xmlns='u:1' xmlns:p='u:2'><b p:c='1'/></a>");
        xml.changesFiles(
                at("/x:a/x:b/@y:c", "value", "2", "namespaces", Map.of("x", "u:1", "y", "u:2")));
        assertEquals(
                "<a xmlns='u:1' xmlns:p='u:2'><b p:c='2'/></a>",
                Files.readString(dir.resolve("f")));
    }

    @Test
    void changesATextAndRefusesWhatIsNoXml() {
        Outcome outcome = xml.run(Map.of("xmlstring", "<a/>", "xpath", "/a", "value", "x"));
        assertEquals("<a>x</a>", outcome.values().get("xmlstring"));
        xml.given("f", "<a>");
        xml.fails(at("/a", "value", "x"), "Error while parsing document");
        xml.given("f", "<a/>");
        xml.fails(at("/a[", "value", "x"), "Syntax error in xpath expression");
        assertThrows(BadParams.class, () -> xml.run(at("/a", "attribute", "b")));
    }

    @Test
    void readsNothingFromOutside() {
        xml.given("f", "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>");
        assertEquals(
                List.of(Map.of("a", "&e;")),
                xml.settled(at("/a", "content", "text")).values().get("matches"));
    }
}
