package io.miprov.library.core;

import io.miprov.host.Sh;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Outcome;
import java.util.Map;

/** A package file, of the host or of an address, installed with what it depends on. */
final class AptDeb {
    private AptDeb() {}

    static Change of(String file, AptModule.Params params) {
        Sh words = AptModule.words(params);
        return new Decide(
                words.then(Sh.of("deb_state {}", file)),
                answer -> change(file, params, words, answer.strip().split(" ", 3)),
                Map.of());
    }

    /**
     * @param told the package, its version, and the version that is installed
     */
    private static Change change(String file, AptModule.Params params, Sh words, String[] told) {
        String installed = told.length > 2 ? told[2] : "absent";
        if (installed.equals(told[1])) {
            return new Answer(Outcome.ok(Map.of()));
        }
        return new Act(
                        words.then(
                                Sh.of(
                                        "deb_install {} {} {}",
                                        file,
                                        params.lockTimeout(),
                                        params.flags())),
                        Map.of(),
                        new Outcome.TextDiff(
                                "packages",
                                told[0] + " " + installed + "\n",
                                told[0] + " " + told[1] + "\n"))
                .reading(PackagePlan::said);
    }
}
