package io.miprov.library.core;

import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Edit;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Placement;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

@Doc(
        """
        Makes sure that a host's key is in a file of known hosts, or is not.

        - known_hosts:
            name: git.example.org
            key: git.example.org ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0m
        """)
public final class KnownHostsModule implements Module<KnownHostsModule.Params> {

    /** What it takes. */
    public record Params(
            @Doc(value = "the host, as the file names it", aliases = "host") String name,
            @Doc("the line of the file: host, kind of key, key") Optional<String> key,
            @Doc(value = "the file", path = true, orElse = "~/.ssh/known_hosts") String path,
            @Doc(value = "whether the name is written as a hash", orElse = "no") boolean hashHost,
            @Doc(
                            value =
                                    "whether the key should be there; absent without `key` takes out all keys of the host",
                            orElse = "present")
                    State state) {}

    /** Whether it should be there. */
    public enum State {
        PRESENT,
        ABSENT
    }

    @Override
    public Change plan(Params params, Facts facts) {
        String host = params.name().toLowerCase(Locale.ROOT);
        boolean present = params.state() == State.PRESENT;
        Optional<HostKeyLine> key = params.key().filter(k -> !k.isBlank()).map(k -> key(k, host));
        if (present && key.isEmpty()) {
            throw new BadParams("key", "No key specified when adding a host");
        }
        Optional<HostKeyLine> line = params.hashHost() ? key.map(k -> k.hashed(host)) : key;
        Map<String, Object> says = new LinkedHashMap<>();
        says.put("name", params.name());
        says.put("path", params.path());
        says.put("key", params.key().orElse(null));
        says.put("hash_host", params.hashHost());
        says.put("state", params.state().name().toLowerCase(Locale.ROOT));
        return new Edit(
                params.path(),
                rewrite(
                        text -> edited(params.path(), text, after(text, host, present, line)),
                        present),
                Placement.AS_IT_IS,
                "",
                false,
                says);
    }

    private static Edit.Rewrite rewrite(Function<String, Edit.Edited> edit, boolean present) {
        return present ? new Edit.Telling(edit, true, "") : Edit.optional(edit, Map.of());
    }

    private static String after(
            String text, String host, boolean present, Optional<HostKeyLine> line) {
        HostKeys keys = new HostKeys(text, host);
        return present ? keys.with(line.orElseThrow()) : keys.without(line);
    }

    /** It tells of the change whether somebody wants a diff or not. */
    private static Edit.Edited edited(String path, String before, String after) {
        return new Edit.Edited(
                after,
                Map.of(
                        "diff",
                        Map.of(
                                "before_header",
                                path,
                                "after_header",
                                path,
                                "before",
                                before,
                                "after",
                                after)));
    }

    private static HostKeyLine key(String text, String host) {
        if (host.matches("\\S+(\\s+)?,(\\s+)?.*")) {
            throw new IllegalArgumentException(
                    "Comma separated list of names is not supported. Please pass a single name to lookup in the known_hosts file.");
        }
        HostKeyLine line =
                HostKeyLine.read(text)
                        .orElseThrow(
                                () ->
                                        new BadParams(
                                                "key",
                                                "needs a line of host, kind of key and key, and this is `"
                                                        + text.strip()
                                                        + "`"));
        if (!line.names(host)) {
            throw new IllegalArgumentException(
                    "Host parameter does not match hashed host field in supplied key");
        }
        return line;
    }
}
