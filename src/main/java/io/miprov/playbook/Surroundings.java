package io.miprov.playbook;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What is set outside of playbooks, and counts in all of them.
 *
 * @param roles further folders to look for roles in
 * @param collections folders with {@code ansible_collections} in them
 * @param usual what keywords of a play are when it does not give them, by their names
 */
public record Surroundings(List<Path> roles, List<Path> collections, Map<String, Object> usual) {
    public static final Surroundings NONE = new Surroundings(List.of(), List.of(), Map.of());
}
