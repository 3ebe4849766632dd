package io.miprov.lang;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Problems;
import io.miprov.diag.Source;
import io.miprov.diag.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads YAML 1.1 as PyYAML reads it ({@code yes} is true, {@code 0644} is octal), and keeps every
 * place. snakeyaml composes; we walk.
 */
public final class Yaml {
    private static final int DEEPEST = 200;
    private static final int LONGEST = 64 * 1024 * 1024;

    /** How many more pieces than characters there may be, which only aliases can bring about. */
    private static final int MOST_COPIES = 100_000;

    /** How snakeyaml refuses an escaped slash. */
    private static final String NO_SLASH = "unknown escape character /";

    private static final String UNSAFE = "!unsafe";
    private static final Set<String> VAULT = Set.of("!vault", "!vault-encrypted");

    private final Source source;
    private final Problems problems;
    private final CodePoints places;
    private final Optional<Slashes> slashes;
    private int walked;
    private boolean exploded;

    private Yaml(Source source, Problems problems, Optional<Slashes> slashes) {
        this.source = source;
        this.problems = problems;
        this.places = new CodePoints(source.text());
        this.slashes = slashes;
    }

    /**
     * The first document; empty when there is none, or when it can not be read, which problems then
     * tells.
     */
    public static Optional<Node> read(Source source, Problems problems) {
        return documents(source, problems, false).stream().findFirst();
    }

    /** All documents. */
    static List<Node> readAll(Source source, Problems problems) {
        return documents(source, problems, true);
    }

    private static List<Node> documents(Source source, Problems problems, boolean all) {
        Problems first = problems.another();
        List<Node> read = new Yaml(source, first, Optional.empty()).documents(all);
        Optional<Slashes> slashes =
                first.found().stream().anyMatch(each -> each.label().contains(NO_SLASH))
                        ? Slashes.in(source.text())
                        : Optional.empty();
        if (slashes.isPresent()) {
            return new Yaml(source, problems, slashes).documents(all);
        }
        first.found().forEach(problems::add);
        return read;
    }

    private List<Node> documents(boolean all) {
        List<Node> documents = new ArrayList<>();
        try {
            Composer composer = composer();
            if (!all) {
                org.yaml.snakeyaml.nodes.Node root = composer.getSingleNode();
                return root == null ? List.of() : List.of(node(root, 0, false));
            }
            while (composer.checkNode()) {
                documents.add(node(composer.getNode(), 0, false));
            }
            return documents;
        } catch (MarkedYAMLException e) {
            problems.add(new BrokenYaml(source, places).of(e));
        } catch (ReaderException e) {
            problems.add(new BrokenYaml(source, places).of(e));
        } catch (YAMLException e) {
            problems.add(Diagnostic.error("this is no YAML: " + e.getMessage(), source.start()));
        }
        return List.of();
    }

