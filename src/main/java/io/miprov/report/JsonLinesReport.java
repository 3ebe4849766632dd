package io.miprov.report;

import io.miprov.diag.Diagnostic;
import io.miprov.event.Event;
import io.miprov.event.EventSink;
import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One JSON object a line for each event: its kind under {@code event}, and its components under
 * their names, written with underscores. Times that pass are seconds. Readers may rely on it.
 */
public final class JsonLinesReport implements EventSink {
    private final PrintWriter out;

    public JsonLinesReport(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void on(Event event) {
        out.println(Json.line(members(event)));
        out.flush();
    }

    /** An event as values of JSON, its kind first. */
    public static Map<String, Object> members(Event event) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("event", snake(event.getClass().getSimpleName()));
        members.putAll(members((Record) event));
        return members;
    }

    private static Map<String, Object> members(Record record) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (Member member : MEMBERS.get(record.getClass())) {
            members.put(member.name, value(member.of(record)));
        }
        return members;
    }

    /** A component and its name; looked up once for each kind of record. */
    private record Member(String name, Method accessor) {
        Object of(Record record) {
            try {
                return accessor.invoke(record);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("events are public records", e);
            }
        }
    }

    private static final ClassValue<List<Member>> MEMBERS =
            new ClassValue<>() {
                @Override
                protected List<Member> computeValue(Class<?> kind) {
                    List<Member> members = new ArrayList<>();
                    for (RecordComponent component : kind.getRecordComponents()) {
                        members.add(
                                new Member(snake(component.getName()), component.getAccessor()));
                    }
                    return members;
                }
            };

    private static Object value(Object value) {
        if (value instanceof Optional<?> maybe) {
            return maybe.map(JsonLinesReport::value).orElse(null);
        }
        if (value instanceof Duration took) {
            return took.toMillis() / 1000.0;
        }
        if (value instanceof Instant) {
            return value.toString();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
        if (value instanceof Diagnostic diagnostic) {
            return diagnostic(diagnostic);
        }
        if (value instanceof Record record) {
            return members(record);
        }
        if (value instanceof List<?> list) {
            List<Object> all = new ArrayList<>();
            list.forEach(each -> all.add(value(each)));
            return all;
        }
        return value instanceof Map<?, ?> map ? map(map) : value;
    }

    private static Map<String, Object> map(Map<?, ?> map) {
        Map<String, Object> all = new LinkedHashMap<>();
        map.forEach((key, each) -> all.put(String.valueOf(key), value(each)));
        return all;
    }

    private static Map<String, Object> diagnostic(Diagnostic diagnostic) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("severity", diagnostic.severity().name().toLowerCase(Locale.ROOT));
        members.put("message", diagnostic.message());
        members.put("place", diagnostic.span().toString());
        members.put("label", diagnostic.label());
        members.put("notes", new ArrayList<Object>(diagnostic.notes()));
        return members;
    }

    private static String snake(String camel) {
        StringBuilder snake = new StringBuilder();
        for (char c : camel.toCharArray()) {
            if (Character.isUpperCase(c) && snake.length() > 0) {
                snake.append('_');
            }
            snake.append(Character.toLowerCase(c));
        }
        return snake.toString();
    }
}
