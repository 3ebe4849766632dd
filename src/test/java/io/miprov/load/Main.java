package io.miprov.load;

import io.miprov.lang.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The command line: {@code bench/load}, which tells the options. */
public final class Main {
    private final Map<String, String> options = new TreeMap<>();

    private Main(String[] words) {
        for (int i = 0; i < words.length; i += 2) {
            if (!words[i].startsWith("--") || i + 1 == words.length) {
                throw new IllegalArgumentException("what is " + words[i] + "?");
            }
            options.put(words[i].substring(2), words[i + 1]);
        }
    }

    /** Status 1 when a request failed, 2 for wrong options. */
    public static void main(String[] words) throws Exception {
        try {
            System.exit(new Main(words).run() ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.println("bench/load: " + e.getMessage());
            System.exit(2);
        }
    }

    private boolean run() throws IOException, InterruptedException {
        Path until = options.containsKey("until") ? Path.of(options.get("until")) : null;
        int requests =
                number("requests", until == null && !options.containsKey("seconds") ? 20_000 : 0);
        long end = System.nanoTime() + 1_000_000_000L * number("seconds", 0);
        Load load = new Load(plan()).start();
        while (load.requests() < requests
                || System.nanoTime() < end
                || until != null && !Files.exists(until)) {
            Thread.sleep(100);
        }
        Result result = load.stop();
        System.out.print(result.table());
        if (options.containsKey("out")) {
            Files.writeString(Path.of(options.get("out")), Json.pretty(result.members()) + "\n");
        }
        return result.failed() == 0;
    }

    private Plan plan() throws IOException {
        List<Door> doors = new ArrayList<>();
        if (options.containsKey("http")) {
            doors.add(Door.plain("localhost", number("http", 0)));
        }
        if (options.containsKey("https")) {
            if (!options.containsKey("ca")) {
                throw new IllegalArgumentException("--https needs --ca, the authority's file");
            }
            doors.add(Door.secured("localhost", number("https", 0), Path.of(options.get("ca"))));
        }
        if (doors.isEmpty()) {
            throw new IllegalArgumentException("--http PORT or --https PORT is needed");
        }
        return new Plan(
                doors,
                number("rate", 300),
                number("slow", 6),
                number("websockets", 6),
                number("websocket-seconds", 15),
                number("held", 0));
    }

    private int number(String name, int orElse) {
        String text = options.getOrDefault(name, Integer.toString(orElse));
        if (!text.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("--" + name + " is '" + text + "', not a number");
        }
        return Integer.parseInt(text);
    }
}
