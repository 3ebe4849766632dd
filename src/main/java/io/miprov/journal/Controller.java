package io.miprov.journal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The process that a run lives in.
 *
 * @param started when, as the machine counts it: ticks since its boot on Linux (proc_pid_stat(5),
 *     starttime), which no change of the clock touches; elsewhere seconds since 1970
 * @param boot which boot of the machine; empty where it does not tell
 * @param who {@code user@machine}
 */
public record Controller(long pid, long started, String boot, String who) {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final int START_AFTER_NAME = 19;

    /** What is known of a process. */
    public enum Living {
        YES,
        NO,
        /** It ran on another machine. */
        UNKNOWN
    }

    /** This process. */
    public static Controller here() {
        long pid = ProcessHandle.current().pid();
        return new Controller(
                pid,
                startOf(pid).orElse(0L),
                bootOfThis(),
                System.getProperty("user.name") + "@" + machine());
    }

    /** Whether it still runs. */
    public Living living() {
        boolean sameBoot = !boot.isEmpty() && boot.equals(bootOfThis());
        if (!sameBoot && !who.endsWith("@" + machine())) {
            return Living.UNKNOWN;
        }
        if (!sameBoot && !boot.isEmpty()) {
            return Living.NO;
        }
        return startOf(pid).filter(start -> start == started).isPresent() ? Living.YES : Living.NO;
    }

    private static Optional<Long> startOf(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return fields[0].equals("Z")
                    ? Optional.empty()
                    : Optional.of(Long.valueOf(fields[START_AFTER_NAME]));
        } catch (IOException | RuntimeException e) {
            return Files.exists(BOOT)
                    ? Optional.empty()
                    : ProcessHandle.of(pid)
                            .flatMap(process -> process.info().startInstant())
                            .map(Instant::getEpochSecond);
        }
    }

    private static String bootOfThis() {
        try {
            return Files.readString(BOOT).strip();
        } catch (IOException e) {
            return "";
        }
    }

    private static String machine() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            try {
                return InetAddress.getLocalHost().getHostName();
            } catch (UnknownHostException unnamed) {
                return "localhost";
            }
        }
    }

    static Controller read(Map<?, ?> values) {
        return new Controller(
                number(values.get("pid")),
                number(values.get("started")),
                String.valueOf(values.get("boot")),
                String.valueOf(values.get("who")));
    }

    private static long number(Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }

    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("pid", pid);
        values.put("started", started);
        values.put("boot", boot);
        values.put("who", who);
        return values;
    }
}
