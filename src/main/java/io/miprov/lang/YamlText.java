package io.miprov.lang;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Source;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.emitter.Emitter;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;
import org.yaml.snakeyaml.serializer.Serializer;

/** Writes YAML as PyYAML does, for {@code to_yaml}. snakeyaml's emitter is its twin. */
public final class YamlText {
    private final boolean sorted;
    private final Boolean flow;

    private YamlText(boolean sorted, Boolean flow) {
        this.sorted = sorted;
        this.flow = flow;
    }

    /**
     * @param flow whether lists and mappings stand in one line; null: those that hold only scalars
     */
    static String of(Call call, int indent, Boolean flow) {
        DumperOptions options = new DumperOptions();
        options.setIndent(call.whole(-1, "indent", indent));
        options.setWidth(call.whole(-1, "width", 80));
        options.setAllowUnicode(call.flag(-1, "allow_unicode", true));
        options.setExplicitStart(call.flag(-1, "explicit_start", false));
        options.setExplicitEnd(call.flag(-1, "explicit_end", false));
        options.setSplitLines(true);
        options.setMaxSimpleKeyLength(128);
        Object style = call.arg(-1, "default_flow_style", flow);
        return new YamlText(
                        call.flag(-1, "sort_keys", true),
                        style == null ? null : Python.truth(style))
                .of(call.input(), options);
    }

    /**
     * A value in YAML of many lines, members by name, as {@code ansible-inventory --yaml} prints
     * it.
     */
    public static String block(Object value) {
        DumperOptions options = new DumperOptions();
        options.setIndent(2);
        options.setAllowUnicode(true);
        options.setMaxSimpleKeyLength(128);
        return new YamlText(true, false).of(value, options);
    }

    private String of(Object value, DumperOptions options) {
        StringWriter out = new StringWriter();
        Serializer serializer =
                new Serializer(new Emitter(out, options), new Resolver(), options, null);
        try {
            serializer.open();
            serializer.serialize(node(value));
            serializer.close();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toString();
    }

    private Node node(Object value) {
        if (value instanceof Map<?, ?> map) {
            return mapping(map);
        }
        if (value instanceof List<?> list) {
            List<Node> nodes = new ArrayList<>();
            list.forEach(each -> nodes.add(node(each)));
            return new SequenceNode(Tag.SEQ, nodes, style(nodes));
        }
        if (Python.plain(value) instanceof String text) {
            return scalar(Tag.STR, text);
        }
        if (value instanceof Boolean truth) {
            return scalar(Tag.BOOL, truth.toString());
        }
        if (value instanceof Double real) {
            return scalar(Tag.FLOAT, real(real));
        }
        return value == null ? scalar(Tag.NULL, "null") : number(value);
    }

    private static Node number(Object value) {
        return scalar(Numbers.is(value) ? Tag.INT : Tag.STR, Python.str(Python.defined(value)));
    }

    private static String real(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.isNaN(value) ? ".nan" : value > 0 ? ".inf" : "-.inf";
        }
        String text = Printing.real(value);
        return !text.contains(".") && text.contains("e") ? text.replace("e", ".0e") : text;
    }

    private static Node scalar(Tag tag, String text) {
        return new ScalarNode(tag, text, null, null, ScalarStyle.PLAIN);
    }

    private Node mapping(Map<?, ?> map) {
        List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
        if (sorted) {
            entries.sort((a, b) -> Python.compare(a.getKey(), b.getKey()));
        }
        List<NodeTuple> tuples = new ArrayList<>();
        List<Node> all = new ArrayList<>();
        for (Map.Entry<?, ?> each : entries) {
            NodeTuple tuple = new NodeTuple(node(each.getKey()), node(each.getValue()));
            tuples.add(tuple);
            all.add(tuple.getKeyNode());
            all.add(tuple.getValueNode());
        }
        return new MappingNode(Tag.MAP, tuples, style(all));
    }

    private FlowStyle style(List<Node> inside) {
        if (flow != null) {
            return flow ? FlowStyle.FLOW : FlowStyle.BLOCK;
        }
        return inside.stream().allMatch(ScalarNode.class::isInstance)
                ? FlowStyle.FLOW
                : FlowStyle.BLOCK;
    }

    /** The value of a text that is YAML; nothing in it is a template. */
    static Object read(String text, boolean all) {
        Problems problems = new Problems();
        List<io.miprov.lang.Node> documents = Yaml.readAll(new Source("the text", text), problems);
        List<Object> values = new ArrayList<>();
        documents.forEach(each -> values.add(Yaml.plainValue(each)));
        if (problems.any()) {
            Diagnostic first = problems.found().get(0);
            throw Fault.of(
                    "this text is no YAML",
                    first.label().isEmpty() ? first.message() : first.label());
        }
        return all ? values : values.isEmpty() ? null : values.get(0);
    }
}
