package io.miprov.library;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Words of ours, which are those with an underscore, are spoken only where a file of words has
 * them: a shell would find out on the host, in the middle of a run.
 */
class WordsTest {
    private static final Pattern MADE = Pattern.compile("(?m)^([a-z]+_[a-z0-9_]+)\\(\\)");
    private static final Pattern SAID_IN_JAVA =
            Pattern.compile("Sh\\.of\\(\\s*\"([a-z]+_[a-z0-9_]+)[ \"]");
    private static final Pattern SAID_IN_SH =
            Pattern.compile(
                    "(?:^|;|&&|\\|\\||!|\\bthen|\\bdo|\\belse|\\bif|\\$\\()[ ]*([a-z]+_[a-z0-9_]+)(?=[ );]|$)(?! *\\()");
    private static final Set<String> PROGRAMS = Set.of("pg_dump", "pg_restore", "pg_isready");

    /** What get_url makes while it goes, and what only stands where a word could. */
    private static final Set<String> OTHERS =
            Set.of("fetch_url", "fetch_sums", "board_serial", "chassis_asset_tag", "end_of_script");

    @Test
    void everyWordThatIsSpokenIsMadeSomewhere() {
        Set<String> made = new TreeSet<>(PROGRAMS);
        made.addAll(OTHERS);
        Set<String> said = new TreeSet<>();
        for (Path file : files("src/main/resources", ".sh")) {
            MADE.matcher(text(file)).results().forEach(match -> made.add(match.group(1)));
            text(file)
                    .lines()
                    .filter(line -> !line.strip().startsWith("#"))
                    .flatMap(line -> SAID_IN_SH.matcher(line).results())
                    .forEach(match -> said.add(match.group(1)));
        }
        for (Path file : files("src/main/java", ".java")) {
            SAID_IN_JAVA.matcher(text(file)).results().forEach(match -> said.add(match.group(1)));
        }
        assertTrue(said.size() > 100, "the patterns find what is spoken: " + said);
        assertEquals(
                Set.of(),
                said.stream()
                        .filter(word -> !made.contains(word))
                        .collect(toCollection(TreeSet::new)));
    }

    private static List<Path> files(String folder, String ending) {
        try (Stream<Path> all = Files.walk(Path.of(folder))) {
            return all.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
