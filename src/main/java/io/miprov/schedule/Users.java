package io.miprov.schedule;

import io.miprov.diag.BadInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What another user of this machine may do, as root finds out by trying. */
public final class Users {
    private Users() {}

    /** Throws {@link BadInput} that names what this user can not read, or where not work. */
    public static void mayRead(String user, Path folder, List<String> files) {
        if (Systemd.run(Map.of(), List.of("id", "-u", "--", user)).status() != 0) {
            throw new BadInput(
                    "error: there is no user "
                            + user
                            + " on this machine\n  = help: make the user first, or leave --user out\n");
        }
        require(user, "-w", folder.toString(), "write to the folder " + folder);
        List<String> all = new ArrayList<>(files);
        all.forEach(file -> require(user, "-r", folder.resolve(file).toString(), "read " + file));
    }

    private static void require(String user, String test, String path, String what) {
        int status =
                Systemd.run(Map.of(), List.of("runuser", "-u", user, "--", "test", test, path))
                        .status();
        if (status != 0) {
            throw new BadInput(
                    "error: "
                            + user
                            + " may not "
                            + what
                            + "\n  = help: the job runs as "
                            + user
                            + ": give it the rights, or hand secrets over with --credential\n");
        }
    }
}
