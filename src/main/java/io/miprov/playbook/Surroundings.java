package io.miprov.playbook;

import io.miprov.diag.Problems;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is set outside of playbooks, and counts in all of them.
 *
 * @param roles further folders to look for roles in
 * @param collections folders with {@code ansible_collections} in them
 * @param privateRoles whether the variables of roles are for these roles only; empty: not said
 * @param heard whether a notification that no handler hears is an error
 * @param jinjaNative whether texts are left as they are where a module would take them for truth
 *     values ({@code jinja2_native})
 * @param usual what keywords of a play are when it does not give them, by their names
 * @param twice what a key is that a mapping has twice
 */
public record Surroundings(
        List<Path> roles,
        List<Path> collections,
        Optional<Boolean> privateRoles,
        boolean heard,
        boolean jinjaNative,
        Map<String, Object> usual,
        Problems.Twice twice) {
    public static final Surroundings NONE =
            new Surroundings(
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    true,
                    false,
                    Map.of(),
                    Problems.Twice.ERROR);

    /** The same with other folders of roles. */
    public Surroundings withRoles(List<Path> others) {
        return new Surroundings(
                others, collections, privateRoles, heard, jinjaNative, usual, twice);
    }

    /** The same with {@code jinja2_native} set. */
    public Surroundings withJinjaNative() {
        return new Surroundings(roles, collections, privateRoles, heard, true, usual, twice);
    }

    /** The same with a keyword set. */
    public Surroundings with(String keyword, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(usual);
        more.put(keyword, value);
        return new Surroundings(roles, collections, privateRoles, heard, jinjaNative, more, twice);
    }
}
