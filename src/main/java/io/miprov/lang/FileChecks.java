package io.miprov.lang;

import io.miprov.lang.Controller.Kind;
import io.miprov.vault.Vault;

/** Tests of what there is on the controller, of vaults, and of addresses. */
final class FileChecks {
    static final String NAMES =
            "directory is_dir file is_file link is_link exists link_exists mount is_mount "
                    + "same_file is_same_file vaulted_file vault_encrypted uri url urn";

    private FileChecks() {}

    /** The test, or null. To add one, add its line here. */
    static Check find(String name) {
        return switch (name) {
            case "directory", "is_dir" -> call -> is(Kind.FOLDER, call);
            case "file", "is_file" -> call -> is(Kind.FILE, call);
            case "link", "is_link" -> call -> is(Kind.LINK, call);
            case "exists" -> call -> is(Kind.ANYTHING, call);
            case "link_exists" -> call -> is(Kind.ANYTHING_OR_LINK, call);
            case "mount", "is_mount" -> call -> is(Kind.MOUNT, call);
            case "same_file", "is_same_file" -> FileChecks::same;
            case "vaulted_file" -> FileChecks::sealedFile;
            case "vault_encrypted" -> FileChecks::sealed;
            case "uri" -> FileChecks::uri;
            case "url" -> FileChecks::url;
            case "urn" -> call -> Urls.parts(call.text()).get("scheme").equals("urn");
            default -> null;
        };
    }

    private static boolean is(Kind kind, Call call) {
        return call.frame().scope().controller().is(kind, call.text());
    }

    private static boolean sealedFile(Call call) {
        if (!is(Kind.FILE, call)) {
            throw Fault.of("`vaulted_file` needs a file", "`" + call.text() + "` is none");
        }
        Controller disk = call.frame().scope().controller();
        return Vault.isSealed(disk.head(call.text(), Vault.LONGEST_MARK));
    }

    /** Whether a value was written with {@code !vault}. */
    private static boolean sealed(Call call) {
        return Python.plain(call.input()) instanceof String text
                && call.frame().scope().vault().gave(text);
    }

    private static boolean same(Call call) {
        String other = call.text(0, "f2");
        try {
            return call.frame().scope().controller().same(call.text(), other);
        } catch (IllegalArgumentException e) {
            throw Fault.of(e.getMessage());
        }
    }

    private static boolean uri(Call call) {
        Object schemes = call.arg(0, "schemes", null);
        if (!(Python.plain(call.input()) instanceof String text)) {
            return false;
        }
        return schemes == null
                || !Python.truth(schemes)
                || Python.contains(schemes, Urls.parts(text).get("scheme"));
    }

    private static boolean url(Call call) {
        return uri(call)
                && (!"".equals(Urls.parts(call.text()).get("netloc"))
                        || Urls.parts(call.text()).get("scheme").equals("file"));
    }
}
