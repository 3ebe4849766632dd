package io.miprov.lang;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Methods of a list. */
final class ListMethods {
    private ListMethods() {}

    /** The method, or null. To add one, add its line here. */
    @SuppressWarnings("unchecked")
    static Callable find(List<?> of, String name) {
        List<Object> list = (List<Object>) of;
        return switch (name) {
            case "append" -> call -> append(list, call.arg(0, "item"));
            case "extend" -> call -> extend(list, call);
            case "insert" -> call -> insert(list, call);
            case "pop" -> call -> pop(list, call);
            case "remove" -> call -> remove(list, call.arg(0, "item"));
            case "index" -> call -> (long) index(list, call.arg(0, "item"));
            case "count" -> call -> count(list, call.arg(0, "item"));
            case "copy" -> call -> new ArrayList<>(list);
            case "reverse" -> call -> reverse(list);
            case "sort" -> call -> sort(list, call);
            default -> null;
        };
    }

    private static Object append(List<Object> list, Object item) {
        list.add(item);
        return null;
    }

    private static Object extend(List<Object> list, Call call) {
        list.addAll(new ArrayList<>(Python.items(call.arg(0, "items"))));
        return null;
    }

    private static Object insert(List<Object> list, Call call) {
        int at = call.whole(0, "index", 0);
        list.add(
                Math.max(0, Math.min(list.size(), at < 0 ? at + list.size() : at)),
                call.arg(1, "item"));
        return null;
    }

    private static Object pop(List<Object> list, Call call) {
        int at = call.whole(0, "index", -1);
        int index = at < 0 ? at + list.size() : at;
        if (index < 0 || index >= list.size()) {
            throw Fault.of(
                    "there is nothing to take out of this list",
                    "it has " + list.size() + " items");
        }
        Object item = list.get(index);
        list.remove(index);
        return item;
    }

    private static Object remove(List<Object> list, Object item) {
        list.remove(index(list, item));
        return null;
    }

    private static int index(List<Object> list, Object item) {
        for (int i = 0; i < list.size(); i++) {
            if (Python.equal(list.get(i), item)) {
                return i;
            }
        }
        throw Fault.of(Python.repr(item) + " is not in this list");
    }

    private static Object count(List<Object> list, Object item) {
        return list.stream().filter(each -> Python.equal(each, item)).count();
    }

    private static Object reverse(List<Object> list) {
        Collections.reverse(list);
        return null;
    }

    private static Object sort(List<Object> list, Call call) {
        boolean reverse = call.flag(-1, "reverse", false);
        List<Object> sorted = new ArrayList<>(list);
        sorted.sort(reverse ? Collections.reverseOrder(Python::compare) : Python::compare);
        for (int i = 0; i < sorted.size(); i++) {
            list.set(i, sorted.get(i));
        }
        return null;
    }
}
