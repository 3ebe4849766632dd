package io.miprov.library.mi.toml;

import io.miprov.library.mi.toml.TomlNode.Kind;
import io.miprov.library.mi.toml.TomlText.Pair;
import io.miprov.library.mi.toml.TomlText.Section;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What TOML 1.0 allows and the parser of the Micro Integrator does not, which is cava-toml 0.5.0
 * (config-mapper, pom.xml): found by giving that parser the corpus of toml-test.
 */
final class OldToml {
    private static final Pattern EXPONENT = Pattern.compile(".*[eE][+-]?0[0-9].*");
    private static final Pattern TAB_IN_NAME = Pattern.compile("\"[^\"\\n]*\t[^\"\\n]*\"");

    private final TomlText toml;
    private Optional<Refusal> first = Optional.empty();

    private OldToml(TomlText toml) {
        this.toml = toml;
    }

    /**
     * Why a text is refused.
     *
     * @param at where in it
     */
    record Refusal(int at, String why) {}

    /** A refusal of a text that is valid TOML 1.0. */
    static Optional<Refusal> refusal(String text) {
        OldToml old = new OldToml(TomlText.read(text));
        for (Section section : old.toml.sections()) {
            old.name(section.start(), section.body());
            section.pairs().forEach(pair -> old.pair(pair, false));
        }
        return old.first;
    }

    private void refuse(int at, String why) {
        first = first.or(() -> Optional.of(new Refusal(at, why)));
    }

    private void name(int from, int to) {
        if (TAB_IN_NAME.matcher(toml.text().substring(from, to)).find()) {
            refuse(from, "a tab in a name has to be written as \\t");
        }
    }

    private void pair(Pair pair, boolean inTable) {
        name(pair.start(), pair.value().from());
        value(pair.value(), inTable, inTable);
    }

    private void value(TomlNode node, boolean inTable, boolean inside) {
        String written = toml.written(node);
        switch (node.kind()) {
            case STRING -> string(node, written);
            case ARRAY -> array(node, inTable);
            case TABLE -> node.pairs().forEach(pair -> pair(pair, true));
            case FLOAT -> {
                if (EXPONENT.matcher(written).matches()) {
                    refuse(node.from(), "an exponent can not begin with 0");
                }
            }
            case DATE -> {
                if (inside) {
                    refuse(node.from(), "dates in arrays and inline tables are misread");
                } else if (written.endsWith("z")) {
                    refuse(node.to() - 1, "the end of a time has to be a large Z");
                }
            }
            default -> {
                // as it is in TOML 1.0
            }
        }
    }

    private void array(TomlNode array, boolean inTable) {
        int end = array.from() + 1;
        Kind kind = null;
        for (TomlNode item : array.items()) {
            if (kind != null && item.kind() != kind) {
                refuse(item.from(), "an array has values of one type only");
            }
            String between = uncommented(end, item.from());
            if (kind != null && between.indexOf('\n') >= 0) {
                if (between.indexOf('\n') < between.indexOf(',')) {
                    refuse(end, "the comma has to be on the line of the value before it");
                }
            }
            value(item, inTable, true);
            kind = item.kind();
            end = item.to();
        }
        if (inTable && kind == null) {
            refuse(array.from(), "an inline table can not have an empty array in it");
        } else if (inTable && uncommented(end, array.to()).indexOf(',') >= 0) {
            refuse(end, "an array in an inline table can not end with a comma");
        }
    }

    private String uncommented(int from, int to) {
        return toml.text().substring(from, to).replaceAll("#[^\n]*", "");
    }

    private void string(TomlNode node, String written) {
        if (written.startsWith("\"") && written.indexOf('\t') >= 0) {
            refuse(node.from() + written.indexOf('\t'), "a tab has to be written as \\t");
        }
        String three = written.startsWith("'") ? "'''" : "\"\"\"";
        boolean many = written.length() > 6 && written.startsWith(three);
        String inside = many ? written.substring(3, written.length() - 3) : "";
        boolean escaped = inside.endsWith("\\\"") && !inside.endsWith("\\\\\"");
        if (!inside.isEmpty()
                && inside.charAt(inside.length() - 1) == three.charAt(0)
                && !escaped) {
            refuse(node.to() - 1, "a quote can not stand right before the closing three");
        }
    }
}