    private Composer composer() {
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST);
        options.setCodePointLimit(LONGEST);
        options.setMaxAliasesForCollections(1000);
        return new Composer(
                new org.yaml.snakeyaml.parser.ParserImpl(
                        new org.yaml.snakeyaml.reader.StreamReader(
                                slashes.map(Slashes::text).orElse(source.text())),
                        options),
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
     * The value of a variable. All text in it is secret when its file came out of a vault; parts
     * that are templates are what they become.
     */
    public static Object variable(Node node, Problems problems) {
        Object value = value(node, problems);
        return node.span().source().sealed() ? Secrets.of(value) : value;
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
        if (scalar.tag().equals(UNSAFE)) {
            return scalar.text();
        }
        if (VAULT.contains(scalar.tag())) {
            return Template.sealed(scalar);
        }
        if (scalar.tag().startsWith("!")) {
            problems.add(refused(scalar));
            return "";
        }
        if (Template.looksLikeOne(scalar.text())) {
            return Template.parse(scalar, problems);
        }
        return Scalars.of(scalar.text(), scalar.tag());
    }

    private static Diagnostic refused(Node.Scalar scalar) {
        return Diagnostic.error("the tag `" + scalar.tag() + "` means nothing here", scalar.span())
                .help("there are !vault, and !unsafe for text that is no template");
    }

    private Node node(org.yaml.snakeyaml.nodes.Node node, int depth, boolean unsafe) {
        if (depth > DEEPEST) {
            return refused("this is nested too deeply", node);
        }
        if (++walked > source.text().length() + MOST_COPIES) {
            return exploded(node);
        }
        boolean inside = unsafe || node.getTag().getValue().equals(UNSAFE);
        if (node instanceof SequenceNode sequence) {
            List<Node> items = new ArrayList<>();
            sequence.getValue().forEach(each -> items.add(node(each, depth + 1, inside)));
            return new Node.Items(span(node), List.copyOf(items));
        }
        if (node instanceof MappingNode mapping) {
            Map<String, Node.Entry> entries = new LinkedHashMap<>();
            gather(mapping, entries, depth, inside);
            return new Node.Mapping(span(node), List.copyOf(entries.values()));
        }
        return scalar((ScalarNode) node, inside);
    }

    private Node refused(String message, org.yaml.snakeyaml.nodes.Node node) {
        problems.add(Diagnostic.error(message, span(node)));
        return nothing(node);
    }

    /** Told once, although everything after it is too much as well. */
    private Node exploded(org.yaml.snakeyaml.nodes.Node node) {
        if (!exploded) {
            exploded = true;
            problems.add(
                    Diagnostic.error("the aliases in this text make too much of it", span(node))
                            .label(
                                    "this is repeated until the text has more than "
                                            + MOST_COPIES
                                            + " parts")
                            .help("write less with `*name`"));
        }
        return nothing(node);
    }

    private Node nothing(org.yaml.snakeyaml.nodes.Node node) {
        return new Node.Scalar(span(node), "", true, Tag.NULL.getValue());
    }

    /** Own keys win over merged ones, and earlier merged ones over later. */
    private void gather(
            MappingNode node, Map<String, Node.Entry> entries, int depth, boolean unsafe) {
        gather(node, entries, depth, unsafe, false);
    }

    private void gather(
            MappingNode node,
            Map<String, Node.Entry> entries,
            int depth,
            boolean unsafe,
            boolean merged) {
        if (depth > DEEPEST) {
            return;
        }
        for (NodeTuple tuple : node.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key && !key.getTag().equals(Tag.MERGE)) {
                put(scalar(key, unsafe), tuple, entries, depth, unsafe, merged);
            } else if (!(tuple.getKeyNode() instanceof ScalarNode)) {
                problems.add(
                        Diagnostic.error("a key must be text", span(tuple.getKeyNode()))
                                .label("a value that begins with `{` is read as a mapping")
                                .help("put quotes around it: \"{{ … }}\""));
            }
        }
        for (NodeTuple tuple : node.getValue()) {
            if (tuple.getKeyNode().getTag().equals(Tag.MERGE)) {
                merge(tuple.getValueNode(), entries, depth, unsafe);
            }
        }
    }

    private void put(
            Node.Scalar key,
            NodeTuple tuple,
            Map<String, Node.Entry> entries,
            int depth,
            boolean unsafe,
            boolean merged) {
        Node.Entry before = entries.get(key.text());
        if (before == null) {
            entries.put(
                    key.text(), new Node.Entry(key, node(tuple.getValueNode(), depth + 1, unsafe)));
        } else if (!merged) {
            problems.addTwice(
                    Diagnostic.error("found a duplicate dict key (" + key.text() + ")", key.span())
                            .label("this one counts")
                            .note("first: " + before.key().span()));
            entries.put(
                    key.text(), new Node.Entry(key, node(tuple.getValueNode(), depth + 1, unsafe)));
        }
    }

    private void merge(
            org.yaml.snakeyaml.nodes.Node value,
            Map<String, Node.Entry> entries,
            int depth,
            boolean unsafe) {
        if (value instanceof MappingNode mapping) {
            gather(mapping, entries, depth + 1, unsafe, true);
        } else if (value instanceof SequenceNode sequence) {
            sequence.getValue().forEach(each -> merge(each, entries, depth + 1, unsafe));
        } else {
            problems.add(
                    Diagnostic.error("`<<` merges mappings", span(value)).label("this is none"));
        }
    }

    private Node.Scalar scalar(ScalarNode node, boolean unsafe) {
        boolean text = node.getTag().equals(Tag.STR);
        String tag = unsafe && text ? UNSAFE : node.getTag().getValue();
        String value = node.getValue();
        return new Node.Scalar(
                span(node),
                slashes.map(with -> with.meant(value)).orElse(value),
                node.isPlain(),
                tag);
    }

    private Span span(org.yaml.snakeyaml.nodes.Node node) {
        return new Span(
                source,
                places.offset(node.getStartMark().getIndex()),
                places.offset(node.getEndMark().getIndex()));
    }
}
