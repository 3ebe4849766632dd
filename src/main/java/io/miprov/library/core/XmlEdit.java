package io.miprov.library.core;

import io.miprov.library.core.XmlModule.Content;
import io.miprov.library.core.XmlModule.Input;
import io.miprov.library.core.XmlModule.Params;
import io.miprov.library.core.XmlModule.State;
import io.miprov.library.core.XmlSource.Where;
import io.miprov.module.Edit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** An XML text after what a task asks of it. */
final class XmlEdit {
    private final Params params;
    private final String text;
    private final Document document;
    private final List<Node> nodes;
    private final TreeMap<Integer, Piece> pieces = new TreeMap<>();

    /** A piece of the text that becomes another. */
    private record Piece(int end, String now) {}

    XmlEdit(Params params, String text) {
        this.params = params;
        this.text = text;
        this.document = XmlSource.read(text);
        this.nodes =
                params.xpath()
                        .map(path -> XmlPath.nodes(document, path, params.namespaces()))
                        .orElse(List.of());
    }

    Edit.Edited edited() {
        if (params.count() || params.printMatch() || params.content().isPresent()) {
            return new Edit.Edited(text, told());
        }
        if (params.state() == State.ABSENT) {
            nodes.forEach(this::remove);
        } else if (params.addChildren().isPresent()) {
            add(params.addChildren().get());
        } else if (params.setChildren().isPresent()) {
            nodes.forEach(node -> set((Element) node, params.setChildren().get()));
        } else if (params.xpath().isPresent()) {
            present();
        }
        return new Edit.Edited(
                result(),
                Map.of(
                        "actions",
                        Map.of("xpath", params.xpath().orElse(""), "changes", pieces.size())));
    }

    private void present() {
        if (nodes.isEmpty()) {
            if (!params.createIfMissing()) {
                throw new IllegalArgumentException(
                        "Xpath "
                                + params.xpath().orElse("")
                                + " causes a failure: it is not there, and `create_if_missing` is off");
            }
            create();
        }
        params.value().ifPresent(value -> nodes.forEach(node -> value(node, value)));
    }

    private void value(Node node, String value) {
        Where where = XmlSource.where(node);
        if (params.attribute().isPresent() && node instanceof Element element) {
            attribute(element, params.attribute().get(), value);
        } else if (node instanceof Attr attribute) {
            value(attribute, value);
        } else if (node instanceof Element element) {
            Node first = element.getFirstChild();
            String has = first == null || first instanceof Element ? "" : first.getNodeValue();
            if (!has.equals(value)) {
                int end = has.isEmpty() ? where.inner() : XmlSource.where(first).end();
                content(element, where.inner(), end, XmlChild.escaped(value));
            }
        } else if (!value.equals(node.getNodeValue())) {
            piece(where.start(), where.end(), XmlChild.escaped(value));
        }
    }

    private void attribute(Element element, String name, String value) {
        Attr attribute = element.getAttributeNode(name);
        if (attribute != null) {
            value(attribute, value);
            return;
        }
        Where where = XmlSource.where(element);
        int at = where.inner() - (where.closed() ? 2 : 1);
        while (Character.isWhitespace(text.charAt(at - 1))) {
            at--;
        }
        piece(at, at, " " + name + "=\"" + XmlChild.escaped(value) + "\"");
    }

    private void value(Attr attribute, String value) {
        Where where = XmlSource.where(attribute);
        if (!attribute.getValue().equals(value)) {
            piece(where.inner(), where.innerEnd(), XmlChild.escaped(value));
        }
    }

    /** Replaces a part of what is in an element; one that was closed at once is opened for it. */
    private void content(Element element, int from, int to, String now) {
        Where where = XmlSource.where(element);
        if (where.closed()) {
            int slash = where.end() - 2;
            piece(slash, where.end(), ">" + now + "</" + element.getTagName() + ">");
        } else {
            piece(from, to, now);
        }
    }

    private void remove(Node node) {
        if (params.attribute().isPresent()) {
            Attr attribute = ((Element) node).getAttributeNode(params.attribute().get());
            if (attribute != null) {
                remove(XmlSource.where(attribute), false);
            }
            return;
        }
        remove(XmlSource.where(node), node instanceof Element);
    }

