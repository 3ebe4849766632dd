package io.miprov.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.miprov.lang.Json;
import io.miprov.playbook.KeywordGuide;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference and the schemas in {@code docs} are what the program says today. */
final class ReferenceTest {
    private static final Path DOCS = Path.of("docs");

    @Test
    void theReferenceIsTrue() throws Exception {
        assertEquals(
                Files.readString(DOCS.resolve("reference.md")),
                DocCommand.reference(),
                "make it again: ./miprov doc --markdown >docs/reference.md");
    }

    @ParameterizedTest
    @EnumSource(DocCommand.Shape.class)
    void theSchemasAreTrue(DocCommand.Shape shape) throws Exception {
        Path file = DOCS.resolve("schema").resolve(shape + ".json");
        assertEquals(
                Files.readString(file),
                DocCommand.schema(shape) + "\n",
                "make it again: ./miprov doc --schema " + shape + " >" + file);
    }

    @Test
    void schemasPointOnlyAtWhatTheyDefine() {
        for (DocCommand.Shape shape : DocCommand.Shape.values()) {
            Map<?, ?> schema = (Map<?, ?>) Json.read(DocCommand.schema(shape));
            references(schema, (Map<?, ?>) schema.get("definitions"));
        }
    }

    private static void references(Object part, Map<?, ?> definitions) {
        if (part instanceof Map<?, ?> map) {
            if (map.get("$ref") instanceof String to) {
                assertEquals(
                        true, definitions.containsKey(to.substring("#/definitions/".length())), to);
            }
            map.values().forEach(each -> references(each, definitions));
        } else if (part instanceof Iterable<?> all) {
            all.forEach(each -> references(each, definitions));
        }
    }

    @ParameterizedTest
    @MethodSource("keywords")
    void everyKeywordIsExplained(KeywordGuide.Entry keyword) {
        assertFalse(keyword.about().isEmpty(), keyword.name());
    }

    static Iterable<KeywordGuide.Entry> keywords() {
        return KeywordGuide.all().values();
    }
}
