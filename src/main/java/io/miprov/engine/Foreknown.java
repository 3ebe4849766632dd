package io.miprov.engine;

import io.miprov.lang.Controller;
import io.miprov.lang.Plugins;
import io.miprov.lang.Scope;
import io.miprov.lang.Template;
import io.miprov.vault.Vault;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What names mean to a task on a host before the run. A name that may get another value while the
 * run goes on, from a fact, a task or an item, ends the evaluation with {@link Unknown}.
 */
final class Foreknown implements Scope {

    /** The value hangs on something that only the run can tell. */
    static final class Unknown extends RuntimeException {
        private static final long serialVersionUID = 1;

        Unknown() {
            super("known only during the run", null, false, false);
        }
    }

    /** Ansible's own names that change during a run, or give values that do. */
    private static final Set<String> CHANGING =
            Set.of(
                    "ansible_facts",
                    "ansible_play_batch",
                    "ansible_play_hosts",
                    "hostvars",
                    "play_hosts",
                    "vars");

    private static final Set<String> OF_GROUPS =
            Set.of("groups", "group_names", "ansible_play_hosts_all");

    /** Names that look like facts and are said in inventories. */
    private static final Set<String> OF_CONNECTIONS =
            Set.of("ansible_connection", "ansible_host", "ansible_port", "ansible_user");

    /** The lookups whose answers hang on nothing but what they are asked. */
    private static final Set<String> STEADY =
            Set.of(
                    "dict",
                    "env",
                    "flattened",
                    "indexed_items",
                    "items",
                    "list",
                    "nested",
                    "sequence",
                    "subelements",
                    "together");

    private final Job job;
    private final Vars vars;
    private final Set<String> later;
    private final boolean groupsChange;
    private final Set<String> ofItem = new HashSet<>();

    /**
     * @param later the names that tasks give a value
     * @param groupsChange whether tasks add hosts and groups
     */
    Foreknown(Job job, Vars vars, Set<String> later, boolean groupsChange) {
        this.job = job;
        this.vars = vars;
        this.later = later;
        this.groupsChange = groupsChange;
    }

    /** The same, for an item of the task's loop. */
    Foreknown at(List<?> items, int index) {
        Foreknown item = new Foreknown(job, vars.on(vars.host()), later, groupsChange);
        Loops.place(job, item.vars, items, index);
        item.ofItem.addAll(
                Set.of(
                        job.control.variable(),
                        job.control.index(),
                        "ansible_loop",
                        "ansible_loop_var",
                        "ansible_index_var"));
        return item;
    }

    /** The items of the task's loop. Throws {@link Unknown}. */
    List<?> items() {
        Object value = Template.resolve(job.loop.get().value(), this);
        String kind = job.loop.get().kind();
        if (kind.equals("loop") ? value instanceof List<?> : STEADY.contains(kind)) {
            return kind.equals("loop") ? (List<?>) value : Loops.asked(kind, value, vars);
        }
        throw new Unknown();
    }

    Vars vars() {
        return vars;
    }

    String host() {
        return vars.host().name;
    }

    /** What the inventory says of a host. */
    Map<String, Object> inventory(String name) {
        return vars.setting().inventory().variables(name);
    }

    @Override
    public Object get(String name) {
        if (ofItem.contains(name)) {
            return vars.get(name);
        }
        if (changes(name) || Layers.get(job.layers.params(), name) == null) {
            throw new Unknown();
        }
        Object value = vars.get(name);
        if (value == NOTHING && name.startsWith("ansible_")) {
            throw new Unknown();
        }
        return value;
    }

    private boolean changes(String name) {
        if (name.startsWith("ansible_")
                && !Magic.NAMES.contains(name)
                && !OF_CONNECTIONS.contains(name)) {
            return true;
        }
        return later.contains(name)
                || CHANGING.contains(name)
                || (groupsChange && OF_GROUPS.contains(name))
                || (job.loop.isPresent()
                        && (name.equals(job.control.variable())
                                || name.equals(job.control.index())));
    }

    @Override
    public Set<String> names() {
        return vars.names();
    }

    @Override
    public Object call(String function, List<Object> args, Map<String, Object> named) {
        if (args.isEmpty() || !STEADY.contains(Plugins.shortName(String.valueOf(args.get(0))))) {
            throw new Unknown();
        }
        return vars.call(function, args, named);
    }

    @Override
    public Vault vault() {
        return vars.vault();
    }

    @Override
    public Controller controller() {
        throw new Unknown();
    }

    @Override
    public Template template(String name) {
        throw new Unknown();
    }
}
