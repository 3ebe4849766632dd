package io.miprov.lang;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Suggestion;
import java.util.Set;

/** How filters, tests and lookups are found by the names that people write. */
public final class Plugins {
    /** The lookups that there are: the only ones that a template may name. */
    public static final Set<String> LOOKUPS =
            Set.of(
                    "cartesian",
                    "config",
                    "csvfile",
                    "dict",
                    "env",
                    "file",
                    "fileglob",
                    "first_found",
                    "flattened",
                    "indexed_items",
                    "ini",
                    "inventory_hostnames",
                    "items",
                    "lines",
                    "list",
                    "nested",
                    "password",
                    "pipe",
                    "random_choice",
                    "sequence",
                    "subelements",
                    "template",
                    "together",
                    "unvault",
                    "url",
                    "varnames",
                    "vars");

    private Plugins() {}

    /** The names of all filters. */
    public static Set<String> filters() {
        return Filters.known();
    }

    /** The names of all tests, operators such as {@code ==} among them. */
    public static Set<String> tests() {
        return Checks.known();
    }

    /** The name without the collection it comes from. */
    public static String shortName(String name) {
        for (String collection :
                new String[] {
                    "ansible.builtin.", "ansible.legacy.", "community.general.", "ansible.utils."
                }) {
            if (name.startsWith(collection)) {
                return name.substring(collection.length());
            }
        }
        return name;
    }

    /** The fault of a name that came up while a template was filled in, in Ansible's words. */
    static Fault unknown(String name) {
        String why =
                name.matches("[A-Za-z0-9_.]+")
                        ? name
                        : "invalid plugin name: ansible.builtin." + name;
        return Fault.of(
                "TemplateSyntaxError: Could not load \"" + name + "\": " + Python.repr(why));
    }

    /** There is none of that name. */
    static TemplateError unknown(
            String what, String name, At at, Set<String> known, Set<String> missing) {
        if (missing.contains(shortName(name))) {
            return new TemplateError(
                    at.error("the " + what + " `" + name + "` is not supported yet"), false);
        }
        Diagnostic told = at.error("Could not load \"" + name + "\": there is no such " + what);
        return new TemplateError(
                Suggestion.closest(shortName(name), known)
                        .map(near -> told.help("did you mean `" + near + "`?"))
                        .orElse(told),
                false);
    }
}
