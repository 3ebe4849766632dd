package io.miprov.lang;

import java.util.ArrayList;
import java.util.List;

/** {@code {% for %}}. */
final class Loops {
    private Loops() {}

    /** A loop; the condition may be null. */
    record For(
            Assignments.Target target,
            Expr over,
            Expr condition,
            boolean recursive,
            Stmt.Body body,
            Stmt.Body otherwise)
            implements Stmt {

        @Override
        public Flow run(Frame frame, Output out) {
            loop(frame, over.in(frame), 0, out);
            return Flow.NEXT;
        }

        void loop(Frame frame, Object value, int depth, Output out) {
            List<Object> items = items(frame, value);
            if (items.isEmpty()) {
                otherwise.run(frame.inner(), out);
                return;
            }
            Loop loop = new Loop(this, frame, items, depth);
            for (int i = 0; i < items.size(); i++) {
                Frame inner = frame.inner();
                target.set(inner, items.get(i));
                loop.at(i);
                inner.set("loop", loop);
                if (body.run(inner, out) == Flow.BREAK) {
                    return;
                }
            }
        }

        private List<Object> items(Frame frame, Object value) {
            List<Object> items;
            try {
                items = Python.items(value);
            } catch (Fault fault) {
                throw over.at().fail(fault, frame.scope());
            }
            return condition == null ? new ArrayList<>(items) : chosen(frame, items);
        }

        private List<Object> chosen(Frame frame, List<Object> items) {
            List<Object> chosen = new ArrayList<>();
            for (Object item : items) {
                Frame inner = frame.inner();
                target.set(inner, item);
                if (Operation.truth(condition, inner)) {
                    chosen.add(item);
                }
            }
            return chosen;
        }

        @Override
        public void names(Names found) {
            over.names(found);
            found.inner(
                    () -> {
                        target.names(found);
                        found.set("loop");
                        found.maybe(
                                () -> {
                                    if (condition != null) {
                                        condition.names(found);
                                    }
                                    body.names(found);
                                });
                    });
            found.maybe(() -> otherwise.names(found));
        }
    }

    /** What {@code loop} tells in a loop. */
    static final class Loop implements Callable {
        private final For loop;
        private final Frame frame;
        private final List<Object> items;
        private final int depth;
        private int at;
        private Object changed = Scope.NOTHING;

        Loop(For loop, Frame frame, List<Object> items, int depth) {
            this.loop = loop;
            this.frame = frame;
            this.items = items;
            this.depth = depth;
        }

        void at(int index) {
            at = index;
        }

        /** A part of {@code loop} by its name, or NOTHING. */
        Object get(String name) {
            return switch (name) {
                case "index" -> (long) at + 1;
                case "index0" -> (long) at;
                case "revindex" -> (long) items.size() - at;
                case "revindex0" -> (long) items.size() - at - 1;
                case "first" -> at == 0;
                case "last" -> at == items.size() - 1;
                case "length" -> (long) items.size();
                case "depth" -> (long) depth + 1;
                case "depth0" -> (long) depth;
                case "previtem" -> at > 0 ? items.get(at - 1) : Scope.NOTHING;
                case "nextitem" -> at + 1 < items.size() ? items.get(at + 1) : Scope.NOTHING;
                case "cycle" -> (Callable) this::cycle;
                case "changed" -> (Callable) this::changed;
                default -> Scope.NOTHING;
            };
        }

        private Object cycle(Call call) {
            List<Object> choices = call.rest(0);
            if (choices.isEmpty()) {
                throw Fault.of("`loop.cycle` needs something to cycle through");
            }
            return choices.get(at % choices.size());
        }

        private Object changed(Call call) {
            Object now = Tuple.of(call.rest(0));
            boolean other = changed == Scope.NOTHING || !Python.equal(now, changed);
            changed = now;
            return other;
        }

        /** {@code loop(item.children)} in a recursive loop. */
        @Override
        public Object call(Call call) {
            if (!loop.recursive()) {
                throw Fault.of("this loop is not recursive").help("write {% for … recursive %}");
            }
            Output out = new Output();
            loop.loop(frame, call.arg(0, "iterable"), depth + 1, out);
            return out.asText();
        }
    }
}
