package io.miprov.lang;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Source;
import io.miprov.diag.Span;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML 1.1 as PyYAML reads it ({@code yes} is true, {@code 0644} is octal), and keeps every
 * place. snakeyaml composes; we walk.
 */
public final class Yaml {
    private static final int DEEPEST = 200;
    private static final int LONGEST = 64 * 1024 * 1024;

    private final Source source;
    private final Problems problems;
    private int points = -1;
    private int lastPoint;
    private int lastOffset;

    private Yaml(Source source, Problems problems) {
        this.source = source;
        this.problems = problems;
    }

    /**
     * The first document; empty when there is none, or when it can not be read, which problems then
     * tells.
     */
    public static Optional<Node> read(Source source, Problems problems) {
        return new Yaml(source, problems).documents(false).stream().findFirst();
    }

    /** All documents. */
    static List<Node> readAll(Source source, Problems problems) {
        return new Yaml(source, problems).documents(true);
    }

    private List<Node> documents(boolean all) {
        List<Node> documents = new ArrayList<>();
        try {
            org.yaml.snakeyaml.composer.Composer composer = composer();
            if (!all) {
                org.yaml.snakeyaml.nodes.Node root = composer.getSingleNode();
                return root == null ? List.of() : List.of(node(root, 0));
            }
            while (composer.checkNode()) {
                documents.add(node(composer.getNode(), 0));
            }
            return documents;
        } catch (MarkedYAMLException e) {
            problems.add(broken(e));
        } catch (YAMLException e) {
            problems.add(Diagnostic.error("this is no YAML: " + e.getMessage(), source.start()));
        }
        return List.of();
    }

    private org.yaml.snakeyaml.composer.Composer composer() {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(LONGEST);
        options.setMaxAliasesForCollections(1000);
        return new org.yaml.snakeyaml.composer.Composer(
                new org.yaml.snakeyaml.parser.ParserImpl(
                        new org.yaml.snakeyaml.reader.StreamReader(source.text()), options),
                new org.yaml.snakeyaml.resolver.Resolver(),
                options);
    }

    /**
     * The value of a piece of YAML in which nothing is a template: data, not what somebody wrote.
     */
    static Object plainValue(Node node) {
        if (node instanceof Node.Items items) {
            List<Object> list = new ArrayList<>();
            items.nodes().forEach(each -> list.add(plainValue(each)));
            return list;
        }
        if (node instanceof Node.Mapping mapping) {
            Map<Object, Object> map = new LinkedHashMap<>();
            mapping.entries()
                    .forEach(entry -> map.put(key(entry.key()), plainValue(entry.value())));
            return map;
        }
        Node.Scalar scalar = (Node.Scalar) node;
        return Scalars.of(scalar.text(), scalar.tag());
    }

    /**
     * The value that a piece of YAML stands for. Text with {@code {{ }}}, <code>{% %}</code> or
     * {@code {# #}} becomes a {@link Template}, unless it is {@code !unsafe}.
     */
    public static Object value(Node node, Problems problems) {
        if (node instanceof Node.Items items) {
            List<Object> list = new ArrayList<>();
            items.nodes().forEach(each -> list.add(value(each, problems)));
            return list;
        }
        if (node instanceof Node.Mapping mapping) {
            Map<Object, Object> map = new LinkedHashMap<>();
            mapping.entries()
                    .forEach(entry -> map.put(key(entry.key()), value(entry.value(), problems)));
            return map;
        }
        return scalar((Node.Scalar) node, problems);
    }

    private static Object key(Node.Scalar key) {
        Object value = key.plain() ? Scalars.of(key.text(), key.tag()) : key.text();
        return value == null ? "" : value;
    }

    private static Object scalar(Node.Scalar scalar, Problems problems) {
        if (scalar.tag().equals("!unsafe")) {
            return scalar.text();
        }
        if (Template.looksLikeOne(scalar.text())) {
            return Template.parse(scalar, problems);
        }
        return Scalars.of(scalar.text(), scalar.tag());
    }

    private Node node(org.yaml.snakeyaml.nodes.Node node, int depth) {
        if (depth > DEEPEST) {
            problems.add(Diagnostic.error("this is nested too deeply", span(node)));
            return new Node.Scalar(span(node), "", true, Tag.NULL.getValue());
        }
        if (node.getNodeId() == NodeId.sequence) {
            List<Node> items = new ArrayList<>();
            ((SequenceNode) node).getValue().forEach(each -> items.add(node(each, depth + 1)));
            return new Node.Items(span(node), List.copyOf(items));
        }
        if (node.getNodeId() == NodeId.mapping) {
            Map<String, Node.Entry> entries = new LinkedHashMap<>();
            gather((MappingNode) node, entries, depth, false);
            return new Node.Mapping(span(node), List.copyOf(entries.values()));
        }
        return scalar((ScalarNode) node);
    }

