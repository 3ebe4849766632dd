package io.miprov.library.core;

import io.miprov.module.BadParams;
import java.util.Map;

/**
 * A form as browsers send it with files (RFC 7578).
 *
 * @param boundary what stands between its parts
 */
record MultipartForm(String boundary, String text) {

    /**
     * A field is a text, or a mapping with {@code content}, {@code filename} and {@code mime_type}.
     */
    static MultipartForm of(Map<?, ?> fields) {
        StringBuilder parts = new StringBuilder();
        String boundary =
                "miprov-" + Integer.toHexString(fields.toString().hashCode()) + "-boundary";
        fields.forEach(
                (name, value) ->
                        parts.append("--")
                                .append(boundary)
                                .append("\r\nContent-Disposition: form-data; name=\"")
                                .append(quoted(name))
                                .append('"')
                                .append(
                                        value instanceof Map<?, ?> file
                                                ? file(name, file)
                                                : plain(value))
                                .append("\r\n"));
        return new MultipartForm(boundary, parts + "--" + boundary + "--\r\n");
    }

    private static String quoted(Object text) {
        return text.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private static String plain(Object value) {
        return "\r\n\r\n" + CopyModule.text(value);
    }

    private static String file(Object name, Map<?, ?> file) {
        if (file.get("content") == null) {
            throw new BadParams(
                    "body",
                    "`"
                            + name
                            + "` needs `content`; files are not read here: give `lookup('file', …)`");
        }
        Object type = file.get("mime_type");
        return (file.get("filename") == null
                        ? ""
                        : "; filename=\"" + quoted(file.get("filename")) + "\"")
                + "\r\nContent-Type: "
                + (type == null ? "application/octet-stream" : type)
                + plain(file.get("content"));
    }
}
