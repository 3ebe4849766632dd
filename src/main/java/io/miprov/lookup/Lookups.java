package io.miprov.lookup;

import io.miprov.diag.Secret;
import io.miprov.lang.Plugins;
import io.miprov.lang.PythonText;
import io.miprov.lang.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every lookup there is, by the name that playbooks use. To add one, add its line here. */
public final class Lookups {
    private Lookups() {}

    private static Lookup find(String name) {
        return switch (name) {
            case "cartesian", "nested" -> Arrangements::nested;
            case "config" -> VariableLookups::config;
            case "csvfile" -> new CsvLookup();
            case "dict" -> Arrangements::dict;
            case "env" -> VariableLookups::environment;
            case "file" -> FileLookups::file;
            case "fileglob" -> FileLookups::glob;
            case "first_found" -> new FirstFound();
            case "flattened" -> Arrangements::flattened;
            case "indexed_items" -> Arrangements::indexed;
            case "ini" -> new IniLookup();
            case "inventory_hostnames" -> VariableLookups::hosts;
            case "items" -> Arrangements::items;
            case "lines" -> FileLookups::lines;
            case "list" -> Request::terms;
            case "password" -> new PasswordLookup();
            case "pipe" -> FileLookups::pipe;
            case "random_choice" -> Arrangements::choice;
            case "sequence" -> Sequence::answer;
            case "subelements" -> new Subelements();
            case "template" -> FileLookups::template;
            case "together" -> Arrangements::together;
            case "unvault" -> FileLookups::unvault;
            case "url" -> new UrlLookup();
            case "varnames" -> VariableLookups::names;
            case "vars" -> VariableLookups::values;
            default -> null;
        };
    }

    /**
     * What a lookup answers.
     *
     * @throws IllegalArgumentException that says what is wrong, with the values that took part
     */
    public static List<Object> ask(
            String name, List<Object> terms, Map<String, Object> options, Site site) {
        Lookup lookup = find(Plugins.shortName(name));
        if (lookup == null) {
            throw new IllegalArgumentException("there is no such lookup");
        }
        Request request = new Request(Plugins.shortName(name), terms, options, site);
        List<Object> found = lookup.answer(request);
        request.finish();
        return found;
    }

    /**
     * Calls {@code lookup}, {@code query} or {@code q}, with the options that every lookup has;
     * {@link Scope#NOTHING} when the function is another.
     */
    public static Object call(
            String function, List<Object> args, Map<String, Object> named, Site site) {
        boolean query = function.equals("query") || function.equals("q");
        if ((!query && !function.equals("lookup")) || args.isEmpty()) {
            return Scope.NOTHING;
        }
        Map<String, Object> options = new LinkedHashMap<>(named);
        boolean wanted = Request.truth(options.remove("wantlist"));
        boolean list = query || wanted;
        Object given = options.remove("errors");
        String errors = given == null ? "strict" : PythonText.str(given);
        options.remove("allow_unsafe");
        String name = PythonText.str(args.get(0));
        try {
            List<Object> found =
                    ask(name, new ArrayList<>(args.subList(1, args.size())), options, site);
            return list ? found : one(found);
        } catch (IllegalArgumentException e) {
            String told = "`" + function + "('" + name + "')`: " + e.getMessage();
            if (!errors.equals("ignore") && !errors.equals("warn")) {
                throw new IllegalArgumentException(told, e);
            }
            if (errors.equals("warn")) {
                site.warn(told);
            }
            return list ? List.of() : null;
        }
    }

    /** Texts become one text, secret when one of them is; a single value stays what it is. */
    private static Object one(List<Object> found) {
        if (found.size() == 1) {
            return found.get(0);
        }
        if (found.isEmpty() || !found.stream().allMatch(Lookups::isText)) {
            return found;
        }
        String text = String.join(",", found.stream().map(PythonText::str).toList());
        return found.stream().anyMatch(Secret.class::isInstance) ? new Secret(text) : text;
    }

    private static boolean isText(Object value) {
        return value instanceof String || value instanceof Secret;
    }
}
