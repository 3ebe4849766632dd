package io.miprov.library.facts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** All facts (without {@code ansible_}), subject by subject; a subject is a {@link Subset}. */
final class HostFacts {

    /** What puts the facts of a subject. */
    private static final Map<String, BiConsumer<Sheet, Map<String, Object>>> SUBJECTS = subjects();

    private HostFacts() {}

    private static Map<String, BiConsumer<Sheet, Map<String, Object>>> subjects() {
        Map<String, BiConsumer<Sheet, Map<String, Object>>> all = new LinkedHashMap<>();
        all.put("platform", SystemFacts::platform);
        all.put("distribution", Distribution::into);
        all.put("lsb", Distribution::lsb);
        all.put("date_time", Clock::into);
        all.put("dns", Network::names);
        all.put("env", UserFacts::environment);
        all.put("user", UserFacts::into);
        all.put("fips", SystemFacts::fips);
        all.put("cmdline", SystemFacts::commandLine);
        all.put("loadavg", SystemFacts::load);
        all.put("caps", SystemFacts::capabilities);
        all.put("chroot", SystemFacts::chroot);
        all.put("python", SystemFacts::python);
        all.put("pkg_mgr", Managers::packages);
        all.put("service_mgr", Managers::services);
        all.put("selinux", Managers::selinux);
        all.put("apparmor", Managers::apparmor);
        all.put("ssh_pub_keys", SystemFacts::hostKeys);
        all.put("local", OwnFacts::into);
        all.put("hardware", Hardware::into);
        all.put("network", (sheet, facts) -> new Network(sheet).into(facts));
        all.put("virtual", Managers::virtual);
        return all;
    }

    /** The facts of these subjects. */
    static Map<String, Object> read(String answer, Set<String> subjects) {
        Sheet sheet = Sheet.read(answer);
        Map<String, Object> facts = new LinkedHashMap<>();
        SUBJECTS.forEach(
                (name, reader) -> {
                    if (subjects.contains(name)) {
                        reader.accept(sheet, facts);
                    }
                });
        return facts;
    }
}
