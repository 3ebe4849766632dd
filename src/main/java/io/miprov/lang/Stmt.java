package io.miprov.lang;

import java.util.List;
import java.util.Set;

/** A part of a template that prints or does something; compiled once, never changed. */
interface Stmt {
    Flow run(Frame frame, Output out);

    /** Tells the names that it reads and sets. */
    void names(Names found);

    /** Whether all it does is print, which counts for nothing behind {@code extends}. */
    default boolean prints() {
        return false;
    }

    /** What comes after a statement. */
    enum Flow {
        NEXT,
        /** The template extends another: what follows only sets names. */
        EXTENDED,
        BREAK,
        CONTINUE
    }

    /** Several statements, one after the other. */
    record Body(List<Stmt> parts) implements Stmt {
        private static final Set<String> TEXT =
                Set.of(
                        "string",
                        "to_json",
                        "to_nice_json",
                        "to_yaml",
                        "to_nice_yaml",
                        "ppretty",
                        "json");

        @Override
        public Flow run(Frame frame, Output out) {
            for (int i = 0; i < parts.size(); i++) {
                Flow flow = parts.get(i).run(frame, out);
                if (flow == Flow.EXTENDED) {
                    parts.subList(i + 1, parts.size()).stream()
                            .filter(part -> !part.prints())
                            .forEach(part -> part.run(frame, new Output()));
                }
                if (flow != Flow.NEXT) {
                    return flow;
                }
            }
            return Flow.NEXT;
        }

        /** Whether it is one expression whose filter writes text that is to stay text. */
        boolean makesText() {
            return parts.size() == 1
                    && parts.get(0) instanceof Print print
                    && print.value() instanceof Invocation.Filtered filtered
                    && TEXT.contains(Plugins.shortName(filtered.name()));
        }

        /** Whether it is one variable and nothing else. */
        boolean isName() {
            return parts.size() == 1
                    && parts.get(0) instanceof Print print
                    && print.value() instanceof Expr.Name;
        }

        /** What it prints, as text. */
        Object text(Frame frame) {
            Output out = new Output();
            run(frame, out);
            return out.asText();
        }

        @Override
        public void names(Names found) {
            parts.forEach(part -> part.names(found));
        }
    }

    /** Text outside of tags. */
    record Data(String text) implements Stmt {
        @Override
        public boolean prints() {
            return true;
        }

        @Override
        public Flow run(Frame frame, Output out) {
            out.write(text);
            return Flow.NEXT;
        }

        @Override
        public void names(Names found) {}
    }

    /** {@code {{ a }}}. */
    record Print(Expr value) implements Stmt {
        @Override
        public boolean prints() {
            return true;
        }

        @Override
        public Flow run(Frame frame, Output out) {
            Object printed = value.in(frame);
            try {
                out.write(printed);
            } catch (Fault fault) {
                throw value.at().fail(fault, frame.scope());
            }
            return Flow.NEXT;
        }

        @Override
        public void names(Names found) {
            value.names(found);
        }
    }

    /** {@code {% if %}}. */
    record If(Expr condition, Body then, Body otherwise) implements Stmt {
        @Override
        public Flow run(Frame frame, Output out) {
            return (Operation.truth(condition, frame) ? then : otherwise).run(frame, out);
        }

        @Override
        public void names(Names found) {
            condition.names(found);
            found.maybe(() -> then.names(found));
            found.maybe(() -> otherwise.names(found));
        }
    }

    /** {@code {% do a %}}. */
    record Do(Expr value) implements Stmt {
        @Override
        public Flow run(Frame frame, Output out) {
            value.in(frame);
            return Flow.NEXT;
        }

        @Override
        public void names(Names found) {
            value.names(found);
        }
    }

    /** {@code {% break %}} and {@code {% continue %}}. */
    record Jump(Flow flow) implements Stmt {
        @Override
        public Flow run(Frame frame, Output out) {
            return flow;
        }

        @Override
        public void names(Names found) {}
    }
}
