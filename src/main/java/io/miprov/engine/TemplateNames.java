package io.miprov.engine;

import io.miprov.lang.Template;
import io.miprov.module.Args;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/** The variables that only a template file sees, and the settings that a task has for its own. */
final class TemplateNames {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private TemplateNames() {}

    /**
     * Gives the variables.
     *
     * @param name as the task has it
     * @param dest where the text goes; may be empty
     */
    static void put(Vars vars, String name, Path file, String dest) {
        vars.put("ansible_managed", "Ansible managed");
        vars.put("template_path", name);
        vars.put("template_fullpath", file.toString());
        vars.put("template_destpath", dest.isEmpty() ? null : dest);
        vars.put("template_uid", System.getProperty("user.name"));
        vars.put("template_run_date", LocalDateTime.now(ZoneId.systemDefault()).format(TIME));
        vars.put("template_mtime", changed(file));
        vars.put("template_host", machine());
    }

    private static String changed(Path file) {
        try {
            return Files.getLastModifiedTime(file)
                    .toInstant()
                    .atZone(ZoneId.systemDefault())
                    .format(TIME);
        } catch (IOException e) {
            return "";
        }
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** The arguments that say how a template file is written: {@code trim_blocks} and the like. */
    static Map<String, String> settings(Args args) {
        Map<String, String> settings = new HashMap<>();
        args.byName()
                .forEach(
                        (name, arg) -> {
                            if (Template.SETTINGS.contains(name)
                                    && arg.value() != null
                                    && arg.value() != Args.Later.VALUE) {
                                settings.put(
                                        name,
                                        arg.value() instanceof Boolean || name.endsWith("_blocks")
                                                ? String.valueOf(Vars.truth(arg.value()))
                                                : arg.value().toString());
                            }
                        });
        return settings;
    }
}
