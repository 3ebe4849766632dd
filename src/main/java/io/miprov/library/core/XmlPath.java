package io.miprov.library.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.namespace.NamespaceContext;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * A path of which only a part is there.
 *
 * @param found the last node that is there
 * @param missing the steps below it that are not
 * @param attribute the attribute that the path ends in
 */
record XmlPath(Node found, List<String> missing, Optional<String> attribute) {
    private static final Pattern STEP =
            Pattern.compile("([\\w.:-]+)((?:\\[@[\\w.:-]+\\s*=\\s*(?:'[^']*'|\"[^\"]*\")\\])*)");
    private static final Pattern CONDITION =
            Pattern.compile("\\[@([\\w.:-]+)\\s*=\\s*(?:'([^']*)'|\"([^\"]*)\")\\]");

    /** The nodes that a path means; {@link IllegalArgumentException} when it is none. */
    static List<Node> nodes(Document document, String path, Map<String, String> namespaces) {
        XPath reader = XPathFactory.newInstance().newXPath();
        reader.setNamespaceContext(new Prefixes(namespaces));
        try {
            NodeList found = (NodeList) reader.evaluate(path, document, XPathConstants.NODESET);
            List<Node> nodes = new ArrayList<>();
            for (int i = 0; i < found.getLength(); i++) {
                nodes.add(found.item(i));
            }
            return nodes;
        } catch (XPathExpressionException e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            throw new IllegalArgumentException(
                    "Syntax error in xpath expression: " + path + " (" + why.getMessage() + ")", e);
        }
    }

    /** Splits a path where what is there ends. */
    static XmlPath longest(Document document, String path, Map<String, String> namespaces) {
        String steps = path;
        Optional<String> attribute = Optional.empty();
        int at = path.lastIndexOf("/@");
        if (at > 0) {
            attribute = Optional.of(path.substring(at + 2));
            steps = path.substring(0, at);
        }
        List<String> missing = new ArrayList<>();
        while (true) {
            List<Node> found = nodes(document, steps, namespaces);
            if (!found.isEmpty() && found.get(0) instanceof Element) {
                return new XmlPath(found.get(0), missing, attribute);
            }
            int slash = steps.lastIndexOf('/');
            String step = steps.substring(slash + 1);
            if (slash <= 0 || !STEP.matcher(step).matches()) {
                throw new IllegalArgumentException(
                        "Xpath "
                                + path
                                + " is not there, and can not be made: `"
                                + step
                                + "` is not the name of an element below one that is");
            }
            missing.add(0, step);
            steps = steps.substring(0, slash);
        }
    }

    /** The element of the first missing step, with the others in it. */
    XmlChild made(String text, Optional<String> name, Optional<String> value) {
        XmlChild inner = null;
        for (int i = missing.size() - 1; i >= 0; i--) {
            Matcher step = STEP.matcher(missing.get(i));
            step.matches();
            Map<String, String> attributes = new LinkedHashMap<>();
            CONDITION
                    .matcher(step.group(2))
                    .results()
                    .forEach(
                            each ->
                                    attributes.put(
                                            each.group(1),
                                            each.group(2) != null ? each.group(2) : each.group(3)));
            if (inner == null) {
                attribute.ifPresent(last -> attributes.put(last, text));
                name.ifPresent(last -> attributes.put(last, value.orElse("")));
            }
            String own = inner == null && attribute.isEmpty() ? text : "";
            inner =
                    new XmlChild(
                            step.group(1),
                            attributes,
                            own,
                            inner == null ? List.of() : List.of(inner));
        }
        return inner;
    }

    static String name(Node node) {
        return node.getNodeName();
    }

    static String text(Node node) {
        return node.getTextContent();
    }

    static Map<String, String> attributes(Element element) {
        return XmlChild.of(element).attributes();
    }

    /** Where a node is, as a path. */
    static String of(Node node) {
        if (node instanceof Attr attribute) {
            return of(attribute.getOwnerElement()) + "/@" + attribute.getName();
        }
        if (!(node instanceof Element)) {
            return node instanceof Document ? "" : of(node.getParentNode()) + "/text()";
        }
        int place = 1;
        boolean others = false;
        for (Node each = node.getPreviousSibling();
                each != null;
                each = each.getPreviousSibling()) {
            place += each.getNodeName().equals(node.getNodeName()) ? 1 : 0;
        }
        for (Node each = node.getNextSibling(); each != null; each = each.getNextSibling()) {
            others |= each.getNodeName().equals(node.getNodeName());
        }
        return of(node.getParentNode())
                + "/"
                + node.getNodeName()
                + (place > 1 || others ? "[" + place + "]" : "");
    }

    private record Prefixes(Map<String, String> namespaces) implements NamespaceContext {
        @Override
        public String getNamespaceURI(String prefix) {
            return namespaces.getOrDefault(prefix, "");
        }

        @Override
        public String getPrefix(String uri) {
            return namespaces.entrySet().stream()
                    .filter(each -> each.getValue().equals(uri))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public Iterator<String> getPrefixes(String uri) {
            String prefix = getPrefix(uri);
            return prefix == null ? Collections.emptyIterator() : List.of(prefix).iterator();
        }
    }
}
