package io.miprov.engine;

import io.miprov.inventory.Inventory;
import java.util.AbstractMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** {@code hostvars}: the variables of every host, evaluated when somebody takes one. */
final class HostVars extends AbstractMap<String, Object> {
    private final Run run;
    private final Setting setting;

    HostVars(Run run, Setting setting) {
        this.run = run;
        this.setting = setting;
    }

    @Override
    public Object get(Object host) {
        return containsKey(host) ? new AllVars(run.plain(host.toString(), setting)) : null;
    }

    @Override
    public boolean containsKey(Object host) {
        return keySet().contains(host)
                || (host instanceof String name
                        && (setting.allHosts().contains(name) || Inventory.isThisMachine(name)));
    }

    @Override
    public Set<String> keySet() {
        return new LinkedHashSet<>(setting.inventory().hosts());
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        Set<Entry<String, Object>> entries = new LinkedHashSet<>();
        keySet().forEach(host -> entries.add(Map.entry(host, get(host))));
        return entries;
    }
}
