package io.miprov.lang;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** Gathers the names that a template needs from outside. */
final class Names {
    private final Set<String> read = new LinkedHashSet<>();
    private final Set<String> sure = new LinkedHashSet<>();
    private final Set<String> guarded = new HashSet<>();
    private final Deque<Set<String>> set = new ArrayDeque<>();
    private int unsure;

    Names() {
        set.push(new HashSet<>());
    }

    void read(String name) {
        if (set.stream().noneMatch(names -> names.contains(name))
                && !name.equals("self")
                && Functions.find(name) == Scope.NOTHING) {
            read.add(name);
            if (unsure == 0) {
                sure.add(name);
            }
        }
    }

    /** From here on the template itself gives this name a meaning. */
    void set(String name) {
        set.element().add(name);
    }

    /** What happens in there is not always done. */
    void maybe(Runnable part) {
        unsure++;
        part.run();
        unsure--;
    }

    /** Names set in there do not leave it. */
    void inner(Runnable part) {
        set.push(new HashSet<>());
        part.run();
        set.pop();
    }

    /** The value is asked whether it is defined, or given a default. */
    void guarded(Expr of) {
        Expr root = of;
        while (root instanceof Part.Attr || root instanceof Part.Item) {
            if (root instanceof Part.Item item) {
                item.key().names(this);
                root = item.of();
            } else if (root instanceof Part.Attr attr) {
                root = attr.of();
            }
        }
        if (root instanceof Expr.Name name) {
            guarded.add(name.name());
        } else if (root instanceof Invocation.Filtered filtered && filtered.passesOn()) {
            filtered.guarded(this);
        } else {
            root.names(this);
        }
    }

    /** All that may be read. */
    Set<String> all() {
        return without(read);
    }

    /** Those that are read each time. */
    Set<String> required() {
        return without(sure);
    }

    private Set<String> without(Set<String> names) {
        Set<String> left = new LinkedHashSet<>(names);
        left.removeAll(guarded);
        return Set.copyOf(left);
    }
}
