package io.miprov.engine;

import io.miprov.diag.Span;
import io.miprov.lang.Controller;
import io.miprov.lang.Scope;
import io.miprov.lang.Template;
import io.miprov.lookup.Lookups;
import io.miprov.playbook.Variables;
import io.miprov.vault.Vault;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What names mean to a task on a host: Ansible's twenty-two levels, asked one after another from
 * the highest. Nothing is merged; a value is evaluated when somebody takes it.
 */
final class Vars implements Scope {
    private static final String FACT = "ansible_";

    /**
     * Facts that Ansible gives no {@code ansible_}: of {@code package_facts}, {@code
     * service_facts}.
     */
    static final Set<String> PLAIN_FACTS = Set.of("packages", "services");

    private final Run run;
    private final Setting setting;
    private final HostState host;
    private final Layers layers;
    private final Job job;

    /** Whether the play's own variables are seen, which those of {@code hostvars} are not. */
    private final boolean inPlay;

    /** Above everything: the items of loops, and a result that is just being looked at. */
    private final Map<String, Object> near = new HashMap<>();

    /** What the connection is made of does not hang on the connection. */
    private boolean connecting;

    /**
     * @param job whose names these are; null: of no task
     */
    Vars(Run run, Setting setting, HostState host, Layers layers, Job job) {
        this(run, setting, host, layers, job, job != null);
    }

    private Vars(Run run, Setting setting, HostState host, Layers layers, Job job, boolean inPlay) {
        this.run = run;
        this.setting = setting;
        this.host = host;
        this.layers = layers;
        this.job = job;
        this.inPlay = inPlay;
    }

    /** What the play sees outside of its tasks. */
    static Vars ofPlay(Run run, Setting setting, HostState host) {
        return new Vars(run, setting, host, Layers.NONE, null, true);
    }

    /** Puts a name above all others. */
    void put(String name, Object value) {
        near.put(name, value);
    }

    void drop(String name) {
        near.remove(name);
    }

    /** The same task's names on another host. */
    Vars on(HostState other) {
        Vars vars = new Vars(run, setting, other, layers, job, inPlay);
        vars.near.putAll(near);
        return vars;
    }

    Run run() {
        return run;
    }

    Setting setting() {
        return setting;
    }

    HostState host() {
        return host;
    }

    boolean checkMode() {
        return flag("check_mode", run.options.check());
    }

    boolean diffMode() {
        return flag("diff", run.options.diff());
    }

    /** A keyword of the task that is true or false. */
    boolean flag(String keyword, boolean otherwise) {
        Object value = job == null ? null : job.word(keyword, this);
        return value == null ? otherwise : truth(value);
    }

    /** Whether a value means yes, as Ansible takes keywords. */
    static boolean truth(Object value) {
        if (value instanceof String text) {
            return switch (text.strip().toLowerCase(java.util.Locale.ROOT)) {
                case "yes", "true", "on", "y", "t", "1" -> true;
                default -> false;
            };
        }
        return Boolean.TRUE.equals(value) || (value instanceof Number n && n.longValue() != 0);
    }

    Optional<Job> job() {
        return Optional.ofNullable(job);
    }

    @Override
    public Object get(String name) {
        Object value = said(name);
        if (value != NOTHING || job == null || connecting || !ConnectionNames.has(name)) {
            return value;
        }
        connecting = true;
        try {
            return ConnectionNames.get(name, this, job);
        } finally {
            connecting = false;
        }
    }

    /** The value that somebody gave a name, or the run itself. */
    private Object said(String name) {
        Object value = near.get(name);
        if (value != null || near.containsKey(name)) {
            return value;
        }
        value = Magic.get(name, this);
        if (value != NOTHING) {
            return value;
        }
        if (run.options.reading().merges()) {
            return merged(name);
        }
        value = run.extra.values().get(name);
        if (value != null || run.extra.values().containsKey(name)) {
            return value;
        }
        value = Layers.get(layers.params(), name);
        return value != NOTHING ? value : ofRun(name);
    }

    private Object merged(String name) {
        MergedLevels levels =
                new MergedLevels(name)
                        .value(inPlay ? ofPublished(name, RoleScope::defaults) : NOTHING)
                        .layers(layers.defaults())
                        .level(setting.inventory().variables(host.name))
                        .value(fact(name));
        if (inPlay) {
            levels.layers(List.of(setting.play().vars()))
                    .value(setting.varsFiles().get(name, this))
                    .value(ofPublished(name, RoleScope::vars));
        }
        return levels.layers(layers.vars())
                .level(host.failure)
                .level(host.included)
                .level(host.set)
                .layers(layers.params())
                .level(run.extra.values())
                .value();
    }

    private Object ofRun(String name) {
        Object value = in(host.set, name);
        if (value == NOTHING) {
            value = in(host.included, name);
        }
        if (value == NOTHING) {
            value = in(host.failure, name);
        }
        return value != NOTHING ? value : written(name);
    }

