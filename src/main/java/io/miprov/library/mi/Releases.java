package io.miprov.library.mi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.miprov.host.Sh;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The releases that a host has, as the word {@code releases} of {@code prelude.sh} tells them.
 *
 * @param current where the link {@code current} points to, relative to the base; empty: nowhere
 * @param previous where {@code previous} points to
 * @param java the version of the JDK that was asked about; empty: there is none
 * @param ready the digest of the archive of each release, by its name, the newest first
 * @param foreign folders among the releases that nobody here has unpacked
 * @param kept those that a rollback point goes back to
 * @param carriesKb how much of the current one goes into the next
 * @param registry the registry.xml of the current one; empty: it has none
 */
record Releases(
        String current,
        String previous,
        String java,
        Map<String, String> ready,
        List<String> foreign,
        List<String> kept,
        long carriesKb,
        String registry) {

    /** The words for all that is done with releases. */
    static Sh words() {
        return Sh.resource(Releases.class, "java.sh")
                .then(Sh.resource(Releases.class, "release.sh"));
    }

    static Sh question(String base, Optional<String> javaHome, List<String> parts) {
        return words().then(Sh.of("releases {} {} {}", base, javaHome.orElse(""), parts));
    }

    static Releases read(String answer) {
        Map<String, String> single = new LinkedHashMap<>();
        Map<String, String> ready = new LinkedHashMap<>();
        List<String> foreign = new ArrayList<>();
        List<String> kept = new ArrayList<>();
        for (String line : answer.split("\n")) {
            String[] words = line.split(" ", 3);
            switch (words[0]) {
                case "release" -> ready.put(words[2], words[1]);
                case "foreign" -> foreign.add(words[1]);
                case "kept" -> kept.add(words.length > 1 ? name(words[1]) : "");
                default -> single.put(words[0], words.length > 1 ? words[1] : "");
            }
        }
        return new Releases(
                single.getOrDefault("current", ""),
                single.getOrDefault("previous", ""),
                single.getOrDefault("java", ""),
                ready,
                foreign,
                kept,
                Long.parseLong(single.getOrDefault("carries", "0")),
                new String(
                        Base64.getDecoder().decode(single.getOrDefault("registry", "")),
                        ISO_8859_1));
    }

    /** The name for a release of this archive: the one that it has, else one that is free. */
    String nameFor(String topFolder, String digest) {
        for (Map.Entry<String, String> each : ready.entrySet()) {
            if (each.getValue().equals(digest)) {
                return each.getKey();
            }
        }
        boolean taken = ready.containsKey(topFolder) || foreign.contains(topFolder);
        return taken ? topFolder + "+" + digest.substring(0, 8) : topFolder;
    }

    /** The name of the release that a link like {@code current} points to; empty: to none. */
    static String name(String link) {
        if (!link.startsWith("releases/")) {
            return "";
        }
        String after = link.substring("releases/".length());
        int slash = after.indexOf('/');
        return slash < 0 ? after : after.substring(0, slash);
    }

    /** The major version of the JDK: 8 for 1.8.0_402, 17 for 17.0.15. */
    int jdk() {
        String[] parts = java.split("[._+-]");
        try {
            int first = Integer.parseInt(parts[0]);
            return first == 1 && parts.length > 1 ? Integer.parseInt(parts[1]) : first;
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Whether a release is among those that are there, whoever unpacked it. */
    boolean has(String name) {
        return ready.containsKey(name) || foreign.contains(name);
    }

    /**
     * Those to delete when {@code now} is current and the last one was {@code before}: all but the
     * newest, and never what somebody else unpacked or a rollback point goes back to.
     */
    List<String> outdated(String now, String before, int keep) {
        int left = keep - (before.isEmpty() || before.equals(now) ? 1 : 2);
        List<String> outdated = new ArrayList<>();
        for (String name : ready.keySet()) {
            boolean used = name.equals(now) || name.equals(before) || kept.contains(name);
            if (!used && left-- <= 0) {
                outdated.add(name);
            }
        }
        return outdated;
    }
}
