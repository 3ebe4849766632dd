package io.miprov.library.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.host.Reply;
import io.miprov.host.Sh;
import io.miprov.lang.PythonRegex;
import io.miprov.module.Answer;
import io.miprov.module.Ask;
import io.miprov.module.Change;
import io.miprov.module.Outcome;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code find} came by on a host, and what of it is wanted. */
final class Found {
    private static final long MOST = 32L << 20;
    private static final Pattern UNREAD = Pattern.compile("find: ['‘\"]?(.+?)['’\"]?: ([^:]+)");

    private final FindModule.Params params;
    private final List<Map<String, Object>> files = new ArrayList<>();

    /** The folder of the task that each of them was found in. */
    private final List<String> folders = new ArrayList<>();

    private final Map<String, Object> skipped = new LinkedHashMap<>();
    private long examined;

    Found(FindModule.Params params, FoundFilter filter, String answer) {
        this.params = params;
        String[] parts = answer.split("\035", -1);
        long now = Long.parseLong(parts[0].strip());
        for (int i = 1; i < parts.length; i++) {
            String path = params.paths().get(i - 1);
            if (parts[i].startsWith("no|")) {
                skipped.put(path, "'" + path + "' is not a directory");
            } else {
                read(path, parts[i], filter, now);
            }
        }
    }

    private void read(String folder, String part, FoundFilter filter, long now) {
        String[] entries = part.split("\036", -1);
        String[] told = entries[0].split("\\|", 3);
        examined += Long.parseLong(told[1].strip());
        told[2].lines()
                .map(UNREAD::matcher)
                .filter(Matcher::matches)
                .forEach(unread -> skipped.put(unread.group(1), unread.group(2)));
        for (int i = 1; i < entries.length; i++) {
            String[] field = entries[i].substring(0, entries[i].length() - 1).split("\\|", 13);
            Map<String, Object> stat = StatFields.of(normal(field[12]), field);
            if (filter.wants(stat, now)) {
                files.add(stat);
                folders.add(folder);
            }
        }
    }

    private static String normal(String path) {
        String one = path.replaceAll("/{2,}", "/");
        return one.startsWith("./") ? one.substring(2) : one;
    }

    Change change() {
        boolean searched =
                params.contains().isPresent() && params.fileType() == FindModule.Kind.FILE;
        if (files.isEmpty() || !searched && !params.getChecksum()) {
            return new Answer(outcome());
        }
        Optional<String> extended =
                searched && !params.readWholeFile() && params.encoding().isEmpty()
                        ? ExtendedRegex.of(params.contains().get())
                        : Optional.empty();
        if (!searched || extended.isPresent()) {
            return new Ask(
                    Scripts.resource("find.sh")
                            .then(
                                    Sh.of(
                                            "look_into {} {} {}",
                                            params.sum(),
                                            extended.map(regex -> "^(" + regex + ")").orElse(""),
                                            paths())),
                    this::picked);
        }
        long size = files.stream().mapToLong(file -> (Long) file.get("size")).sum();
        if (size > MOST) {
            throw new IllegalArgumentException(
                    "`contains` has a regular expression that grep can not read, so the "
                            + files.size()
                            + " files would have to be brought here, and they have "
                            + size
                            + " bytes; write it without look-around, lazy repetition,"
                            + " encoding and read_whole_file, or narrow the search by patterns, age or size");
        }
        return new Ask(Sh.of("show_files {}", paths()), this::searched);
    }

    private List<Object> paths() {
        return files.stream()
                .map(file -> file.get("path").toString())
                .map(path -> (Object) (path.startsWith("-") ? "./" + path : path))
                .toList();
    }

    /** Reads what {@code look_into} says. */
    private Outcome picked(Reply reply) {
        if (!reply.ok()) {
            return Outcome.failed(reply.err().strip());
        }
        List<Map<String, Object>> kept = new ArrayList<>();
        for (String line : reply.out().lines().toList()) {
            String[] said = line.split(" ", 2);
            Map<String, Object> file = files.get(Integer.parseInt(said[0]));
            if (!said[1].isEmpty()) {
                file.put("checksum", said[1]);
            }
            kept.add(file);
        }
        files.retainAll(kept);
        return outcome();
    }

    private Outcome searched(Reply reply) {
        if (!reply.ok()) {
            return Outcome.failed(reply.err().strip());
        }
        Pattern pattern = PythonRegex.compile(params.contains().orElseThrow(), false);
        List<String> lines = reply.out().lines().toList();
        List<Map<String, Object>> kept = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            String[] said = lines.get(i).split(" ", 2);
            byte[] bytes = said.length < 2 ? new byte[0] : Base64.getMimeDecoder().decode(said[1]);
            if (!skipped.containsKey(folders.get(i)) && holds(pattern, text(bytes, i))) {
                kept.add(files.get(i));
                if (params.getChecksum()) {
                    files.get(i)
                            .put("checksum", Digests.hex(params.checksumAlgorithm().java(), bytes));
                }
            }
        }
        files.retainAll(kept);
        return outcome();
    }

    private boolean holds(Pattern pattern, Optional<String> text) {
        return text.isPresent()
                && (params.readWholeFile()
                        ? pattern.matcher(text.get()).find()
                        : Lines.of(text.get()).stream()
                                .anyMatch(line -> pattern.matcher(line).lookingAt()));
    }

    /** The text of a file; empty when it is none, and then no more is looked at in its folder. */
    private Optional<String> text(byte[] bytes, int file) {
        if (params.encoding().isEmpty()) {
            return Optional.of(new String(bytes, UTF_8));
        }
        String encoding = params.encoding().get();
        try {
            return Optional.of(
                    Charset.forName(encoding)
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (IllegalArgumentException e) {
            skipped.put(folders.get(file), "unknown encoding: " + encoding);
        } catch (CharacterCodingException e) {
            skipped.put(
                    folders.get(file),
                    "Failed to read the file "
                            + files.get(file).get("path")
                            + " due to an encoding error. current encoding: "
                            + encoding);
        }
        return Optional.empty();
    }

    private Outcome outcome() {
        List<Map<String, Object>> found =
                files.subList(0, Math.min(files.size(), params.limit().orElse(files.size())));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("files", found);
        values.put("matched", (long) found.size());
        values.put("examined", examined);
        values.put("skipped_paths", skipped);
        values.put(
                "msg",
                skipped.isEmpty()
                        ? "All paths examined"
                        : "Not all paths examined, check warnings for details");
        return Outcome.ok(values);
    }
}
