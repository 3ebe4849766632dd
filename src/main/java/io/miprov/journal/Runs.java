package io.miprov.journal;

import io.miprov.diag.Suggestion;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The folder that runs leave their journals in, each in a folder of its name. Runs that are not
 * settled (that go on, were cut off, or owe something) have a mark besides, so that the next one
 * finds them without reading all.
 */
public final class Runs {
    /** How many are kept. */
    public static final int KEPT = 100;

    /** Of a second, so that two runs within one sort by time, too. */
    private static final int PARTS = 256;

    private static final String MARKS = ".open";
    private static final String ID = "\\d{8}-\\d{6}-[0-9a-f]{4}";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Path folder;
    private final Clock clock;

    public Runs(Path folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** What a run finds of those before it. */
    public record Before(List<PastRun> open, List<Owed> owed, Set<String> gone) {}

    /** A name for a run that begins now: it sorts by time, and no two controllers have the same. */
    public static String name(Instant now, RandomGenerator chance) {
        int part = Math.floorMod(now.toEpochMilli(), 1000) * PARTS / 1000;
        return STAMP.format(now)
                + String.format(Locale.ROOT, "-%02x%02x", part, chance.nextInt(PARTS));
    }

    /**
     * The runs of the same playbooks and inventories that are not settled, what they owe, and the
     * ids of all runs whose controller is known to live no more.
     */
    public Before before(List<String> playbooks, List<String> inventories) {
        List<PastRun> open = new ArrayList<>();
        Set<Owed> owed = new LinkedHashSet<>();
        Set<String> gone = new TreeSet<>(ids());
        for (String id : marked()) {
            Optional<PastRun> run = PastRun.in(folder.resolve(id));
            if (run.isPresent() && run.get().running()) {
                gone.remove(id);
            } else if (run.isPresent()
                    && List.copyOf(run.get().head().playbooks().keySet()).equals(playbooks)
                    && run.get().head().inventories().equals(inventories)) {
                open.add(run.get());
                owed.addAll(run.get().owed());
            }
        }
        return new Before(open, List.copyOf(owed), gone);
    }

    /**
     * Begins a journal. What the runs before it owe is in its head, so their marks go. Throws
     * {@link JournalTrouble}.
     */
    public Journal begin(Head head, List<PastRun> before) {
        try {
            FileAttribute<?>[] ours = {permissions("rwx------")};
            Files.createDirectories(folder.resolve(MARKS), ours);
            Path mark = folder.resolve(MARKS).resolve(head.id());
            Files.createFile(mark);
            Path home = Files.createDirectory(folder.resolve(head.id()), ours);
            FileChannel file =
                    FileChannel.open(
                            Journal.in(home),
                            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                            permissions("rw-------"));
            Journal journal = new Journal(head, file, clock, settled -> settle(mark, settled));
            for (PastRun each : before) {
                Files.deleteIfExists(folder.resolve(MARKS).resolve(each.id()));
            }
            prune();
            return journal;
        } catch (FileAlreadyExistsException e) {
            throw new JournalTrouble(folder + " is no folder that runs can be kept in", e);
        } catch (IOException e) {
            throw new JournalTrouble("the journal of this run can not be written in " + folder, e);
        }
    }

    private static FileAttribute<?> permissions(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }

    private static void settle(Path mark, boolean settled) {
        try {
            if (settled) {
                Files.deleteIfExists(mark);
            }
        } catch (IOException e) {
            // a mark too many costs the next run a look
        }
    }

    /** The newest first. */
    public List<PastRun> all() {
        return ids().stream()
                .sorted(Comparator.reverseOrder())
                .map(id -> PastRun.in(folder.resolve(id)))
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * The run of an id, of the only one that begins or ends so, or the {@code last}. Throws {@link
     * NoSuchRun}.
     */
    public PastRun find(String id) {
        List<String> ids = ids().stream().sorted(Comparator.reverseOrder()).toList();
        List<String> meant =
                id.equals("last")
                        ? ids.stream().limit(1).toList()
                        : ids.stream()
                                .filter(each -> each.startsWith(id) || each.endsWith(id))
                                .toList();
        if (meant.size() != 1) {
            throw new NoSuchRun(id, meant, Suggestion.closest(id, ids), folder);
        }
        return PastRun.in(folder.resolve(meant.get(0)))
                .orElseThrow(() -> new NoSuchRun(id, List.of(), Optional.empty(), folder));
    }

    private List<String> ids() {
        return names(folder).stream().filter(name -> name.matches(ID)).toList();
    }

    private List<String> marked() {
        return names(folder.resolve(MARKS)).stream()
                .filter(name -> name.matches(ID))
                .sorted()
                .toList();
    }

    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        } catch (IOException e) {
            throw new JournalTrouble("the runs in " + folder + " can not be listed", e);
        }
    }

    /** Takes away the oldest beyond those that are kept, unless they are not settled. */
    private void prune() throws IOException {
        List<String> ids = ids().stream().sorted(Comparator.reverseOrder()).toList();
        if (ids.size() <= KEPT) {
            return;
        }
        Set<String> open = Set.copyOf(marked());
        for (String id : ids.subList(KEPT, ids.size())) {
            if (!open.contains(id)) {
                delete(folder.resolve(id));
            }
        }
    }

    private static void delete(Path run) throws IOException {
        try (Stream<Path> all = Files.walk(run)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
