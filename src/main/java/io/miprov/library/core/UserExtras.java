package io.miprov.library.core;

import io.miprov.diag.Secret;
import io.miprov.host.Sh;
import io.miprov.library.core.UserModule.Params;
import io.miprov.module.Act;
import io.miprov.module.Answer;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a user may have besides its account: days at which it ends, and a key for SSH. */
record UserExtras(Params params) {
    private static final long DAY = 24 * 60 * 60;

    List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        boolean ages =
                params.expires().isPresent()
                        || params.passwordExpireMax().isPresent()
                        || params.passwordExpireMin().isPresent()
                        || params.passwordExpireWarn().isPresent()
                        || params.passwordExpireAccountDisable().isPresent();
        if (ages) {
            changes.add(
                    new Decide(
                            words(Sh.of("aging_state {}", params.name())),
                            answer -> aging(answer.strip().split(":", -1)),
                            Map.of()));
        }
        if (params.generateSshKey()) {
            changes.add(
                    new Decide(
                            words(Sh.of("ssh_key_of {} {}", params.name(), file())),
                            this::key,
                            Map.of()));
        }
        return changes;
    }

    private static Sh words(Sh script) {
        return Scripts.resource("account.sh").then(script);
    }

    /**
     * @param is the fields of the shadow file from the fourth on (shadow(5))
     */
    private Change aging(String[] is) {
        List<String> words = new ArrayList<>();
        List<String> was = new ArrayList<>();
        differs(words, was, "-m", is[0], params.passwordExpireMin());
        differs(words, was, "-M", is[1], params.passwordExpireMax());
        differs(words, was, "-W", is[2], params.passwordExpireWarn());
        differs(words, was, "-I", is[3], params.passwordExpireAccountDisable());
        differs(words, was, "-E", is[4], params.expires().map(UserExtras::day));
        return words.isEmpty()
                ? new Answer(Outcome.ok(Map.of()))
                : new Act(
                        Sh.of("chage {} {}", words, params.name()),
                        Map.of(),
                        new Outcome.TextDiff(
                                "days of " + params.name(),
                                String.join(" ", was) + "\n",
                                String.join(" ", words) + "\n"));
    }

    private static long day(double seconds) {
        return seconds < 0 ? -1 : (long) Math.floor(seconds / DAY);
    }

    /** In the file, nothing stands for never, which chage(1) calls -1. */
    private static void differs(
            List<String> words, List<String> was, String option, String is, Optional<Long> wanted) {
        String has = is.isEmpty() ? "-1" : is;
        wanted.map(number -> Long.toString(Math.max(number, -1)))
                .filter(number -> !number.equals(has))
                .ifPresent(
                        number -> {
                            words.addAll(List.of(option, number));
                            was.addAll(List.of(option, has));
                        });
    }

    private String file() {
        return params.sshKeyFile().orElse(".ssh/id_" + params.sshKeyType());
    }

    private Change key(String answer) {
        List<String> lines = answer.lines().toList();
        if (lines.get(1).equals("there") && !params.force()) {
            return new Answer(Outcome.ok(told(lines)));
        }
        Secret passphrase = params.sshKeyPassphrase().orElse(new Secret(""));
        Sh make =
                Sh.of(
                        "make_ssh_key {} {} {} {} {} {}",
                        params.name(),
                        file(),
                        params.sshKeyType(),
                        params.sshKeyBits().map(Object::toString).orElse(""),
                        params.sshKeyComment().orElse(""),
                        passphrase);
        return new Act(
                        words(make),
                        Map.of("ssh_key_file", lines.get(0)),
                        new Outcome.TextDiff(lines.get(0), lines.get(1) + "\n", "a new key\n"))
                .reading(out -> told(out.lines().toList()));
    }

    private static Map<String, Object> told(List<String> lines) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("ssh_key_file", lines.get(0));
        told.put("ssh_fingerprint", lines.size() > 2 ? lines.get(2) : "");
        told.put("ssh_public_key", lines.size() > 3 ? lines.get(3) : "");
        return told;
    }
}
