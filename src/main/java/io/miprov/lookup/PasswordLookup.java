package io.miprov.lookup;

import io.miprov.lang.PasswordHash;
import io.miprov.lang.PythonRandom;
import io.miprov.lang.PythonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The lookup {@code password}: makes a password and keeps it in a file, where it is found the next
 * time. The file is Ansible's: the password, and behind it <code>salt=</code> and <code>ident=
 * </code> when a hash was asked for.
 */
final class PasswordLookup implements Lookup {
    private static final Set<String> OPTIONS =
            Set.of("length", "encrypt", "chars", "ident", "seed");
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    private static final String NOWHERE = "/dev/null";

    /** One run at a time makes passwords, so that all hosts get the same. */
    private static final Object LOCK = new Object();

    /** What the file keeps; what it does not is empty. */
    private record Kept(String password, String salt, String ident) {
        static Kept parse(String text) {
            int salt = text.lastIndexOf(" salt=");
            if (salt < 0) {
                return new Kept(text, "", "");
            }
            String rest = text.substring(salt + " salt=".length());
            int ident = rest.lastIndexOf(" ident=");
            return new Kept(
                    text.substring(0, salt),
                    ident < 0 ? rest : rest.substring(0, ident),
                    ident < 0 ? "" : rest.substring(ident + " ident=".length()));
        }

        String text() {
            return password
                    + (salt.isEmpty() ? "" : " salt=" + salt)
                    + (ident.isEmpty() ? "" : " ident=" + ident);
        }
    }

    @Override
    public List<Object> answer(Request request) {
        List<Object> found = new ArrayList<>();
        for (String term : request.texts()) {
            KeyValues words = KeyValues.of(term);
            for (String name : words.named().keySet()) {
                if (!OPTIONS.contains(name)) {
                    throw new IllegalArgumentException(
                            "Unrecognized parameter(s) given to password lookup: " + name);
                }
            }
            if (!term.startsWith(words.bare())) {
                throw new IllegalArgumentException(
                        "Unrecognized value after key=value parameters given to password lookup");
            }
            found.add(password(words.bare(), request.with(List.of(), words.named())));
        }
        OPTIONS.forEach(request::has);
        return found;
    }

    private static Object password(String name, Request options) {
        Path path = path(name, options.site().home());
        String encrypt = options.text("encrypt", "");
        String ident = options.text("ident", "");
        Kept kept;
        synchronized (LOCK) {
            Optional<Kept> before = read(path);
            Kept known = before.orElseGet(() -> new Kept(made(options), "", ""));
            if (!ident.isEmpty() && !known.ident().isEmpty() && !ident.equals(known.ident())) {
                throw new IllegalArgumentException(
                        "the ident that is asked for, "
                                + ident
                                + ", is not the one that `"
                                + path
                                + "` has: "
                                + known.ident());
            }
            kept = encrypt.isEmpty() ? known : salted(known, encrypt, ident);
            if (!Optional.of(kept).equals(before) && !path.toString().equals(NOWHERE)) {
                write(path, kept);
            }
        }
        return encrypt.isEmpty()
                ? kept.password()
                : PasswordHash.of(encrypt, kept.password(), kept.salt(), kept.ident());
    }

    private static Path path(String name, Path home) {
        String whole =
                name.startsWith("~/") ? System.getProperty("user.home") + name.substring(1) : name;
        return home.resolve(whole).normalize();
    }

    private static Kept salted(Kept known, String encrypt, String ident) {
        String usual = PasswordHash.usualIdent(encrypt);
        return new Kept(
                known.password(),
                known.salt().isEmpty() ? PasswordHash.randomSalt(encrypt) : known.salt(),
                !known.ident().isEmpty() ? known.ident() : ident.isEmpty() ? usual : ident);
    }

    private static Optional<Kept> read(Path path) {
        if (!Files.exists(path) || path.toString().equals(NOWHERE)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Kept.parse(Files.readString(path).stripTrailing()));
        } catch (IOException e) {
            throw new IllegalArgumentException("`" + path + "` can not be read", e);
        }
    }

    private static void write(Path path, Kept kept) {
        try {
            if (path.getParent() != null && !Files.exists(path.getParent())) {
                Files.createDirectories(
                        path.getParent(),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            }
            Path next = path.resolveSibling(path.getFileName() + ".miprov");
            Files.deleteIfExists(next);
            Files.createFile(
                    next,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    next,
                    kept.text() + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.TRUNCATE_EXISTING);
            Files.move(
                    next,
                    path,
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IllegalArgumentException("`" + path + "` can not be written: " + e, e);
        }
    }

    private static String made(Request options) {
        String letters = characters(options.option("chars", null));
        if (letters.isEmpty()) {
            throw new IllegalArgumentException("there are no characters to make a password of");
        }
        PythonRandom random = PythonRandom.of(options.option("seed", null));
        StringBuilder password = new StringBuilder();
        for (int i = options.whole("length", 20); i > 0; i--) {
            password.append(letters.charAt(random.below(letters.length())));
        }
        return password.toString();
    }

    /** The characters that names like {@code digits} stand for, and all others as they are. */
    private static String characters(Object given) {
        List<String> kinds = new ArrayList<>();
        if (given instanceof List<?> list) {
            list.forEach(each -> kinds.add(PythonText.str(each)));
        } else if (given != null && !PythonText.str(given).isEmpty()) {
            String text = PythonText.str(given);
            if (text.contains(",,")) {
                kinds.add(",");
            }
            kinds.addAll(List.of(text.replace(",,", ",").split(",")));
        } else {
            kinds.addAll(List.of("ascii_letters", "digits", ".,:-_"));
        }
        StringBuilder all = new StringBuilder();
        kinds.forEach(kind -> all.append(NAMED.getOrDefault(kind, kind)));
        return all.toString().replace("\"", "").replace("'", "");
    }

    private static final Map<String, String> NAMED =
            Map.of(
                    "ascii_lowercase",
                    LETTERS,
                    "ascii_uppercase",
                    LETTERS.toUpperCase(java.util.Locale.ROOT),
                    "ascii_letters",
                    LETTERS + LETTERS.toUpperCase(java.util.Locale.ROOT),
                    "digits",
                    "0123456789",
                    "hexdigits",
                    "0123456789abcdefABCDEF",
                    "octdigits",
                    "01234567",
                    "punctuation",
                    PUNCTUATION,
                    "whitespace",
                    " \t\n\r\u000b\f",
                    "printable",
                    "0123456789"
                            + LETTERS
                            + LETTERS.toUpperCase(java.util.Locale.ROOT)
                            + PUNCTUATION
                            + " \t\n\r\u000b\f");
}
