package io.miprov.engine;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Secret;
import io.miprov.diag.Source;
import io.miprov.lang.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps facts from run to run in files as those of Ansible's {@code jsonfile}: one a host, a JSON
 * object with the names that the variables have. Values with secrets in them are not kept.
 */
final class FactCache {
    /** What says in a file that all facts were gathered, and not some of them set. */
    private static final String GATHERED = "_ansible_facts_gathered";

    private static final String PREFIX = "ansible_";

    private final Caching caching;
    private final Clock clock;
    private final Teller teller;

    FactCache(Caching caching, Clock clock, Teller teller) {
        this.caching = caching;
        this.clock = clock;
        this.teller = teller;
    }

    private Optional<Path> file(String host) {
        return caching.folder()
                .filter(folder -> !host.contains("/"))
                .map(folder -> folder.resolve(caching.prefix() + host));
    }

    /** Puts into a host what is kept of it, if it is not too old. */
    void recall(HostState host) {
        Optional<Path> file = file(host.name).filter(Files::isRegularFile);
        if (file.isEmpty()) {
            return;
        }
        if (caching.flush()) {
            forget(host);
            return;
        }
        try {
            if (fresh(file.get())
                    && Json.read(Files.readString(file.get())) instanceof Map<?, ?> kept) {
                kept.forEach((name, value) -> put(host, String.valueOf(name), value));
            }
        } catch (IOException | IllegalArgumentException e) {
            warn(file.get(), "can not be read, and is passed over: " + e.getMessage());
        }
    }

    private boolean fresh(Path file) throws IOException {
        return caching.timeout().isZero()
                || Files.getLastModifiedTime(file)
                        .toInstant()
                        .plus(caching.timeout())
                        .isAfter(clock.instant());
    }

    private static void put(HostState host, String name, Object value) {
        if (name.equals(GATHERED)) {
            host.gathered = Boolean.TRUE.equals(value);
        } else if (name.startsWith(PREFIX)) {
            host.facts.put(name.substring(PREFIX.length()), value);
        } else {
            host.facts.put(name, value);
            host.plainFacts.add(name);
        }
    }

    /** Writes down the facts of a host. */
    void keep(HostState host) {
        Optional<Path> file = file(host.name);
        if (file.isEmpty()) {
            return;
        }
        Map<String, Object> kept = new TreeMap<>();
        synchronized (host.facts) {
            host.facts.forEach(
                    (name, value) -> {
                        if (!secret(value)) {
                            kept.put(host.plainFacts.contains(name) ? name : PREFIX + name, value);
                        }
                    });
        }
        kept.put(GATHERED, host.gathered);
        try {
            Files.createDirectories(file.get().getParent());
            Path fresh =
                    Files.createTempFile(
                            file.get().getParent(),
                            ".miprov",
                            "",
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, Json.write(new LinkedHashMap<>(kept)));
            Files.move(fresh, file.get(), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            warn(file.get(), "can not be written: " + e.getMessage());
        }
    }

    private static boolean secret(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(FactCache::secret);
        }
        return value instanceof Secret
                || value instanceof Collection<?> list && list.stream().anyMatch(FactCache::secret);
    }

    /** Forgets what is kept of a host, and what it knows now. */
    void forget(HostState host) {
        host.facts.clear();
        host.plainFacts.clear();
        host.gathered = false;
        file(host.name)
                .ifPresent(
                        file -> {
                            try {
                                Files.deleteIfExists(file);
                            } catch (IOException e) {
                                warn(file, "can not be removed: " + e.getMessage());
                            }
                        });
    }

    private void warn(Path file, String why) {
        teller.warning(
                Diagnostic.warning(
                        "the facts in `" + file + "` " + why,
                        new Source(file.toString(), "").start()));
    }
}
