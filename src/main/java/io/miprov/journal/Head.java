package io.miprov.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The first line of a journal: which run it is of.
 *
 * @param id sorts by the time of the run's beginning
 * @param command the words that it was called with, without secrets
 * @param folder the working folder
 * @param playbooks their absolute paths, with the SHA-256 of what they held
 * @param inventories absolute paths, or lists of hosts
 * @param options what was chosen besides, such as {@code limit} and {@code tags}
 * @param controller the process that it lives in
 * @param version of miprov
 * @param owed what runs before it did not come to
 */
public record Head(
        String id,
        Instant at,
        List<String> command,
        String folder,
        Map<String, String> playbooks,
        List<String> inventories,
        Map<String, Object> options,
        Controller controller,
        String version,
        List<Owed> owed) {
    static final String EVENT = "run_opened";

    /** Whether it is about the same: what one leaves undone, the other does. */
    public boolean sameAs(Head other) {
        return List.copyOf(playbooks.keySet()).equals(List.copyOf(other.playbooks.keySet()))
                && inventories.equals(other.inventories);
    }

    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("at", at.toString());
        values.put("event", EVENT);
        values.put("id", id);
        values.put("command", command);
        values.put("folder", folder);
        values.put("playbooks", playbooks);
        values.put("inventories", inventories);
        values.put("options", options);
        values.put("controller", controller.values());
        values.put("version", version);
        values.put("owed", owed.stream().map(Owed::values).toList());
        return values;
    }

    /** Throws a RuntimeException when these values are no head. */
    static Head read(Map<?, ?> values) {
        Map<String, String> playbooks = new LinkedHashMap<>();
        ((Map<?, ?>) values.get("playbooks"))
                .forEach((path, sum) -> playbooks.put(String.valueOf(path), String.valueOf(sum)));
        Map<String, Object> options = new LinkedHashMap<>();
        ((Map<?, ?>) values.get("options"))
                .forEach((name, value) -> options.put(String.valueOf(name), value));
        return new Head(
                String.valueOf(values.get("id")),
                Instant.parse(String.valueOf(values.get("at"))),
                texts(values.get("command")),
                String.valueOf(values.get("folder")),
                playbooks,
                texts(values.get("inventories")),
                options,
                Controller.read((Map<?, ?>) values.get("controller")),
                String.valueOf(values.get("version")),
                owed(values.get("owed")));
    }

    static List<String> texts(Object list) {
        return list instanceof List<?> all ? all.stream().map(String::valueOf).toList() : List.of();
    }

    static List<Owed> owed(Object list) {
        List<Owed> owed = new ArrayList<>();
        if (list instanceof List<?> all) {
            all.forEach(each -> owed.add(Owed.read((Map<?, ?>) each)));
        }
        return owed;
    }
}
