package io.miprov.lookup;

import io.miprov.lang.PythonRegex;
import io.miprov.lang.PythonText;
import io.miprov.lang.Scope;
import io.miprov.lang.Template;
import io.miprov.lang.TemplateError;
import io.miprov.lang.Undefined;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The lookups for variables, of Ansible and of the environment, for hosts and for settings. */
final class VariableLookups {
    private VariableLookups() {}

    static List<Object> environment(Request request) {
        Object otherwise = request.option("default", "");
        List<Object> found = new ArrayList<>();
        for (String term : request.texts()) {
            String name = term.strip().split("\\s+")[0];
            String value = System.getenv(name);
            if (value == null && otherwise instanceof Undefined) {
                throw new IllegalArgumentException("the environment has no `" + name + "`");
            }
            found.add(value == null ? otherwise : value);
        }
        return found;
    }

    static List<Object> values(Request request) {
        List<Object> found = new ArrayList<>();
        for (Object term : request.terms()) {
            found.add(value(name(term), request));
        }
        return found;
    }

    private static String name(Object term) {
        if (term instanceof String name) {
            return name;
        }
        throw new IllegalArgumentException(
                "Invalid setting identifier, \""
                        + PythonText.str(term)
                        + "\" is not a string: a name is a text in quotes");
    }

    private static Object value(String name, Request request) {
        Scope variables = request.site().variables();
        Object raw = variables.get(name);
        Object otherwise = request.option("default", null);
        if (raw == Scope.NOTHING) {
            if (otherwise != null) {
                return otherwise;
            }
            throw new IllegalArgumentException("No variable found with this name: " + name);
        }
        try {
            return Template.resolve(raw, variables);
        } catch (TemplateError e) {
            if (e.undefined() && otherwise != null) {
                return otherwise;
            }
            throw e;
        }
    }

    static List<Object> names(Request request) {
        List<Object> found = new ArrayList<>();
        for (Object term : request.terms()) {
            Pattern pattern = pattern(name(term));
            request.site().variableNames().stream()
                    .filter(name -> pattern.matcher(name).find())
                    .forEach(found::add);
        }
        return found;
    }

    private static Pattern pattern(String written) {
        try {
            return PythonRegex.compile(written, false);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Unable to use \"" + written + "\" as a search parameter: " + e.getMessage(),
                    e);
        }
    }

    static List<Object> hosts(Request request) {
        return new ArrayList<>(request.site().hosts(String.join(",", request.texts())));
    }

    static List<Object> config(Request request) {
        String missing = request.text("on_missing", "error");
        if (!Set.of("error", "warn", "skip").contains(missing)) {
            throw new IllegalArgumentException(
                    "`on_missing` is `" + missing + "`; valid values are error, warn, skip");
        }
        String kind = request.text("plugin_type", "");
        String plugin = request.text("plugin_name", "");
        if (kind.isEmpty() != plugin.isEmpty()) {
            throw new IllegalArgumentException("`plugin_type` and `plugin_name` go together");
        }
        boolean origin = request.flag("show_origin", false);
        List<Object> found = new ArrayList<>();
        for (Object term : request.terms()) {
            String name = name(term);
            Settings.Found setting =
                    kind.isEmpty()
                            ? Settings.global(name, request.site())
                            : Settings.ofPlugin(kind, plugin, name, request.site());
            if (setting.value() != Scope.NOTHING) {
                Object value = setting.value();
                found.add(origin ? Arrangements.listOf(value, setting.origin()) : value);
            } else if (missing.equals("error")) {
                throw new IllegalArgumentException("Unable to find setting " + name);
            } else if (missing.equals("warn")) {
                request.site().warn("Skipping, did not find setting " + name);
            }
        }
        return found;
    }
}
