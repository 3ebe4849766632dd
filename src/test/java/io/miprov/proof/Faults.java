package io.miprov.proof;

import io.miprov.lang.Json;
import io.miprov.load.Load;
import io.miprov.load.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Breaks something at each step of a roll from one version to the other, with clients at work, and
 * then applies again: {@code bench/faults}. What came of each pair is kept, so that a run goes on
 * where an earlier one ended; docs/fault-matrix.md is made of all that is there.
 */
public final class Faults {
    private static final Path PAGE = Path.of("docs/fault-matrix.md");
    private static final String PLAYBOOK = "rolling-upgrade.yml";
    private static final int RATE = Integer.getInteger("rate", 30);

    /** Short times: what is shown does not depend on them. */
    private static final String[] TIMES = {
        "-e", "mi_healthy_time=3s",
        "-e", "mi_healthy_by=25s",
        "-e", "mi_start_timeout=20",
        "-e", "mi_drain_timeout=30s"
    };

    private static final int LONGEST_SECONDS = 240;

    private final Cluster cluster;
    private final Path results;

    private Faults(Cluster cluster) throws IOException {
        this.cluster = cluster;
        this.results = Files.createDirectories(cluster.folder().resolve("faults"));
    }

    /** Words that the names of pairs hold, and {@code again} to do anew what has been done. */
    public static void main(String[] words) throws Exception {
        List<String> wanted = new ArrayList<>(Arrays.asList(words));
        boolean again = wanted.remove("again");
        Faults faults = new Faults(new Cluster(System.getProperty("cluster", "pair")));
        List<Fault.At> pairs = new ArrayList<>();
        for (Fault fault : FaultList.all()) {
            fault.steps().forEach(step -> pairs.add(new Fault.At(fault, step)));
        }
        List<Fault.At> chosen =
                pairs.stream()
                        .filter(pair -> wanted.stream().allMatch(pair.name()::contains))
                        .filter(pair -> again || !Files.exists(faults.file(pair)))
                        .toList();
        System.out.printf("%d of %d pairs%n", chosen.size(), pairs.size());
        if (!chosen.isEmpty()) {
            faults.cluster.machines();
        }
        for (Fault.At pair : chosen) {
            faults.keep(pair, faults.play(pair));
            Files.writeString(PAGE, new FaultsPage(faults.all(pairs), pairs.size()).text());
        }
        Files.writeString(PAGE, new FaultsPage(faults.all(pairs), pairs.size()).text());
        boolean good =
                faults.all(pairs).stream().allMatch(came -> "good".equals(came.get("verdict")));
        System.exit(good ? 0 : 1);
    }

    private Map<String, Object> play(Fault.At pair) throws InterruptedException {
        Map<String, Object> came = new LinkedHashMap<>();
        came.put("fault", pair.fault().name());
        came.put("step", pair.step().word());
        System.out.printf("%s ...%n", pair.name());
        try {
            String from = ready();
            play(pair, from, from.equals("4.4.0") ? "4.5.0" : "4.4.0", came);
        } catch (IOException e) {
            came.put("verdict", "could not be played: " + e.getMessage());
        }
        System.out.printf("    %s%n", came.get("verdict"));
        return came;
    }

    /** A cluster that is whole and the same everywhere; tells its version. */
    private String ready() throws IOException, InterruptedException {
        Set<String> running = new TreeSet<>(cluster.running().values());
        String only = running.iterator().next();
        boolean even = running.size() == 1 && only.matches("4\\.[45]\\.0");
        if (!even || !Set.of("in").containsAll(cluster.members().values())) {
            cluster.whole("wso2mi-4.4.0.zip");
            return "4.4.0";
        }
        return only;
    }

    private void play(Fault.At pair, String from, String to, Map<String, Object> came)
            throws IOException, InterruptedException {
        Fault fault = pair.fault();
        boolean disk = fault.name().startsWith("disk");
        if (disk) {
            Disk.own(cluster, to);
        }
        String folder = fault.bad().isEmpty() ? "" : fault.bad() + "/";
        String pack = folder + "wso2mi-" + to + ".zip";
        List<Miprov> others = new ArrayList<>();
        Scene.Again again =
                what -> {
                    Miprov other = cluster.start(what, PLAYBOOK, pack, TIMES);
                    others.add(other);
                    return other;
                };
        Load load = cluster.load(RATE, 0, 3).until(RATE);
        if (pair.step() == Step.BEFORE) {
            fault.happen().on(new Scene(cluster, null, again));
        }
        Miprov run = cluster.start("fault", PLAYBOOK, pack, TIMES);
        Scene scene = new Scene(cluster, run, again);
        boolean reached = pair.step() == Step.BEFORE || run.until(pair.step().line());
        if (reached && pair.step() != Step.BEFORE) {
            fault.happen().on(scene);
        }
        int status = run.end(LONGEST_SECONDS);
        came.put("status", status);
        came.put("took", Math.round(run.seconds()));
        came.put("told", told(run, others));
        if (!fault.name().equals("node frozen")) {
            came.put("running", cluster.running().toString());
        }
        came.put("members", cluster.members().toString());
        fault.heal().on(scene);
        String wanted = fault.bad().isEmpty() ? to : from;
        Miprov next = cluster.start("next", PLAYBOOK, "wso2mi-" + wanted + ".zip", TIMES);
        came.put("next", next.end(LONGEST_SECONDS));
        came.put("next_told", next.trouble());
        came.put("then", cluster.running().toString());
        came.put("then_members", cluster.members().toString());
        Result result = load.stop();
        came.put("requests", result.requests());
        came.put("lost", result.failed());
        came.put("failures", result.failures());
        if (disk) {
            Disk.disown(cluster);
        }
        came.put(
                "verdict", reached ? Verdict.of(pair, wanted, run, came) : "the step did not come");
    }

    private static String told(Miprov run, List<Miprov> others) throws InterruptedException {
        StringBuilder told = new StringBuilder(run.trouble());
        for (Miprov other : others) {
            int status = other.end(LONGEST_SECONDS);
            told.append(" The other: status ").append(status).append(". ").append(other.trouble());
        }
        return told.toString().strip();
    }

    private void keep(Fault.At pair, Map<String, Object> came) throws IOException {
        Files.writeString(file(pair), Json.pretty(came) + "\n");
        for (String log : List.of("fault.log", "next.log", "second.log")) {
            Path said = cluster.folder().resolve(log);
            if (Files.exists(said)) {
                String name = file(pair).getFileName().toString().replace(".json", "." + log);
                Files.move(said, results.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path file(Fault.At pair) {
        return results.resolve(
                pair.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".json");
    }

    private List<Map<?, ?>> all(List<Fault.At> pairs) throws IOException {
        List<Map<?, ?>> all = new ArrayList<>();
        for (Fault.At pair : pairs) {
            if (Files.exists(file(pair))) {
                Map<Object, Object> came =
                        new LinkedHashMap<>((Map<?, ?>) Json.read(Files.readString(file(pair))));
                Path log = Path.of(file(pair).toString().replace(".json", ".fault.log"));
                if (came.get("told") instanceof String told
                        && !told.contains("The other:")
                        && Files.exists(log)) {
                    came.put("told", Miprov.trouble(Files.readString(log)));
                }
                all.add(came);
            }
        }
        return all;
    }
}
