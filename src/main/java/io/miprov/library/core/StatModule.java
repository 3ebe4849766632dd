package io.miprov.library.core;

import io.miprov.host.Reply;
import io.miprov.host.Sh;
import io.miprov.module.Ask;
import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import io.miprov.module.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

@Doc(
        """
        Tells about a file or folder: whether it exists, its size, owner, permissions, times and digest.

        - stat:
            path: /opt/wso2mi/current
        """)
public final class StatModule implements Module<StatModule.Params> {
    private static final int FIELDS = 17;

    /** What it takes. */
    public record Params(
            @Doc(
                            value = "the path on the host",
                            aliases = {"dest", "name"},
                            path = true)
                    String path,
            @Doc(value = "whether a link is followed", orElse = "no") boolean follow,
            @Doc(value = "whether the digest of a file is told", orElse = "yes")
                    boolean getChecksum,
            @Doc(
                            value = "the kind of digest",
                            aliases = {"checksum", "checksum_algo"},
                            orElse = "sha1")
                    Algorithm checksumAlgorithm,
            @Doc(
                            value =
                                    "whether the kind of content is told, where the host has `file`",
                            aliases = {"mime", "mime_type", "mime-type"},
                            orElse = "yes")
                    boolean getMime,
            @Doc(
                            value =
                                    "whether attributes of the file system are told, where the host has `lsattr`",
                            aliases = {"attr", "attributes"},
                            orElse = "yes")
                    boolean getAttributes) {}

    /** The digests there are. */
    public enum Algorithm {
        MD5,
        SHA1,
        SHA224,
        SHA256,
        SHA384,
        SHA512;

        /** Its name in Java. */
        String java() {
            return name().replace("SHA", "SHA-");
        }
    }

    @Override
    public boolean looksOnly() {
        return true;
    }

    @Override
    public Change plan(Params params, Facts facts) {
        String sum =
                params.getChecksum()
                        ? params.checksumAlgorithm().name().toLowerCase(java.util.Locale.ROOT)
                                + "sum"
                        : "";
        Sh script =
                Sh.of(
                        "stat_of {} {} {} {} {}",
                        params.path(),
                        params.follow() ? "follow" : "",
                        sum,
                        params.getMime() ? "mime" : "",
                        params.getAttributes() ? "attributes" : "");
        return new Ask(Scripts.resource("stat.sh").then(script), reply -> read(params, reply));
    }

    private static Outcome read(Params params, Reply reply) {
        if (!reply.ok()) {
            return Outcome.failed(reply.err().strip());
        }
        String answer = reply.out();
        if (answer.startsWith("absent")) {
            return Outcome.ok(Map.of("stat", Map.of("exists", false)));
        }
        String[] part = answer.strip().split("\\|", -1);
        if (part.length < FIELDS) {
            return Outcome.failed("unexpected answer: " + answer.strip());
        }
        return Outcome.ok(Map.of("stat", stat(params, part)));
    }

    private static Map<String, Object> stat(Params params, String[] part) {
        Map<String, Object> stat = new LinkedHashMap<>();
        stat.put("exists", true);
        stat.putAll(StatFields.of(params.path(), part));
        stat.put("readable", part[12].contains("r"));
        stat.put("writeable", part[12].contains("w"));
        stat.put("executable", part[12].contains("x"));
        if (!part[13].isEmpty()) {
            stat.put("checksum", part[13]);
        }
        if (!part[14].isEmpty()) {
            String[] link = part[14].split(" ", 2);
            stat.put("lnk_target", decoded(link[0]));
            stat.put("lnk_source", decoded(link.length > 1 ? link[1] : ""));
        }
        if (params.getMime()) {
            StatFields.content(stat, part[15]);
        }
        if (params.getAttributes()) {
            StatFields.attributes(stat, part[16]);
        }
        return stat;
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
