package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.engine.Caching;
import io.miprov.playbook.Surroundings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what is set for all playbooks, under Ansible's names. */
final class Around {
    private static final String ROLES =
            "~/.ansible/roles:/usr/share/ansible/roles:/etc/ansible/roles";
    private static final String COLLECTIONS =
            "~/.ansible/collections:/usr/share/ansible/collections";

    private static final int A_DAY = 86_400;

    private Around() {}

    static Surroundings of(Settings settings) {
        List<Path> collections = paths(settings, "COLLECTIONS_PATH", "defaults.collections_path");
        if (collections.isEmpty()) {
            collections = paths(settings, "COLLECTIONS_PATHS", "defaults.collections_paths");
        }
        List<Path> roles = paths(settings, "ROLES_PATH", "defaults.roles_path");
        return new Surroundings(
                roles.isEmpty() ? usual(settings, ROLES) : roles,
                collections.isEmpty() ? usual(settings, COLLECTIONS) : collections,
                settings.text("PRIVATE_ROLE_VARS", "defaults.private_role_vars")
                        .map(Settings::truth),
                settings.flag(
                        "ERROR_ON_MISSING_HANDLER", "defaults.error_on_missing_handler", true),
                settings.isTrue("JINJA2_NATIVE", "defaults.jinja2_native"),
                keywords(settings),
                settings.twice());
    }

    private static List<Path> paths(Settings settings, String variable, String key) {
        return settings.paths(variable, key, ":").stream().map(Path::of).toList();
    }

    private static List<Path> usual(Settings settings, String paths) {
        List<Path> all = new ArrayList<>();
        for (String path : paths.split(":")) {
            all.add(Path.of(settings.home(path)));
        }
        return all;
    }

    /** How facts are kept. */
    static Caching caching(Settings settings, boolean flush) {
        String kind = settings.text("CACHE_PLUGIN", "defaults.fact_caching").orElse("memory");
        boolean smart =
                settings.text("GATHERING", "defaults.gathering")
                        .filter("smart"::equals)
                        .isPresent();
        String plain = kind.substring(kind.lastIndexOf('.') + 1);
        if (plain.equals("memory")) {
            return new Caching(Optional.empty(), "", Duration.ZERO, flush, smart);
        }
        if (!plain.equals("jsonfile")) {
            throw new BadInput(
                    "error: facts can not be kept by `"
                            + kind
                            + "`\n  = help: fact_caching is memory or jsonfile\n");
        }
        List<String> folder =
                settings.paths("CACHE_PLUGIN_CONNECTION", "defaults.fact_caching_connection", "\0");
        if (folder.isEmpty()) {
            throw new BadInput(
                    "error: `jsonfile` needs a folder to keep facts in\n  = help: set"
                            + " fact_caching_connection in ansible.cfg, or"
                            + " ANSIBLE_CACHE_PLUGIN_CONNECTION\n");
        }
        return new Caching(
                Optional.of(Path.of(folder.get(0))),
                settings.text("CACHE_PLUGIN_PREFIX", "defaults.fact_caching_prefix").orElse(""),
                Duration.ofSeconds(
                        settings.number(
                                "CACHE_PLUGIN_TIMEOUT", "defaults.fact_caching_timeout", A_DAY)),
                flush,
                smart);
    }

    private static Map<String, Object> keywords(Settings settings) {
        Map<String, Object> usual = new LinkedHashMap<>();
        for (String flag : List.of("any_errors_fatal", "force_handlers", "no_log")) {
            String variable = flag.toUpperCase(java.util.Locale.ROOT);
            if (settings.isTrue(variable, "defaults." + flag)) {
                usual.put(flag, true);
            }
        }
        settings.text("STRATEGY", "defaults.strategy")
                .ifPresent(name -> usual.put("strategy", name));
        settings.text("GATHERING", "defaults.gathering")
                .filter("explicit"::equals)
                .ifPresent(explicit -> usual.put("gather_facts", false));
        return usual;
    }
}