    /** An element goes with the white space before it. */
    private void remove(Where where, boolean line) {
        int start = where.start();
        while (line && start > 0 && Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        piece(start, where.end(), "");
    }

    private List<String> written(List<Object> children) {
        return children.stream()
                .map(
                        child ->
                                params.inputType() == Input.XML
                                        ? child.toString().strip()
                                        : XmlChild.of(child).written())
                .toList();
    }

    private void add(List<Object> children) {
        if (nodes.isEmpty()) {
            return;
        }
        List<String> written = written(children);
        if (params.insertbefore()) {
            Where first = XmlSource.where(nodes.get(0));
            String space = spaceBefore(first.start());
            piece(first.start(), first.start(), String.join(space, written) + space);
        } else if (params.insertafter()) {
            Where last = XmlSource.where(nodes.get(nodes.size() - 1));
            String space = spaceBefore(last.start());
            piece(last.end(), last.end(), space + String.join(space, written));
        } else {
            nodes.forEach(node -> append((Element) node, written));
        }
    }

    private void append(Element element, List<String> written) {
        Where where = XmlSource.where(element);
        Optional<Node> last = lastElement(element);
        int at = last.map(node -> XmlSource.where(node).end()).orElse(where.innerEnd());
        String space = last.map(node -> spaceBefore(XmlSource.where(node).start())).orElse("");
        content(element, at, at, space + String.join(space, written));
    }

    private static Optional<Node> lastElement(Element element) {
        Node last = element.getLastChild();
        while (last != null && !(last instanceof Element)) {
            last = last.getPreviousSibling();
        }
        return Optional.ofNullable(last);
    }

    private String spaceBefore(int at) {
        int start = at;
        while (start > 0 && Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        return text.substring(start, at);
    }

    private void set(Element element, List<Object> children) {
        List<String> written = written(children);
        List<XmlChild> has = XmlChild.of(element).children();
        boolean same =
                params.inputType() == Input.XML
                        ? has.stream().map(XmlChild::written).toList().equals(written)
                        : has.equals(children.stream().map(XmlChild::of).toList());
        if (!same) {
            Where where = XmlSource.where(element);
            Optional<Node> last = lastElement(element);
            String space = last.map(node -> spaceBefore(XmlSource.where(node).start())).orElse("");
            String end = last.isPresent() ? spaceBefore(where.innerEnd()) : "";
            content(
                    element,
                    where.inner(),
                    where.innerEnd(),
                    space + String.join(space, written) + end);
        }
    }

    /**
     * Makes the nodes of a path that has only names, and equal signs in brackets, behind what is
     * there.
     */
    private void create() {
        XmlPath path = XmlPath.longest(document, params.xpath().orElseThrow(), params.namespaces());
        Element parent = (Element) path.found();
        String value = params.attribute().isPresent() ? "" : params.value().orElse("");
        if (path.attribute().isPresent() && path.missing().isEmpty()) {
            attribute(parent, path.attribute().get(), value);
            return;
        }
        append(parent, List.of(path.made(value, params.attribute(), params.value()).written()));
    }

    private Map<String, Object> told() {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("count", (long) nodes.size());
        told.put("msg", nodes.size() + " nodes");
        if (params.printMatch()) {
            told.put("matches", nodes.stream().map(XmlPath::of).toList());
        } else if (params.content().isPresent()) {
            boolean texts = params.content().get() == Content.TEXT;
            List<Object> matches = new ArrayList<>();
            for (Node node : nodes) {
                Object content =
                        !texts && node instanceof Element element
                                ? XmlPath.attributes(element)
                                : XmlPath.text(node);
                matches.add(Map.of(XmlPath.name(node), content));
            }
            told.put("matches", matches);
        }
        return told;
    }

    private void piece(int start, int end, String now) {
        pieces.put(start, new Piece(end, now));
    }

    private String result() {
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (Map.Entry<Integer, Piece> each : pieces.entrySet()) {
            if (each.getKey() >= at) {
                out.append(text, at, each.getKey()).append(each.getValue().now());
                at = each.getValue().end();
            }
        }
        String result = out.append(text.substring(at)).toString();
        if (!pieces.isEmpty()) {
            XmlSource.read(result);
        }
        return result;
    }
}
