package io.miprov.library.system;

import io.miprov.host.Sh;
import io.miprov.module.Await;
import io.miprov.module.Change;
import io.miprov.module.Decide;
import io.miprov.module.Doc;
import io.miprov.module.Facts;
import io.miprov.module.Module;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

@Doc(
        """
        Reboots the host, and waits until it is up again and answers a command.

        - reboot:
            reboot_timeout: 300
        """)
public final class RebootModule implements Module<RebootModule.Params> {
    private static final int MINUTE = 60;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int PATIENCE = 30;

    /** What it takes. */
    public record Params(
            @Doc(
                            value = "the seconds before the reboot begins, in whole minutes",
                            aliases = "pre_reboot_delay_sec",
                            orElse = "0")
                    int preRebootDelay,
            @Doc(
                            value = "the seconds to wait before the first look whether it is up",
                            aliases = "post_reboot_delay_sec",
                            orElse = "0")
                    int postRebootDelay,
            @Doc(
                            value = "for how many seconds it may be away",
                            aliases = "reboot_timeout_sec",
                            orElse = "600")
                    int rebootTimeout,
            @Doc(
                            value = "for how many seconds one try to ask it may take",
                            aliases = "connect_timeout_sec")
                    Optional<Integer> connectTimeout,
            @Doc(value = "what must succeed once it is up", orElse = "whoami") String testCommand,
            @Doc(
                            value = "what users who are logged in are told",
                            orElse = "Reboot initiated by Ansible")
                    String msg,
            @Doc(
                            value = "where shutdown is looked for",
                            orElse = "/sbin,/bin,/usr/sbin,/usr/bin,/usr/local/sbin")
                    List<String> searchPaths,
            @Doc(
                            "what prints another text after each boot; else the kernel's boot id and the start of process 1")
                    Optional<String> bootTimeCommand,
            @Doc("the command that reboots, instead of shutdown") Optional<String> rebootCommand) {}

    @Override
    public boolean detaches() {
        return false;
    }

    @Override
    public Change plan(Params params, Facts facts) {
        Sh words = Sh.resource(RebootModule.class, "reboot.sh");
        Sh token =
                params.bootTimeCommand()
                        .map(command -> Sh.of("eval {}", command))
                        .orElse(Sh.of("boot_token"));
        return new Decide(
                words.then(token),
                before ->
                        new Await(
                                Optional.of(words.then(trigger(params))),
                                Duration.ofSeconds(Math.max(0, params.postRebootDelay())),
                                words.then(
                                        Sh.of(
                                                "booted {} {} {}",
                                                before.strip(),
                                                token,
                                                params.testCommand())),
                                Duration.ofSeconds(params.connectTimeout().orElse(PATIENCE)),
                                PAUSE,
                                Duration.ofSeconds(params.rebootTimeout()),
                                Map.of("rebooted", true)),
                Map.of());
    }

    private static Sh trigger(Params params) {
        return params.rebootCommand()
                .map(command -> Sh.of("reboot_by {} {}", command, params.searchPaths()))
                .orElse(
                        Sh.of(
                                "reboot_in {} {} {}",
                                Math.max(0, params.preRebootDelay()) / MINUTE,
                                params.msg(),
                                params.searchPaths()));
    }
}
