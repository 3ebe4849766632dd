package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.module.Act;
import io.miprov.module.All;
import io.miprov.module.BadParams;
import io.miprov.module.Change;
import io.miprov.module.Outcome;
import java.util.Map;

/**
 * The flags that a file system keeps of a file, such as {@code A} or {@code i}, as lsattr shows and
 * chattr sets them.
 *
 * @param sign {@code +} or {@code -} to add or take away some; {@code =} for no others
 */
record FileFlags(String path, String sign, String flags) {

    /** Reads what a playbook says, such as {@code +A}. */
    static FileFlags of(String path, String said) {
        boolean signed = !said.isEmpty() && "+-=".indexOf(said.charAt(0)) >= 0;
        String flags = signed ? said.substring(1) : said;
        if (!flags.matches("[A-Za-z]*")) {
            throw new BadParams(
                    "attributes", "`" + said + "` has more than a sign and letters: chattr(1)");
        }
        return new FileFlags(path, signed ? said.substring(0, 1) : "=", flags);
    }

    /** Prints a line before what another question prints. */
    Sh question(Sh other) {
        return Scripts.resource("file.sh")
                .then(Sh.of("flags_state {} {} {}", path, sign, flags))
                .and(other);
    }

    /** Sets them after another change, when the answer's first line says that they are wrong. */
    Change after(Change change, String answer) {
        if (answer.startsWith("right\n")) {
            return change;
        }
        return new All(
                change,
                new Act(
                        Scripts.resource("file.sh")
                                .then(Sh.of("set_flags {} {} {}", path, sign, flags)),
                        Map.of(),
                        new Outcome.TextDiff(
                                path, "attributes: other ones\n", "attributes: " + sign + flags)));
    }
}
