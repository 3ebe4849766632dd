package io.miprov.engine;

import io.miprov.diag.BadInput;
import io.miprov.lang.Template;
import io.miprov.lang.TemplateError;
import io.miprov.playbook.Rolling;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What balancers may call the hosts of a roll. */
final class MemberNames {
    private final Run run;
    private final Setting setting;
    private final Rolling rolling;

    MemberNames(Run run, Rolling rolling, Setting setting) {
        this.run = run;
        this.setting = setting;
        this.rolling = rolling;
    }

    /** What {@code member} says; else the address and the name of the host. */
    List<String> of(HostState host) {
        Vars vars = Vars.ofPlay(run, setting, host);
        Object written = rolling.value("member");
        if (written != null) {
            Object said = said(written, vars);
            return said instanceof List<?> list
                    ? list.stream().map(String::valueOf).toList()
                    : List.of(String.valueOf(said));
        }
        Set<String> names = new LinkedHashSet<>();
        vars.text("ansible_host").ifPresent(names::add);
        names.add(host.name);
        return new ArrayList<>(names);
    }

    private static Object said(Object written, Vars vars) {
        try {
            return Template.resolve(written, vars);
        } catch (TemplateError e) {
            throw new BadInput(e.diagnostic());
        }
    }

    /** Whether one of these is a name of the host. */
    boolean mean(HostState host, List<String> some) {
        return of(host).stream().anyMatch(some::contains);
    }
}
