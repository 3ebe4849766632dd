package io.miprov.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is different when the program is called by one of Ansible's names: which command that is,
 * how it tells what happens, and its exit status, which scripts of others rely on.
 *
 * @param name as it was called
 * @param command of ours
 * @param output what stands before the words that were given
 */
record AnsibleNames(String name, String command, List<String> output) {
    /** Wrong words on the command line, as Python's argparse has it. */
    static final int WRONG_USAGE = 2;

    /** Options that do not go together. */
    static final int WRONG_OPTIONS = 5;

    private static final int TASK_FAILED = 2;
    private static final int UNREACHABLE = 4;
    private static final int WRONG_INPUT = 4;

    /** Whatever has no status of its own, such as a vault that stays closed. */
    static final int OTHER_ERROR = 1;

    /** Ansible goes on when an inventory can not be read. */
    private static final String LENIENT = "--pass-over-bad-inventories";

    private static final Map<String, AnsibleNames> ALL =
            Map.of(
                    "ansible-playbook",
                    new AnsibleNames(
                            "ansible-playbook", "apply", List.of("--output=ansible", LENIENT)),
                    "ansible",
                    new AnsibleNames("ansible", "run", List.of("--output=minimal", LENIENT)),
                    "ansible-inventory",
                    new AnsibleNames("ansible-inventory", "inventory", List.of(LENIENT)),
                    "ansible-vault",
                    new AnsibleNames("ansible-vault", "vault", List.of()));

    /** Empty for {@code miprov} and whatever else. */
    static Optional<AnsibleNames> of(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    String[] words(String... given) {
        return Stream.concat(output.stream(), Arrays.stream(given)).toArray(String[]::new);
    }

    /** Ansible's status for ours. */
    int status(int ours) {
        return switch (ours) {
            case ExitCode.TASK_FAILED -> TASK_FAILED;
            case ExitCode.HOST_LOST -> UNREACHABLE;
            case ExitCode.BAD_INPUT ->
                    command.equals("vault") || command.equals("inventory")
                            ? OTHER_ERROR
                            : WRONG_INPUT;
            default -> ours;
        };
    }

    /** What {@code --version} says: the language that is spoken, and who speaks it. */
    String version(String ours) {
        return name + " [core 2.16.0]\n  " + ours;
    }
}
