package io.miprov.library.mi;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file registry.xml of {@code synapse-configs/default}, which says where the registry is. It is
 * edited in its text: its provider, its comments and what others put there stay as they are. (Which
 * parameter a version reads: MicroIntegratorRegistry.addConfigProperty of each.)
 */
final class RegistryXml {
    /** Where it is, below a home. */
    static final String BELOW = "repository/deployment/server/synapse-configs/default/registry.xml";

    private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->");
    private static final Pattern PARAMETER =
            Pattern.compile(
                    "(?s)[ \\t]*<parameter\\s+name\\s*=\\s*([\"'])(\\w+)\\1\\s*>(.*?)</parameter>[ \\t]*\\r?\\n?");
    private static final Pattern END = Pattern.compile("[ \\t]*</registry\\s*>");
    private static final Pattern EMPTY = Pattern.compile("(?s)<registry\\b([^>]*?)\\s*/>");

    /** The parameters that move it, and the folder that each means below the root. */
    private static final Map<String, String> ROOT = Map.of("RegRoot", "");

    private static final Map<String, String> THREE = three();

    private final String text;

    /** The text with blanks for comments, of the same length. */
    private final String bare;

    /**
     * Takes a text.
     *
     * @throws IllegalArgumentException when it declares no registry
     */
    RegistryXml(String text) {
        this.text = EMPTY.matcher(text).replaceFirst("<registry$1>\n</registry>");
        this.bare = COMMENT.matcher(this.text).replaceAll(c -> " ".repeat(c.group().length()));
        if (!bare.contains("<registry") || !END.matcher(bare).find()) {
            throw new IllegalArgumentException("it declares no <registry>");
        }
    }

    /** The root that a text says, whatever it is; empty when it can not be read. */
    static Optional<String> rootIn(String text, Product.RegistryRoot style) {
        try {
            return new RegistryXml(text).root(style);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> three() {
        Map<String, String> three = new LinkedHashMap<>();
        three.put("ConfigRegRoot", "/config");
        three.put("GovRegRoot", "/governance");
        three.put("LocalRegRoot", "/local");
        return three;
    }

    private static Map<String, String> names(Product.RegistryRoot style) {
        return style == Product.RegistryRoot.ROOT ? ROOT : THREE;
    }

    /**
     * The folder that it says, as an absolute path; empty when a version of this style finds the
     * registry in its home, or what it says can not be told by one folder.
     */
    Optional<String> root(Product.RegistryRoot style) {
        Optional<String> root = Optional.empty();
        for (Map.Entry<String, String> each : names(style).entrySet()) {
            Optional<String> one =
                    value(each.getKey())
                            .flatMap(RegistryXml::path)
                            .filter(path -> path.endsWith(each.getValue()))
                            .map(
                                    path ->
                                            path.substring(
                                                    0, path.length() - each.getValue().length()));
            if (one.isEmpty() || root.isPresent() && !root.equals(one)) {
                return Optional.empty();
            }
            root = one;
        }
        return root;
    }

    private Optional<String> value(String name) {
        Matcher each = PARAMETER.matcher(bare);
        while (each.find()) {
            if (each.group(2).equals(name)) {
                return Optional.of(each.group(3).strip());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> path(String url) {
        try {
            URI uri = new URI(url.replace("&amp;", "&"));
            String path = uri.getPath();
            return "file".equals(uri.getScheme()) && path != null && path.startsWith("/")
                    ? Optional.of(path.replaceFirst("(?<=.)/+$", ""))
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /**
     * The text in which the registry is in this folder, as a version of this style reads it. The
     * parameters of the other style go, which it would ignore without a word.
     */
    String with(Product.RegistryRoot style, String folder) {
        Map<String, String> wanted = new LinkedHashMap<>();
        names(style).forEach((name, below) -> wanted.put(name, url(folder + below)));
        StringBuilder edited = new StringBuilder();
        Matcher each = PARAMETER.matcher(bare);
        int from = 0;
        while (each.find()) {
            String name = each.group(2);
            boolean ours = ROOT.containsKey(name) || THREE.containsKey(name);
            if (ours) {
                String url = wanted.remove(name);
                edited.append(text, from, url == null ? each.start() : each.start(3));
                if (url != null) {
                    edited.append(url).append(text, each.end(3), each.end());
                }
                from = each.end();
            }
        }
        edited.append(text.substring(from));
        return wanted.isEmpty() ? edited.toString() : inserted(edited.toString(), wanted);
    }

    private static String inserted(String text, Map<String, String> parameters) {
        String bare = COMMENT.matcher(text).replaceAll(c -> " ".repeat(c.group().length()));
        Matcher end = END.matcher(bare);
        int at = text.length();
        while (end.find()) {
            at = end.start();
        }
        String newline = text.contains("\r\n") ? "\r\n" : "\n";
        StringBuilder lines = new StringBuilder();
        if (at > 0 && text.charAt(at - 1) != '\n') {
            lines.append(newline);
        }
        parameters.forEach(
                (name, url) ->
                        lines.append("    <parameter name=\"")
                                .append(name)
                                .append("\">")
                                .append(url)
                                .append("</parameter>")
                                .append(newline));
        return text.substring(0, at) + lines + text.substring(at);
    }

    private static String url(String path) {
        try {
            return new URI("file", "", path, null).toASCIIString().replace("&", "&amp;");
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(path + " is no path that a URL can have", e);
        }
    }
}