    private Object written(String name) {
        Object value = Layers.get(layers.vars(), name);
        if (value == NOTHING && inPlay) {
            value = ofPublished(name, RoleScope::vars);
        }
        if (value == NOTHING && inPlay) {
            value = setting.varsFiles().get(name, this);
        }
        if (value == NOTHING && inPlay) {
            value = Layers.get(List.of(setting.play().vars()), name);
        }
        if (value == NOTHING) {
            value = fact(name);
        }
        if (value == NOTHING) {
            value = in(setting.inventory().variables(host.name), name);
        }
        if (value == NOTHING) {
            value = Layers.get(layers.defaults(), name);
        }
        return value == NOTHING && inPlay ? ofPublished(name, RoleScope::defaults) : value;
    }

    private Object fact(String name) {
        Object value =
                name.startsWith(FACT) ? in(host.facts, name.substring(FACT.length())) : NOTHING;
        boolean plain = PLAIN_FACTS.contains(name) || host.plainFacts.contains(name);
        return value == NOTHING && plain ? in(host.facts, name) : value;
    }

    /** The last role wins. */
    private Object ofPublished(String name, Function<RoleScope, List<Variables>> which) {
        for (int i = host.published.size() - 1; i >= 0; i--) {
            Object value = Layers.get(which.apply(host.published.get(i)), name);
            if (value != NOTHING) {
                return value;
            }
        }
        return NOTHING;
    }

    private static Object in(Map<String, Object> map, String name) {
        Object value = map.get(name);
        return value != null || map.containsKey(name) ? value : NOTHING;
    }

    /** The value with every template in it filled in; {@link #NOTHING} when there is none. */
    Object value(String name) {
        Object value = get(name);
        return value == NOTHING ? NOTHING : Template.resolve(value, this);
    }

    /** The value of the first of these names that has one, as text; empty: none has. */
    Optional<String> text(String... names) {
        for (String name : names) {
            Object value = said(name);
            if (value != NOTHING && value != null) {
                Object resolved = Template.resolve(value, this);
                if (resolved != null && !String.valueOf(resolved).isEmpty()) {
                    return Optional.of(plain(resolved));
                }
            }
        }
        return Optional.empty();
    }

    private static String plain(Object value) {
        return value instanceof io.miprov.diag.Secret secret ? secret.value() : value.toString();
    }

    /** Where the variable that a name means was written; empty: it came to be in this run. */
    Optional<Span> place(String name) {
        if (near.containsKey(name)) {
            return Optional.empty();
        }
        if (run.extra.values().containsKey(name)) {
            return Optional.ofNullable(run.extra.places().get(name));
        }
        Optional<Span> place = Layers.place(layers.params(), name);
        if (place.isPresent()) {
            return place;
        }
        if (host.set.containsKey(name) || host.included.containsKey(name)) {
            return Optional.empty();
        }
        return Layers.place(layers.vars(), name)
                .or(() -> Optional.ofNullable(setting.play().vars().places().get(name)))
                .or(() -> placeBelow(name));
    }

    private Optional<Span> placeBelow(String name) {
        Object value = setting.inventory().variables(host.name).get(name);
        if (value != null) {
            return value instanceof Template template
                    ? Optional.of(template.span())
                    : Optional.empty();
        }
        return Layers.place(layers.defaults(), name);
    }

    @Override
    public Set<String> names() {
        Set<String> names = new HashSet<>(near.keySet());
        names.addAll(Magic.NAMES);
        names.addAll(own());
        return names;
    }

    /** The names that somebody gave a value, without Ansible's own. */
    Set<String> own() {
        Set<String> names = new LinkedHashSet<>(run.extra.values().keySet());
        for (var list : List.of(layers.params(), layers.vars(), layers.defaults())) {
            list.forEach(layer -> names.addAll(layer.values().keySet()));
        }
        synchronized (host.set) {
            names.addAll(host.set.keySet());
        }
        synchronized (host.included) {
            names.addAll(host.included.keySet());
        }
        synchronized (host.facts) {
            host.facts.keySet().forEach(fact -> names.add(FACT + fact));
        }
        if (inPlay) {
            names.addAll(setting.play().vars().values().keySet());
            names.addAll(setting.varsFiles().names(this));
            for (RoleScope role : host.published) {
                role.vars().forEach(layer -> names.addAll(layer.values().keySet()));
                role.defaults().forEach(layer -> names.addAll(layer.values().keySet()));
            }
        }
        names.addAll(setting.inventory().variables(host.name).keySet());
        return names;
    }

    @Override
    public Object call(String function, List<Object> args, Map<String, Object> named) {
        return Lookups.call(function, args, named, new TaskSite(this));
    }

    @Override
    public Controller controller() {
        return run.disk;
    }

    @Override
    public Vault vault() {
        return run.options.vault();
    }

    @Override
    public Template template(String name) {
        return run.files.included(name, this).orElse(null);
    }
}
