package io.miprov.library.mi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.miprov.library.archive.Archive;
import io.miprov.library.archive.Limits;
import io.miprov.library.archive.ZipSummary;
import io.miprov.module.LocalFile;
import io.miprov.module.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A zip of the Micro Integrator, whose table of entries was read and found harmless. Many hosts ask
 * for the same one, so the last few are remembered.
 *
 * @param digest what tells it from others: that of its table
 * @param top the one folder that all of it is in, such as {@code wso2mi-4.4.0}
 * @param product what is known of it; empty when it is a version that nobody here has seen
 */
record Pack(Archive archive, String digest, String top, Optional<Product> product) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*");
    private static final String SCRIPT = "bin/micro-integrator.sh";
    private static final int MOST_KEPT = 4;
    private static final int LARGEST_TEXT = 1 << 20;

    private static final Map<Snapshot, Pack> KEPT =
            new LinkedHashMap<>(MOST_KEPT, 1, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Snapshot, Pack> eldest) {
                    return size() > MOST_KEPT;
                }
            };

    /**
     * Reads the table of a zip.
     *
     * @throws IllegalArgumentException when it is none of a Micro Integrator, or could do harm
     */
    static Pack of(LocalFile zip) {
        try {
            Optional<Snapshot> state = Snapshot.settled(zip.path());
            if (state.isEmpty()) {
                return read(zip);
            }
            synchronized (KEPT) {
                Pack known = KEPT.get(state.get());
                if (known == null) {
                    known = read(zip);
                    KEPT.put(state.get(), known);
                }
                return known;
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    zip.path() + " can not be read: " + e.getMessage(), e);
        }
    }

    private static Pack read(LocalFile zip) {
        ZipSummary summary = ZipSummary.read(zip);
        Archive archive = Archive.read(zip, Limits.DISTRIBUTION);
        String top =
                summary.topFolder()
                        .filter(folder -> NAME.matcher(folder).matches())
                        .orElseThrow(
                                () ->
                                        none(
                                                zip.path(),
                                                "it should have one folder at the top, such as"
                                                        + " wso2mi-4.4.0"));
        Optional<Product> product = Product.of(top);
        String home = product.map(Product::home).orElse("");
        String script =
                top
                        + "/"
                        + (home.isEmpty() ? "" : home + "/")
                        + product.map(Product::script).orElse(SCRIPT);
        if (archive.members().stream().noneMatch(member -> member.path().equals(script))) {
            throw none(zip.path(), "it has no " + script);
        }
        return new Pack(archive, summary.digest(), top, product);
    }

    private static IllegalArgumentException none(Path zip, String why) {
        return new IllegalArgumentException(
                zip + " is no distribution of the Micro Integrator: " + why);
    }

    /** Where below the top folder the Micro Integrator is; may be empty. */
    String home() {
        return product.map(Product::home).orElse("");
    }

    /** A small text of the Micro Integrator, by its path below the home, byte for byte. */
    Optional<String> text(String below) {
        String path = top + "/" + (home().isEmpty() ? "" : home() + "/") + below;
        return archive.members().stream()
                .filter(member -> member.path().equals(path) && member.size() <= LARGEST_TEXT)
                .findFirst()
                .map(
                        member -> {
                            try (InputStream in = member.opener().open()) {
                                return new String(in.readAllBytes(), ISO_8859_1);
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
    }
}
