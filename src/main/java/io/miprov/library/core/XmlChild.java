package io.miprov.library.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * An element that is to be written: by name, text, attributes and children, as playbooks say it.
 */
record XmlChild(String name, Map<String, String> attributes, String text, List<XmlChild> children) {

    /** A name; a mapping of a name to a text; or to a mapping of attributes, `_` and `+value`. */
    static XmlChild of(Object written) {
        if (!(written instanceof Map<?, ?> map)) {
            return new XmlChild(CopyModule.text(written), Map.of(), "", List.of());
        }
        if (map.size() != 1) {
            throw new IllegalArgumentException(
                    "Can only create children from hashes with one key, and this has "
                            + map.keySet());
        }
        Map.Entry<?, ?> only = map.entrySet().iterator().next();
        String name = only.getKey().toString();
        if (!(only.getValue() instanceof Map<?, ?> inside)) {
            String text = only.getValue() == null ? "" : CopyModule.text(only.getValue());
            return new XmlChild(name, Map.of(), text, List.of());
        }
        Map<String, String> attributes = new LinkedHashMap<>();
        String text = "";
        List<XmlChild> children = List.of();
        for (Map.Entry<?, ?> each : inside.entrySet()) {
            if (each.getKey().equals("_") && each.getValue() instanceof List<?> list) {
                children = list.stream().map(XmlChild::of).toList();
            } else if (each.getKey().equals("+value")) {
                text = CopyModule.text(each.getValue());
            } else {
                attributes.put(each.getKey().toString(), CopyModule.text(each.getValue()));
            }
        }
        return new XmlChild(name, attributes, text, children);
    }

    /** What an element is, without the white space between its children. */
    static XmlChild of(Element element) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            Attr each = (Attr) element.getAttributes().item(i);
            attributes.put(each.getName(), each.getValue());
        }
        List<XmlChild> children = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (Node each = element.getFirstChild(); each != null; each = each.getNextSibling()) {
            if (each instanceof Element child) {
                children.add(of(child));
            } else {
                text.append(each.getNodeValue());
            }
        }
        boolean blank = text.toString().isBlank() && !children.isEmpty();
        return new XmlChild(
                element.getTagName(), attributes, blank ? "" : text.toString(), children);
    }

    String written() {
        StringBuilder out = new StringBuilder("<").append(name);
        attributes.forEach(
                (key, value) ->
                        out.append(' ')
                                .append(key)
                                .append("=\"")
                                .append(escaped(value))
                                .append('"'));
        if (text.isEmpty() && children.isEmpty()) {
            return out.append("/>").toString();
        }
        out.append('>').append(escaped(text));
        children.forEach(child -> out.append(child.written()));
        return out.append("</").append(name).append('>').toString();
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
