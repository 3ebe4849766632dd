package io.miprov.library.core;

import io.miprov.module.Change;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;

@Doc(
        value =
                """
                Installs, upgrades or removes packages with yum; it takes what `dnf` takes.

                - yum:
                    name: nginx
                    state: present
                """,
        without = {"installroot", "list"})
public final class YumModule implements Module<DnfModule.Params> {

    @Override
    public Change plan(DnfModule.Params params, Facts facts) {
        return DnfModule.plan("yum", params);
    }
}
