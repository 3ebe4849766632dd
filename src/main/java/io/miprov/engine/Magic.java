package io.miprov.engine;

import io.miprov.lang.Scope;
import io.miprov.playbook.Role;
import io.miprov.playbook.RoleUse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The variables that nobody sets. Names and meaning are those of ansible-core 2.16; {@code
 * miprov_rolling} besides them tells roles that their play rolls, and proves health itself.
 */
final class Magic {
    /** What {@code omit} is: a parameter that has this value is left out. */
    static final String OMIT = "__omit_place_holder__8a1c5e0b2f7d4c39";

    static final Set<String> NAMES =
            Set.of(
                    "ansible_check_mode",
                    "ansible_config_file",
                    "ansible_delegated_vars",
                    "ansible_dependent_role_names",
                    "ansible_diff_mode",
                    "ansible_facts",
                    "ansible_forks",
                    "ansible_inventory_sources",
                    "ansible_limit",
                    "ansible_parent_role_names",
                    "ansible_parent_role_paths",
                    "ansible_play_batch",
                    "ansible_play_hosts",
                    "ansible_play_hosts_all",
                    "ansible_play_name",
                    "ansible_play_role_names",
                    "ansible_playbook_python",
                    "ansible_role_name",
                    "ansible_role_names",
                    "ansible_run_tags",
                    "ansible_search_path",
                    "ansible_skip_tags",
                    "ansible_verbosity",
                    "ansible_version",
                    "group_names",
                    "groups",
                    "hostvars",
                    "inventory_dir",
                    "inventory_file",
                    "inventory_hostname",
                    "inventory_hostname_short",
                    "miprov_rolling",
                    "omit",
                    "play_hosts",
                    "playbook_dir",
                    "role_name",
                    "role_names",
                    "role_path",
                    "vars");

    private static final Map<String, Object> VERSION = version();

    private Magic() {}

    /** The value, or {@link Scope#NOTHING}. */
    static Object get(String name, Vars vars) {
        return switch (name) {
            case "inventory_hostname" -> vars.host().name;
            case "inventory_hostname_short" -> shortName(vars.host().name);
            case "ansible_delegated_vars" ->
                    vars.job().map(job -> Delegate.variables(job, vars)).orElse(Scope.NOTHING);
            case "hostvars" -> new HostVars(vars.run(), vars.setting());
            case "groups" -> vars.setting().inventory().groups();
            case "group_names" -> vars.setting().inventory().groupsOf(vars.host().name);
            case "omit" -> OMIT;
            case "ansible_facts" -> copy(vars.host().facts);
            case "vars" -> new AllVars(vars);
            case "playbook_dir" -> vars.setting().folder().toString();
            case "ansible_search_path" ->
                    vars.job()
                            .map(
                                    job ->
                                            (Object)
                                                    Files.folders(job.frame).stream()
                                                            .map(Path::toString)
                                                            .distinct()
                                                            .toList())
                            .orElse(Scope.NOTHING);
            case "role_path", "role_name", "ansible_role_name" -> ofRole(name, vars);
            case "ansible_parent_role_names" -> parents(vars, Role::name);
            case "ansible_parent_role_paths" -> parents(vars, role -> role.folder().toString());
            default -> ofRun(name, vars);
        };
    }

    private static Object ofRun(String name, Vars vars) {
        RunOptions options = vars.run().options;
        return switch (name) {
            case "ansible_check_mode" -> options.check();
            case "ansible_diff_mode" -> options.diff();
            case "ansible_verbosity" -> (long) options.verbosity();
            case "ansible_forks" -> (long) options.forks();
            case "ansible_version" -> VERSION;
            case "ansible_playbook_python" -> "/usr/bin/python3";
            case "ansible_limit" -> options.limit().isEmpty() ? Scope.NOTHING : options.limit();
            case "ansible_run_tags" -> options.tags().isEmpty() ? List.of("all") : options.tags();
            case "ansible_skip_tags" -> options.skipTags();
            case "ansible_inventory_sources" -> options.inventories();
            case "inventory_dir", "inventory_file" -> ofInventory(name, options);
            default -> ofPlay(name, vars.setting());
        };
    }

