package io.miprov.schedule;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of each start of a job: a file of lines in the folder where it runs, {@code
 * .miprov/schedules/NAME.jsonl}. A line says that one began, and another how it ended; a start
 * whose end is missing was killed.
 */
public final class Firings {
    private static final Duration HAND_IS_FRESH = Duration.ofMinutes(2);
    private static final int KEPT = 200;

    private final Path folder;
    private final Path file;
    private final Path hand;

    private Firings(Path folder, String name) {
        this.folder = folder;
        this.file = folder.resolve(name + ".jsonl");
        this.hand = folder.resolve(name + ".now");
    }

    /**
     * A start.
     *
     * @param due the time that it was meant for; empty when somebody started it by hand
     * @param end how it ended; empty when it did not, or not yet
     */
    public record Firing(Instant began, Optional<Instant> due, Optional<End> end) {}

    /**
     * How a start ended.
     *
     * @param status of the command
     * @param missed whether it was not run, since its window was over
     */
    public record End(Instant at, int status, boolean missed) {}

    /** Those of a job that runs in this folder. */
    public static Firings in(Path folder, String name) {
        return new Firings(folder.resolve(".miprov/schedules"), name);
    }

    Path folder() {
        return folder;
    }

    /** Writes that a start began. */
    public void began(Instant at, Optional<Instant> due) throws IOException {
        Files.createDirectories(folder);
        prune();
        append(Map.of("began", at.toString(), "due", due.map(Instant::toString).orElse("")));
    }

    /** Writes how the last start ended. */
    public void ended(Instant began, End end) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("ended", began.toString());
        line.put("at", end.at().toString());
        line.put("status", end.status());
        line.put("missed", end.missed());
        append(line);
    }

    private void append(Map<String, Object> members) throws IOException {
        JsonObject line = new JsonObject();
        members.forEach((name, value) -> line.add(name, json(value)));
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static JsonElement json(Object value) {
        return JsonParser.parseString(
                value instanceof String text ? "\"" + text + "\"" : String.valueOf(value));
    }

    /** The last starts, in their order; a line that was cut off is passed over. */
    public List<Firing> all() {
        Map<Instant, Firing> found = new LinkedHashMap<>();
        lines().forEach(line -> read(line, found));
        return new ArrayList<>(found.values());
    }

    private static void read(String line, Map<Instant, Firing> found) {
        try {
            read(JsonParser.parseString(line).getAsJsonObject(), found);
        } catch (JsonParseException | IllegalStateException | DateTimeException e) {
            // the machine went down while it was written
        }
    }

    private static void read(JsonObject line, Map<Instant, Firing> found) {
        if (line.has("began")) {
            Instant began = Instant.parse(line.get("began").getAsString());
            String due = line.get("due").getAsString();
            found.put(
                    began,
                    new Firing(
                            began,
                            due.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(due)),
                            Optional.empty()));
            return;
        }
        Instant began = Instant.parse(line.get("ended").getAsString());
        End end =
                new End(
                        Instant.parse(line.get("at").getAsString()),
                        line.get("status").getAsInt(),
                        line.get("missed").getAsBoolean());
        found.computeIfPresent(
                began, (at, before) -> new Firing(at, before.due(), Optional.of(end)));
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void prune() throws IOException {
        List<String> lines = lines();
        if (lines.size() > 2 * KEPT) {
            Path kept = Files.createTempFile(folder, "kept", ".jsonl");
            Files.write(kept, lines.subList(lines.size() - KEPT, lines.size()));
            Files.move(kept, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** Remembers that the next start is by hand, and so is not held to the times of the job. */
    void byHand() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(hand, "");
        Files.setLastModifiedTime(hand, FileTime.from(Instant.now()));
    }

    /** Whether this start is by hand. */
    public boolean isByHand(Instant now) {
        try {
            Instant told = Files.getLastModifiedTime(hand).toInstant();
            boolean fresh = Duration.between(told, now).abs().compareTo(HAND_IS_FRESH) < 0;
            Files.deleteIfExists(hand);
            return fresh;
        } catch (IOException e) {
            return false;
        }
    }

    void remove() throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(hand);
    }
}
