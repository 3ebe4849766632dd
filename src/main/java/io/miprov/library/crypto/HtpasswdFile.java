package io.miprov.library.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.library.crypto.HtpasswdModule.Params;
import io.miprov.library.crypto.HtpasswdModule.State;
import io.miprov.module.Edit;
import io.miprov.module.NotYet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file of passwords: a line of a user, a colon and a hash each. */
record HtpasswdFile(Params params, HashScheme scheme) implements Edit.Rewrite {

    @Override
    public byte[] after(Optional<byte[]> before) {
        if (before.isEmpty() && params.state() == State.PRESENT && !params.create()) {
            throw new NotYet("Destination " + params.path() + " does not exist");
        }
        String text = before.map(bytes -> new String(bytes, UTF_8)).orElse("");
        return edited(text).getBytes(UTF_8);
    }

    private String edited(String text) {
        String password = params.password().map(secret -> secret.value()).orElse("");
        String start = params.name() + ":";
        List<String> lines = new ArrayList<>();
        boolean found = false;
        for (String line : text.lines().filter(each -> !each.isBlank()).toList()) {
            if (!line.startsWith(start)) {
                lines.add(line);
            } else if (params.state() == State.PRESENT && !found) {
                found = true;
                boolean fits = HashScheme.fits(line.substring(start.length()), password);
                lines.add(fits ? line : start + scheme.hash(password));
            }
        }
        if (params.state() == State.PRESENT && !found) {
            lines.add(start + scheme.hash(password));
        }
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    @Override
    public Map<String, Object> tells(Optional<byte[]> before) {
        String text = before.map(bytes -> new String(bytes, UTF_8)).orElse("");
        boolean there = text.lines().anyMatch(line -> line.startsWith(params.name() + ":"));
        if (params.state() == State.ABSENT) {
            return Map.of(
                    "msg", there ? "Remove " + params.name() : params.name() + " not present");
        }
        boolean fits =
                text.lines()
                        .filter(line -> line.startsWith(params.name() + ":"))
                        .anyMatch(
                                line ->
                                        HashScheme.fits(
                                                line.substring(params.name().length() + 1),
                                                params.password().orElseThrow().value()));
        return Map.of(
                "msg",
                before.isEmpty()
                        ? "Created " + params.path() + " and added " + params.name()
                        : fits
                                ? params.name() + " already present"
                                : "Add/update " + params.name());
    }

    @Override
    public boolean creates() {
        return params.state() == State.PRESENT;
    }
}
