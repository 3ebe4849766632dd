package io.miprov.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.cli.ExpressionGuide.Entry;
import io.miprov.cli.ExpressionGuide.Kind;
import io.miprov.diag.Problems;
import io.miprov.diag.Source;
import io.miprov.lang.Plugins;
import io.miprov.lang.Template;
import io.miprov.lang.Text;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ExpressionGuideTest {

    @Test
    void everyFilterTestAndLookupIsExplained() {
        assertEquals(Plugins.filters(), names(Kind.filter));
        assertEquals(Plugins.tests(), names(Kind.test));
        assertEquals(new TreeSet<>(Plugins.LOOKUPS), names(Kind.lookup));
    }

    @Test
    void examplesAreOfWhatTheyExplainAndGiveSomething() {
        for (Entry entry : ExpressionGuide.all()) {
            assertTrue(
                    entry.names().stream().anyMatch(entry.example()::contains), entry.toString());
            if (entry.kind() == Kind.lookup) {
                Problems problems = new Problems();
                Template.expression(Text.of(new Source("example", entry.example())), problems);
                assertFalse(problems.any(), entry.toString());
            } else {
                assertFalse(entry.result().isEmpty(), entry.toString());
            }
        }
    }

    private static Set<String> names(Kind kind) {
        Set<String> names = new TreeSet<>();
        ExpressionGuide.all().stream()
                .filter(entry -> entry.kind() == kind)
                .forEach(entry -> names.addAll(entry.names()));
        return names;
    }
}