    private static Object ofPlay(String name, Setting setting) {
        return switch (name) {
            case "ansible_play_hosts" -> setting.goodHosts();
            case "ansible_play_hosts_all" -> setting.allHosts();
            case "ansible_play_batch", "play_hosts" -> setting.batchHosts();
            case "miprov_rolling" -> setting.play().rolling().isPresent();
            case "ansible_play_name" ->
                    String.valueOf(
                            Optional.ofNullable(setting.play().keywords().value("name"))
                                    .orElse(""));
            case "ansible_play_role_names", "role_names" -> roleNames(setting);
            case "ansible_dependent_role_names" -> List.copyOf(dependent(setting));
            case "ansible_role_names" -> {
                Set<String> all = new LinkedHashSet<>(roleNames(setting));
                all.addAll(dependent(setting));
                yield List.copyOf(all);
            }
            default -> Scope.NOTHING;
        };
    }

    private static List<String> roleNames(Setting setting) {
        return setting.play().roles().stream().map(use -> use.role().name()).toList();
    }

    private static Set<String> dependent(Setting setting) {
        Set<String> names = new LinkedHashSet<>();
        RolesOf.uses(setting.play()).forEach(use -> dependencies(use, names));
        return names;
    }

    private static void dependencies(RoleUse use, Set<String> names) {
        for (RoleUse each : use.role().dependencies()) {
            names.add(each.role().name());
            dependencies(each, names);
        }
    }

    private static Object ofRole(String name, Vars vars) {
        return role(vars)
                .map(
                        role ->
                                switch (name) {
                                    case "role_path" -> (Object) role.role().folder().toString();
                                    case "role_name" -> role.role().plainName();
                                    default -> role.role().name();
                                })
                .orElse(Scope.NOTHING);
    }

    private static Object parents(Vars vars, Function<Role, String> shown) {
        return role(vars)
                .filter(role -> role.parent().isPresent())
                .map(role -> (Object) role.parents().stream().map(shown).toList())
                .orElse(Scope.NOTHING);
    }

    private static Optional<RoleScope> role(Vars vars) {
        return vars.job().flatMap(job -> job.frame.role());
    }

    private static Object ofInventory(String name, RunOptions options) {
        for (String source : options.inventories()) {
            if (!source.contains(",")) {
                Path path = options.here().resolve(source).toAbsolutePath().normalize();
                boolean folder = java.nio.file.Files.isDirectory(path);
                Path dir = folder ? path : path.getParent();
                return name.equals("inventory_dir") ? dir.toString() : path.toString();
            }
        }
        return Scope.NOTHING;
    }

    /** The name up to the first dot; an address has no short form. */
    private static String shortName(String name) {
        boolean address = name.chars().allMatch(c -> c == '.' || Character.isDigit(c));
        int dot = name.indexOf('.');
        return address || dot < 0 ? name : name.substring(0, dot);
    }

    private static Map<String, Object> copy(Map<String, Object> facts) {
        synchronized (facts) {
            return new LinkedHashMap<>(facts);
        }
    }

    private static Map<String, Object> version() {
        Map<String, Object> version = new LinkedHashMap<>();
        version.put("string", "2.16.0");
        version.put("full", "2.16.0");
        version.put("major", 2L);
        version.put("minor", 16L);
        version.put("revision", 0L);
        return version;
    }

    /** A list without what was left out. */
    static List<Object> without(List<?> list) {
        List<Object> left = new ArrayList<>();
        for (Object each : list) {
            if (!OMIT.equals(each)) {
                left.add(pruned(each));
            }
        }
        return left;
    }

    /** The value without the parts that are {@code omit}. */
    static Object pruned(Object value) {
        if (value instanceof List<?> list) {
            return without(list);
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> left = new LinkedHashMap<>();
            map.forEach(
                    (key, each) -> {
                        if (!OMIT.equals(each)) {
                            left.put(key, pruned(each));
                        }
                    });
            return left;
        }
        return value;
    }
}