    /** Own keys win over merged ones, and earlier merged ones over later. */
    private void gather(
            MappingNode node, Map<String, Node.Entry> entries, int depth, boolean merged) {
        if (depth > DEEPEST) {
            return;
        }
        for (NodeTuple tuple : node.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key && !key.getTag().equals(Tag.MERGE)) {
                put(scalar(key), tuple, entries, depth, merged);
            } else if (!(tuple.getKeyNode() instanceof ScalarNode)) {
                problems.add(
                        Diagnostic.error("a key must be text", span(tuple.getKeyNode()))
                                .label("a value that begins with `{` is read as a mapping")
                                .help("put quotes around it: \"{{ … }}\""));
            }
        }
        for (NodeTuple tuple : node.getValue()) {
            if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                merge(tuple.getValueNode(), entries, depth);
            }
        }
    }

    private void put(
            Node.Scalar key,
            NodeTuple tuple,
            Map<String, Node.Entry> entries,
            int depth,
            boolean merged) {
        Node.Entry before = entries.get(key.text());
        if (before == null) {
            entries.put(key.text(), new Node.Entry(key, node(tuple.getValueNode(), depth + 1)));
        } else if (!merged) {
            problems.add(
                    Diagnostic.error("`" + key.text() + "` is given twice", key.span())
                            .label("the second time")
                            .note("first: " + before.key().span()));
        }
    }

    private void merge(
            org.yaml.snakeyaml.nodes.Node value, Map<String, Node.Entry> entries, int depth) {
        if (value instanceof MappingNode mapping) {
            gather(mapping, entries, depth + 1, true);
        } else if (value instanceof SequenceNode sequence) {
            sequence.getValue().forEach(each -> merge(each, entries, depth + 1));
        } else {
            problems.add(
                    Diagnostic.error("`<<` merges mappings", span(value)).label("this is none"));
        }
    }

    private Node.Scalar scalar(ScalarNode node) {
        return new Node.Scalar(
                span(node), node.getValue(), node.isPlain(), node.getTag().getValue());
    }

    private Span span(org.yaml.snakeyaml.nodes.Node node) {
        return new Span(source, offset(node.getStartMark()), offset(node.getEndMark()));
    }

    /**
     * Marks count code points, spans count chars. Counting goes on from the last mark, for marks
     * are near to each other.
     */
    private int offset(Mark mark) {
        if (points < 0) {
            points = source.text().codePointCount(0, source.text().length());
        }
        int wanted = Math.min(mark.getIndex(), points);
        lastOffset = source.text().offsetByCodePoints(lastOffset, wanted - lastPoint);
        lastPoint = wanted;
        return lastOffset;
    }

    private Diagnostic broken(MarkedYAMLException e) {
        Mark mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
        Span at = mark == null ? source.start() : new Span(source, offset(mark), offset(mark) + 1);
        Diagnostic broken =
                Diagnostic.error("this is no YAML", at).label(String.valueOf(e.getProblem()));
        return source.line(at.line()).contains("{{")
                ? broken.help("a value that begins with `{{` needs quotes around it: \"{{ … }}\"")
                : broken;
    }

    /** What a plain scalar stands for in YAML 1.1, as PyYAML reads it. */
    static final class Scalars {
        private Scalars() {}

        static Object of(String text, String tag) {
            return switch (tag) {
                case "tag:yaml.org,2002:null" -> null;
                case "tag:yaml.org,2002:bool" -> truth(text);
                case "tag:yaml.org,2002:int" -> whole(text);
                case "tag:yaml.org,2002:float" -> real(text);
                default -> text;
            };
        }

        private static Object truth(String text) {
            return switch (text.toLowerCase(java.util.Locale.ROOT)) {
                case "yes", "true", "on" -> true;
                case "no", "false", "off" -> false;
                default -> text;
            };
        }

        private static Object whole(String text) {
            String digits = text.replace("_", "");
            boolean minus = digits.startsWith("-");
            if (minus || digits.startsWith("+")) {
                digits = digits.substring(1);
            }
            BigInteger value;
            if (digits.contains(":")) {
                value = BigInteger.ZERO;
                for (String part : digits.split(":")) {
                    value = value.multiply(BigInteger.valueOf(60)).add(new BigInteger(part));
                }
            } else if (digits.startsWith("0b")) {
                value = new BigInteger(digits.substring(2), 2);
            } else if (digits.startsWith("0x")) {
                value = new BigInteger(digits.substring(2), 16);
            } else if (digits.startsWith("0") && digits.length() > 1) {
                value = new BigInteger(digits.substring(1), 8);
            } else {
                value = new BigInteger(digits);
            }
            value = minus ? value.negate() : value;
            return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
        }

        private static Object real(String text) {
            String digits = text.replace("_", "").toLowerCase(java.util.Locale.ROOT);
            if (digits.endsWith(".inf")) {
                return digits.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            }
            if (digits.equals(".nan")) {
                return Double.NaN;
            }
            boolean pythonReadsText = digits.contains("e") && !digits.contains(".");
            return pythonReadsText || digits.contains(":") ? text : (Object) Double.valueOf(digits);
        }
    }
}
