package io.miprov.library.core;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * An XML text as a tree whose nodes know where they stand in the text, so that the rest of the text
 * can stay as it is. What is well-formed is for the JDK's parser to say; this reads what passed it.
 */
final class XmlSource {
    private static final Pattern ATTRIBUTE =
            Pattern.compile("\\s+([^\\s=/>]+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')");
    private static final Pattern ENTITY = Pattern.compile("&(#x[0-9a-fA-F]+|#[0-9]+|\\w+);");
    private static final Map<String, String> ENTITIES =
            Map.of("lt", "<", "gt", ">", "amp", "&", "quot", "\"", "apos", "'");
    private static final String WHERE = "where";

    private final String text;
    private final Document document;
    private final Deque<Node> open = new ArrayDeque<>();
    private final Deque<Map<String, String>> names = new ArrayDeque<>();

    /**
     * Where a node stands.
     *
     * @param inner of an element, where its content begins; of an attribute, its value
     * @param innerEnd where that ends
     */
    record Where(int start, int inner, int innerEnd, int end) {
        boolean closed() {
            return inner == end;
        }
    }

    private XmlSource(String text, Document document) {
        this.text = text;
        this.document = document;
    }

    /** Reads a text; {@link IllegalArgumentException} with what is wrong when it is no XML. */
    static Document read(String text) {
        DocumentBuilder builder = builder();
        try {
            builder.parse(new InputSource(new StringReader(text)));
        } catch (SAXException | IOException e) {
            throw new IllegalArgumentException(
                    "Error while parsing document: " + e.getMessage(), e);
        }
        XmlSource source = new XmlSource(text, builder.newDocument());
        source.open.push(source.document);
        source.names.push(Map.of("xml", XMLConstants.XML_NS_URI));
        source.read();
        return source.document;
    }

    private static DocumentBuilder builder() {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        try {
            factory.setNamespaceAware(true);
            factory.setExpandEntityReferences(false);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            for (String outside :
                    new String[] {
                        "http://xml.org/sax/features/external-general-entities",
                        "http://xml.org/sax/features/external-parameter-entities",
                        "http://apache.org/xml/features/nonvalidating/load-external-dtd"
                    }) {
                factory.setFeature(outside, false);
            }
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK can read XML", e);
        }
    }

    static Where where(Node node) {
        return (Where) node.getUserData(WHERE);
    }

    private void read() {
        int at = 0;
        while (at < text.length()) {
            if (text.charAt(at) != '<') {
                int end = text.indexOf('<', at);
                end = end < 0 ? text.length() : end;
                text(at, end, decoded(text.substring(at, end)));
                at = end;
            } else if (text.startsWith("<!--", at)) {
                at = text.indexOf("-->", at + 4) + 3;
            } else if (text.startsWith("<![CDATA[", at)) {
                int end = text.indexOf("]]>", at);
                text(at, end + 3, text.substring(at + 9, end));
                at = end + 3;
            } else if (text.startsWith("<?", at)) {
                at = text.indexOf("?>", at) + 2;
            } else if (text.startsWith("<!", at)) {
                at = doctypeEnd(at);
            } else if (text.startsWith("</", at)) {
                int end = text.indexOf('>', at) + 1;
                Node node = open.pop();
                names.pop();
                Where start = where(node);
                node.setUserData(WHERE, new Where(start.start(), start.inner(), at, end), null);
                at = end;
            } else {
                at = start(at);
            }
        }
    }

    private int doctypeEnd(int at) {
        int depth = 0;
        for (int i = at; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (c == '>' && depth == 0) {
                return i + 1;
            }
        }
        return text.length();
    }

    private void text(int start, int end, String value) {
        if (open.peek() instanceof Element parent) {
            Node node = document.createTextNode(value);
            node.setUserData(WHERE, new Where(start, start, end, end), null);
            parent.appendChild(node);
        }
    }

    private int start(int at) {
        Matcher name = Pattern.compile("<([^\\s/>]+)").matcher(text).region(at, text.length());
        name.lookingAt();
        Matcher attribute = ATTRIBUTE.matcher(text);
        int end = name.end();
        Map<String, String> scope = new HashMap<>(names.peek());
        while (attribute.region(end, text.length()).lookingAt()) {
            if (attribute.group(1).equals("xmlns") || attribute.group(1).startsWith("xmlns:")) {
                String prefix = attribute.group(1).substring(5).replaceFirst("^:", "");
                scope.put(prefix, decoded(value(attribute)));
            }
            end = attribute.end();
        }
        String qualified = name.group(1);
        Element element = document.createElementNS(space(scope, qualified, true), qualified);
        attributes(element, name.end(), scope);
        int close = text.indexOf('>', end) + 1;
        boolean empty = text.charAt(close - 2) == '/';
        element.setUserData(WHERE, new Where(at, close, close, close), null);
        open.peek().appendChild(element);
        if (!empty) {
            open.push(element);
            names.push(scope);
        }
        return close;
    }

    private void attributes(Element element, int from, Map<String, String> scope) {
        Matcher attribute = ATTRIBUTE.matcher(text);
        int at = from;
        while (attribute.region(at, text.length()).lookingAt()) {
            at = attribute.end();
            String name = attribute.group(1);
            boolean declares = name.equals("xmlns") || name.startsWith("xmlns:");
            Attr made =
                    document.createAttributeNS(
                            declares
                                    ? XMLConstants.XMLNS_ATTRIBUTE_NS_URI
                                    : space(scope, name, false),
                            name);
            made.setValue(decoded(value(attribute)));
            int group = attribute.group(2) != null ? 2 : 3;
            made.setUserData(
                    WHERE,
                    new Where(attribute.start(), attribute.start(group), attribute.end(group), at),
                    null);
            element.setAttributeNodeNS(made);
        }
    }

    private static String value(Matcher attribute) {
        return attribute.group(2) != null ? attribute.group(2) : attribute.group(3);
    }

    /** An attribute without a prefix is in no namespace. */
    private static String space(Map<String, String> scope, String name, boolean element) {
        int colon = name.indexOf(':');
        String space =
                colon > 0 ? scope.get(name.substring(0, colon)) : element ? scope.get("") : null;
        return space == null || space.isEmpty() ? null : space;
    }

    private static String decoded(String text) {
        return ENTITY.matcher(text)
                .replaceAll(
                        match -> Matcher.quoteReplacement(entity(match.group(1), match.group())));
    }

    private static String entity(String name, String whole) {
        if (name.startsWith("#")) {
            boolean hex = name.startsWith("#x");
            return Character.toString(Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10));
        }
        return ENTITIES.getOrDefault(name, whole);
    }
}
