package io.miprov.library.mi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.library.mi.Product.RegistryRoot;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RegistryXmlTest {
    private static final String SHIPPED =
            """
            <?xml version="1.0" encoding="windows-1252"?>
            <!-- <registry> </registry> of \u00e9 -->
            <registry xmlns="http://ws.apache.org/ns/synapse" provider="org.example.Registry">
                <parameter name="cachableDuration">15000</parameter>
                <!--
                <parameter name="RegRoot">file:///tmp/registry</parameter>
                -->
            </registry>
            """;

    @Test
    void addsTheParameterThatNewVersionsRead() {
        String edited = new RegistryXml(SHIPPED).with(RegistryRoot.ROOT, "/srv/a registry");
        String line = "    <parameter name=\"RegRoot\">file:///srv/a%20registry</parameter>\n";
        assertEquals(
                SHIPPED.replace("    -->\n</registry>", "    -->\n" + line + "</registry>"),
                edited);
        assertEquals(
                Optional.of("/srv/a registry"), new RegistryXml(edited).root(RegistryRoot.ROOT));
        assertEquals(edited, new RegistryXml(edited).with(RegistryRoot.ROOT, "/srv/a registry"));
    }

    @Test
    void addsTheThreeThatOldVersionsRead() {
        String edited = new RegistryXml(SHIPPED).with(RegistryRoot.THREE, "/srv/r&d");
        assertTrue(
                edited.contains(
                        "<parameter name=\"ConfigRegRoot\">file:///srv/r&amp;d/config</parameter>"),
                edited);
        assertTrue(
                edited.contains(
                        "<parameter name=\"GovRegRoot\">file:///srv/r&amp;d/governance</parameter>"),
                edited);
        assertTrue(
                edited.contains(
                        "<parameter name=\"LocalRegRoot\">file:///srv/r&amp;d/local</parameter>"),
                edited);
        assertEquals(Optional.of("/srv/r&d"), new RegistryXml(edited).root(RegistryRoot.THREE));
        assertEquals(Optional.empty(), new RegistryXml(edited).root(RegistryRoot.ROOT));
    }

    @Test
    void changesAValueWhereItStands() {
        String set =
                SHIPPED.replace(
                        "15000</parameter>",
                        "15000</parameter>\n  <parameter  name='RegRoot'>file:/old/</parameter> <!-- ours -->");
        assertEquals(Optional.of("/old"), new RegistryXml(set).root(RegistryRoot.ROOT));
        assertEquals(
                set.replace("file:/old/", "file:///new"),
                new RegistryXml(set).with(RegistryRoot.ROOT, "/new"));
    }

    @Test
    void goesFromOneStyleToTheOther() {
        String three = new RegistryXml(SHIPPED).with(RegistryRoot.THREE, "/srv/registry");
        assertEquals(
                new RegistryXml(SHIPPED).with(RegistryRoot.ROOT, "/srv/registry"),
                new RegistryXml(three).with(RegistryRoot.ROOT, "/srv/registry"));
    }

    @Test
    void tellsNoRootThatIsNotOne() {
        String mixed =
                new RegistryXml(SHIPPED)
                        .with(RegistryRoot.THREE, "/srv/registry")
                        .replace("/srv/registry/local", "/var/local");
        assertEquals(Optional.empty(), new RegistryXml(mixed).root(RegistryRoot.THREE));
        String http =
                new RegistryXml(SHIPPED).with(RegistryRoot.ROOT, "/x").replace("file:", "http:");
        assertEquals(Optional.empty(), new RegistryXml(http).root(RegistryRoot.ROOT));
        assertEquals(Optional.empty(), new RegistryXml(SHIPPED).root(RegistryRoot.ROOT));
    }

    @Test
    void takesOneThatIsEmptyOrHasOtherLineEnds() {
        String edited = new RegistryXml("<registry provider=\"p\"/>").with(RegistryRoot.ROOT, "/r");
        assertEquals(
                "<registry provider=\"p\">\n    <parameter name=\"RegRoot\">file:///r</parameter>\n</registry>",
                edited);
        String windows = SHIPPED.replace("\n", "\r\n");
        assertTrue(
                new RegistryXml(windows)
                        .with(RegistryRoot.ROOT, "/r")
                        .contains("</parameter>\r\n</registry>"));
    }

    @Test
    void refusesWhatDeclaresNone() {
        assertThrows(IllegalArgumentException.class, () -> new RegistryXml("<sequence/>"));
        assertEquals(Optional.empty(), RegistryXml.rootIn("<sequence/>", RegistryRoot.ROOT));
        assertThrows(
                IllegalArgumentException.class,
                () -> new RegistryXml("<!-- <registry></registry> -->"));
    }
}
