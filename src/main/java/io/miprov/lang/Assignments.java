package io.miprov.lang;

import java.util.List;

/** Giving names a meaning. */
final class Assignments {
    private Assignments() {}

    /** What stands on the left: {@code a}, {@code a, (b, c)} or {@code ns.a}. */
    record Target(At at, String name, String part, List<Target> parts) {

        void set(Frame frame, Object value) {
            if (!parts.isEmpty()) {
                spread(frame, value);
            } else if (part.isEmpty()) {
                frame.set(name, value);
            } else if (frame.get(name) instanceof Space space) {
                space.names().put(part, value);
            } else {
                throw at.fail(
                        Fault.of("only a namespace can be set in parts")
                                .help("make one with {% set " + name + " = namespace() %}"),
                        frame.scope());
            }
        }

        private void spread(Frame frame, Object value) {
            List<Object> values;
            try {
                values = Python.items(value);
            } catch (Fault fault) {
                throw at.fail(fault, frame.scope());
            }
            if (values.size() != parts.size()) {
                throw at.fail(
                        Fault.of(
                                parts.size() + " names need as many values",
                                "there are " + values.size()),
                        frame.scope());
            }
            for (int i = 0; i < parts.size(); i++) {
                parts.get(i).set(frame, values.get(i));
            }
        }

        void names(Names found) {
            parts.forEach(each -> each.names(found));
            if (part.isEmpty() && parts.isEmpty()) {
                found.set(name);
            }
        }
    }

    /** {@code {% set a = b %}}. */
    record Set(Target target, Expr value) implements Stmt {
        @Override
        public Flow run(Frame frame, Output out) {
            target.set(frame, value.in(frame));
            return Flow.NEXT;
        }

        @Override
        public void names(Names found) {
            value.names(found);
            target.names(found);
        }
    }

    /** {@code {% set a %}…{% endset %}}, perhaps with a filter. */
    record SetBlock(Target target, Stmt.Body body, Expr value) implements Stmt {
        @Override
        public Flow run(Frame frame, Output out) {
            Frame inner = frame.inner();
            inner.set(Held.NAME, body.text(frame.inner()));
            target.set(frame, value.in(inner));
            return Flow.NEXT;
        }

        @Override
        public void names(Names found) {
            found.inner(() -> body.names(found));
            value.names(found);
            target.names(found);
        }
    }

    /** {@code {% filter upper %}…{% endfilter %}}. */
    record FilterBlock(Stmt.Body body, Expr value) implements Stmt {
        @Override
        public Flow run(Frame frame, Output out) {
            Frame inner = frame.inner();
            inner.set(Held.NAME, body.text(frame.inner()));
            out.write(value.in(inner));
            return Flow.NEXT;
        }

        @Override
        public void names(Names found) {
            found.inner(() -> body.names(found));
            value.names(found);
        }
    }

    /** Stands in an expression for the text of the block that is being filtered. */
    record Held(At at) implements Expr {
        /** No name that can be written. */
        static final String NAME = " block";

        @Override
        public Object in(Frame frame) {
            return frame.get(NAME);
        }

        @Override
        public void names(Names found) {}
    }

    /** {@code {% with a = 1 %}…{% endwith %}}. */
    record With(List<Target> targets, List<Expr> values, Stmt.Body body) implements Stmt {
        @Override
        public Flow run(Frame frame, Output out) {
            Frame inner = frame.inner();
            for (int i = 0; i < targets.size(); i++) {
                targets.get(i).set(inner, values.get(i).in(frame));
            }
            return body.run(inner, out);
        }

        @Override
        public void names(Names found) {
            values.forEach(value -> value.names(found));
            found.inner(
                    () -> {
                        targets.forEach(target -> target.names(found));
                        body.names(found);
                    });
        }
    }
}
