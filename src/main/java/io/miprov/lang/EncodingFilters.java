package io.miprov.lang;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Filters that write values in a format or read them from one. */
final class EncodingFilters {
    static final String NAMES =
            "to_json to_nice_json from_json tojson to_yaml to_nice_yaml from_yaml from_yaml_all pprint b64encode "
                    + "b64decode hash md5 sha1 checksum to_uuid urlencode urldecode urlsplit password_hash";

    private static final int UUID_BYTES = 16;

    private EncodingFilters() {}

    /** The filter, or null. To add one, add its line here. */
    static Filter find(String name) {
        return switch (name) {
            case "to_json" -> call -> json(call, -1, false);
            case "to_nice_json" -> call -> json(call, 4, true);
            case "from_json" -> EncodingFilters::fromJson;
            case "tojson" -> EncodingFilters::htmlJson;
            case "to_yaml" -> call -> YamlText.of(call, 2, null);
            case "to_nice_yaml" -> call -> YamlText.of(call, 4, false);
            case "from_yaml" -> call -> fromYaml(call, false);
            case "from_yaml_all" -> call -> fromYaml(call, true);
            case "pprint" -> call -> Python.repr(call.input());
            case "b64encode" -> EncodingFilters::toBase64;
            case "b64decode" -> EncodingFilters::fromBase64;
            case "hash" -> call -> digest(call.text(), call.text(0, "hashtype", "sha1"));
            case "md5" -> call -> digest(call.text(), "md5");
            case "sha1", "checksum" -> call -> digest(call.text(), "sha1");
            case "to_uuid" -> EncodingFilters::uuid;
            case "urlencode" -> call -> Urls.encode(call.input());
            case "urldecode" -> call -> Urls.decode(call.text());
            case "urlsplit" -> Urls::split;
            case "password_hash" -> PasswordHash::filter;
            default -> null;
        };
    }

    private static Object json(Call call, int indent, boolean sorted) {
        Object wide = call.arg(-1, "indent", indent < 0 ? null : (Object) (long) indent);
        boolean nice = wide != null;
        Object separators = call.arg(-1, "separators", null);
        call.arg(-1, "vault_to_text", null);
        call.arg(-1, "preprocess_unsafe", null);
        List<Object> given = separators == null ? List.of() : Python.items(separators);
        return new JsonText(
                        nice ? call.whole("indent", wide) : -1,
                        call.flag(-1, "sort_keys", sorted),
                        call.flag(-1, "ensure_ascii", true),
                        given.isEmpty() ? (nice ? "," : ", ") : Python.str(given.get(0)),
                        given.size() < 2 ? ": " : Python.str(given.get(1)))
                .of(call.input());
    }

    private static Object fromJson(Call call) {
        if (!(call.input() instanceof String text)) {
            throw Fault.of("`from_json` needs text", "this is " + Python.kind(call.input()));
        }
        try {
            return Json.read(text);
        } catch (IllegalArgumentException e) {
            throw Fault.of("this text is no JSON", e.getMessage());
        }
    }

    private static Object fromYaml(Call call, boolean all) {
        if (all && call.input() == null) {
            return List.of();
        }
        return call.input() instanceof String text ? YamlText.read(text, all) : call.input();
    }

    private static Object htmlJson(Call call) {
        Object indent = call.arg(0, "indent", null);
        boolean nice = indent != null;
        String text =
                new JsonText(
                                nice ? call.whole("indent", indent) : -1,
                                true,
                                true,
                                nice ? "," : ", ",
                                ": ")
                        .of(call.input());
        return text.replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("'", "\\u0027");
    }

    private static Charset encoding(Call call) {
        String name = call.text(0, "encoding", "utf-8");
        try {
            return Charset.forName(name.replaceAll("(?i)(16|32)[-_]([bl]e)$", "$1$2"));
        } catch (IllegalArgumentException e) {
            throw Fault.of("there is no encoding `" + name + "`");
        }
    }

    private static Object toBase64(Call call) {
        byte[] bytes = call.text().getBytes(encoding(call));
        boolean url = call.flag(1, "urlsafe", false);
        return (url ? Base64.getUrlEncoder() : Base64.getEncoder()).encodeToString(bytes);
    }

    private static Object fromBase64(Call call) {
        Charset encoding = encoding(call);
        boolean url = call.flag(1, "urlsafe", false);
        try {
            byte[] bytes =
                    (url ? Base64.getUrlDecoder() : Base64.getMimeDecoder()).decode(call.text());
            return new String(bytes, encoding);
        } catch (IllegalArgumentException e) {
            throw Fault.of("this text is no Base64");
        }
    }

    static String digest(String text, String kind) {
        String name =
                switch (kind.toLowerCase(Locale.ROOT)) {
                    case "md5" -> "MD5";
                    case "sha1" -> "SHA-1";
                    case "sha224" -> "SHA-224";
                    case "sha256" -> "SHA-256";
                    case "sha384" -> "SHA-384";
                    case "sha512" -> "SHA-512";
                    case "sha3_256" -> "SHA3-256";
                    case "sha3_512" -> "SHA3-512";
                    default ->
                            throw Fault.of("unsupported hash type " + kind)
                                    .help(
                                            "there are md5, sha1, sha224, sha256, sha384, sha512, sha3_256 and sha3_512");
                };
        return HexFormat.of().formatHex(hash(name, text.getBytes(UTF_8)));
    }

    private static byte[] hash(String name, byte[] bytes) {
        try {
            return MessageDigest.getInstance(name).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + name, e);
        }
    }

    /** A version 5 identifier, in Ansible's namespace unless another is given. */
    private static Object uuid(Call call) {
        String space =
                call.text(0, "namespace", "361E6D51-FAEC-444A-9079-341386DA8E2E").replace("-", "");
        byte[] prefix;
        try {
            prefix = HexFormat.of().parseHex(space.toLowerCase(Locale.ROOT));
            if (prefix.length != UUID_BYTES) {
                throw new IllegalArgumentException(space);
            }
        } catch (IllegalArgumentException e) {
            throw Fault.of("Invalid value '" + space + "' for 'namespace'", "it must be a UUID");
        }
        byte[] name = call.text().getBytes(UTF_8);
        byte[] all = java.util.Arrays.copyOf(prefix, prefix.length + name.length);
        System.arraycopy(name, 0, all, prefix.length, name.length);
        byte[] hash = hash("SHA-1", all);
        hash[6] = (byte) (hash[6] & 0x0f | 0x50);
        hash[8] = (byte) (hash[8] & 0x3f | 0x80);
        String hex = HexFormat.of().formatHex(hash, 0, 16);
        return String.join(
                "-",
                hex.substring(0, 8),
                hex.substring(8, 12),
                hex.substring(12, 16),
                hex.substring(16, 20),
                hex.substring(20));
    }
}
