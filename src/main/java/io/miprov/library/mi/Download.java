package io.miprov.library.mi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.diag.Secret;
import io.miprov.module.LocalFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A file that is brought from an address to a folder of the controller, once: it is known by its
 * digest, and what has that digest is never asked for again. What was cut off goes on where it
 * stopped, in this run or in the next.
 *
 * @param url http, https or file
 * @param sha256 what it must come to, in hex
 * @param folder where it is kept, under its digest
 * @param login for the address' own host, and no other that it sends us to
 */
record Download(URI url, String sha256, Path folder, Optional<Login> login) {
    private static final int CONNECT_MS = 30_000;
    private static final int SILENCE_MS = 60_000;
    private static final int TRIES = 5;
    private static final int MOST_REDIRECTS = 10;
    private static final Object ONE_AT_A_TIME = new Object();

    /** A user and a password. */
    record Login(String user, Secret password) {
        String header() {
            byte[] both = (user + ":" + password.value()).getBytes(UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(both);
        }
    }

    /**
     * The file, brought if need be.
     *
     * @throws IllegalArgumentException when it can not be had, or is another one
     */
    Path file() {
        try {
            if (url.getScheme().equals("file")) {
                Path there = Path.of(url);
                if (!Files.isRegularFile(there)) {
                    throw new IllegalArgumentException(url + " is no file here");
                }
                check(new LocalFile(there).sha256(), "the file");
                return there;
            }
            Path whole = folder.resolve(sha256).resolve(name());
            if (Files.exists(whole)) {
                return whole;
            }
            Files.createDirectories(whole.getParent());
            synchronized (ONE_AT_A_TIME) {
                return lockedAgainstOthers(whole);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(url + " can not be had: " + said(e), e);
        }
    }

    private static String said(IOException e) {
        String name = e.getClass().getSimpleName();
        return e.getMessage() == null ? name : name + ", " + e.getMessage();
    }

    private Path lockedAgainstOthers(Path whole) throws IOException {
        Path part = whole.resolveSibling(".part");
        try (FileChannel channel =
                        FileChannel.open(
                                whole.resolveSibling(".lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (lock.isValid() && !Files.exists(whole)) {
                bring(part);
                String is = digest(part);
                if (!is.equals(sha256)) {
                    Files.delete(part);
                }
                check(is, "what came");
                Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
            }
            return whole;
        }
    }

    /** Asks again for the rest as long as something comes. */
    private void bring(Path part) throws IOException {
        int vain = 0;
        while (true) {
            long before = Files.exists(part) ? Files.size(part) : 0;
            try {
                if (rest(part, before)) {
                    return;
                }
                vain = 0;
            } catch (IOException e) {
                boolean some = Files.exists(part) && Files.size(part) > before;
                vain = some ? 0 : vain + 1;
                if (vain == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** Brings what is missing; false when the server is to be asked anew from the start. */
    private boolean rest(Path part, long from) throws IOException {
        HttpURLConnection answer = ask(from);
        try {
            int status = answer.getResponseCode();
            if (status == 416) {
                // all of it is here already, or it is another file by now
                boolean all = from > 0 && digest(part).equals(sha256);
                if (!all) {
                    Files.deleteIfExists(part);
                }
                return all;
            }
            if (status >= 500 || status == 429) {
                throw new IOException("HTTP status " + status);
            }
            if (status != 200 && status != 206) {
                throw new IllegalArgumentException(
                        url + " can not be had: HTTP status " + status + after(status));
            }
            boolean goesOn = status == 206 && starts(answer, from);
            if (status == 206 && !goesOn) {
                throw new IOException("the server sends another part than the one asked for");
            }
            long length = answer.getContentLengthLong();
            try (InputStream in = answer.getInputStream();
                    OutputStream out =
                            Files.newOutputStream(
                                    part,
                                    StandardOpenOption.CREATE,
                                    goesOn
                                            ? StandardOpenOption.APPEND
                                            : StandardOpenOption.TRUNCATE_EXISTING,
                                    StandardOpenOption.WRITE)) {
                long came = in.transferTo(out);
                if (length >= 0 && came < length) {
                    throw new IOException(
                            "it was cut off after " + came + " of " + length + " bytes");
                }
            }
            if (goesOn && !digest(part).equals(sha256)) {
                // the server has another file by now, so the parts do not fit
                Files.delete(part);
                return false;
            }
            return true;
        } finally {
            answer.disconnect();
        }
    }

    private String after(int status) {
        return status == 401 || status == 403
                ? "; give url_username and url_password"
                : status == 404 ? "; there is no such file" : "";
    }

    private static boolean starts(HttpURLConnection answer, long from) {
        String range = answer.getHeaderField("Content-Range");
        return range != null && range.startsWith("bytes " + from + "-");
    }

    /** Follows redirections by hand, so that the password goes to nobody else. */
    private HttpURLConnection ask(long from) throws IOException {
        URI at = url;
        for (int i = 0; i < MOST_REDIRECTS; i++) {
            HttpURLConnection connection = (HttpURLConnection) at.toURL().openConnection();
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(CONNECT_MS);
            connection.setReadTimeout(SILENCE_MS);
            connection.setRequestProperty("User-Agent", "miprov");
            connection.setRequestProperty("Accept-Encoding", "identity");
            if (from > 0) {
                connection.setRequestProperty("Range", "bytes=" + from + "-");
            }
            if (login.isPresent() && sameOrigin(at)) {
                connection.setRequestProperty("Authorization", login.get().header());
            }
            String to = connection.getHeaderField("Location");
            if (connection.getResponseCode() / 100 != 3 || to == null) {
                return connection;
            }
            connection.disconnect();
            at = at.resolve(to);
            if (!at.getScheme().matches("https?")
                    || url.getScheme().equals("https") && !at.getScheme().equals("https")) {
                throw new IllegalArgumentException(url + " leads to " + at + ", which is not safe");
            }
        }
        throw new IllegalArgumentException(
                url + " leads from one address to the next, without end");
    }

    private boolean sameOrigin(URI other) {
        return other.getScheme().equals(url.getScheme())
                && other.getHost().equals(url.getHost())
                && other.getPort() == url.getPort();
    }

    private void check(String is, String what) {
        if (!is.equals(sha256)) {
            throw new IllegalArgumentException(
                    what
                            + " of "
                            + url
                            + " has the SHA-256 "
                            + is
                            + ", and not "
                            + sha256
                            + " as `checksum` says; nothing was unpacked");
        }
    }

    private static String digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digest =
                        new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new UncheckedIOException(new IOException("every Java has SHA-256", e));
        }
    }

    /** The last part of the address' path. */
    private String name() {
        String path = url.getPath() == null ? "" : url.getPath();
        String last = path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._+-]", "_");
        return last.isEmpty() || last.startsWith(".") ? "pack.zip" : last;
    }
}
