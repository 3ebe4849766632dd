package io.miprov.library.mi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.library.mi.toml.TomlMask;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.FileState;
import io.miprov.module.NotYet;
import io.miprov.module.Outcome;
import io.miprov.module.Placement;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A deployment.toml as a host has it.
 *
 * @param mark the byte order mark that it begins with, or nothing
 * @param text what comes after it
 */
record TomlFile(String path, FileState there, String mark, String text) {

    /**
     * Reads what {@code read_file} answers.
     *
     * @throws IllegalArgumentException when there is none, or it is no UTF-8
     */
    static TomlFile read(String path, String answer) {
        String[] parts = answer.split("\n", 2);
        FileState there = FileState.read(parts[0]);
        if (there.absent()) {
            throw new NotYet(path + " does not exist");
        }
        if (!there.file()) {
            throw new IllegalArgumentException(path + " is not a regular file");
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(parts[1]);
            String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            boolean marked = text.startsWith("\ufeff");
            return new TomlFile(
                    path, there, marked ? "\ufeff" : "", marked ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    path + " is not UTF-8, which the Micro Integrator needs; nothing was written",
                    e);
        }
    }

    /** Makes it this text with this mode and owner; nobody else's change is lost. */
    Change as(String after, Placement placement, List<String> warnings, TomlMask mask) {
        Map<String, Object> says = new LinkedHashMap<>(Map.of("path", path));
        if (!warnings.isEmpty()) {
            says.put("warnings", warnings);
        }
        boolean same = after.equals(text);
        if (same && there.placed(placement)) {
            return new Answer(Outcome.ok(says));
        }
        if (same) {
            return new Act(
                    there.place(placement, false),
                    says,
                    new Outcome.TextDiff(
                            path, there.described(Placement.AS_IT_IS), there.described(placement)));
        }
        List<String> shown = mask.shown(text, after);
        return new Act(
                there.replace((mark + after).getBytes(UTF_8), placement, "", false),
                says,
                new Outcome.TextDiff(path, shown.get(0), shown.get(1)));
    }
}
