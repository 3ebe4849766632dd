package io.miprov.lang;

import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lists and mappings whose templates are filled in when a part is taken, so that a part nobody uses
 * may need what is not there. A template may change its own copy, never the variable.
 */
final class Deferred {
    private Deferred() {}

    /** A list. */
    static final class Items extends AbstractList<Object> {
        private List<?> items;
        private List<Object> own;
        private final Evaluation run;

        Items(List<?> items, Evaluation run) {
            this.items = items;
            this.run = run;
        }

        @Override
        public Object get(int index) {
            return run.value(items.get(index));
        }

        @Override
        public int size() {
            return items.size();
        }

        @Override
        public Object set(int index, Object value) {
            return owned().set(index, value);
        }

        @Override
        public void add(int index, Object value) {
            owned().add(index, value);
            modCount++;
        }

        @Override
        public Object remove(int index) {
            modCount++;
            return owned().remove(index);
        }

        private List<Object> owned() {
            if (own == null) {
                own = new ArrayList<>(items);
                items = own;
            }
            return own;
        }
    }

    /** A mapping. */
    static final class Mapping extends AbstractMap<Object, Object> {
        private Map<?, ?> map;
        private Map<Object, Object> own;
        private final Evaluation run;

        Mapping(Map<?, ?> map, Evaluation run) {
            this.map = map;
            this.run = run;
        }

        @Override
        public Object get(Object key) {
            return run.value(map.get(key));
        }

        @Override
        public boolean containsKey(Object key) {
            return map.containsKey(key);
        }

        @Override
        public int size() {
            return map.size();
        }

        @Override
        public Object put(Object key, Object value) {
            return owned().put(key, value);
        }

        @Override
        public Object remove(Object key) {
            return owned().remove(key);
        }

        @Override
        public Set<Object> keySet() {
            return new Keys();
        }

        @Override
        public Set<Entry<Object, Object>> entrySet() {
            return new Entries();
        }

        private Map<Object, Object> owned() {
            if (own == null) {
                own = new LinkedHashMap<>(map);
                map = own;
            }
            return own;
        }

        private final class Keys extends AbstractSet<Object> {
            @Override
            public Iterator<Object> iterator() {
                Iterator<?> keys = map.keySet().iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return keys.hasNext();
                    }

                    @Override
                    public Object next() {
                        return run.value(keys.next());
                    }
                };
            }

            @Override
            public boolean contains(Object key) {
                return map.containsKey(key);
            }

            @Override
            public int size() {
                return map.size();
            }
        }

        private final class Entries extends AbstractSet<Entry<Object, Object>> {
            @Override
            public Iterator<Entry<Object, Object>> iterator() {
                Iterator<?> entries = map.entrySet().iterator();
                return new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return entries.hasNext();
                    }

                    @Override
                    public Entry<Object, Object> next() {
                        return new Part((Entry<?, ?>) entries.next(), run);
                    }
                };
            }

            @Override
            public int size() {
                return map.size();
            }
        }
    }

    /** A key and a value that is evaluated when it is asked for. */
    private record Part(Map.Entry<?, ?> written, Evaluation run)
            implements Map.Entry<Object, Object> {
        @Override
        public Object getKey() {
            return run.value(written.getKey());
        }

        @Override
        public Object getValue() {
            return run.value(written.getValue());
        }

        @Override
        public Object setValue(Object value) {
            throw new UnsupportedOperationException("a variable is not changed by a template");
        }
    }
}
