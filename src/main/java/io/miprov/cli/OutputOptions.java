package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.event.EventSink;
import io.miprov.report.AnsibleOptions;
import io.miprov.report.AnsibleReport;
import io.miprov.report.ConsoleReport;
import io.miprov.report.JsonLinesReport;
import io.miprov.report.Look;
import io.miprov.report.MinimalReport;
import io.miprov.report.PlainReport;
import io.miprov.report.Style;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is told, and how. */
final class OutputOptions {
    @Option(
            names = {"-v", "--verbose"},
            description = "tell the scripts that hosts run, and results")
    private boolean[] verbose = {};

    @Option(
            names = "--output",
            paramLabel = "text|json|ansible|minimal|oneline",
            description = "json: one JSON object a line for each event; others: as Ansible's")
    private Output output;

    @Option(
            names = {"-o", "--one-line"},
            hidden = true,
            description = "each result on one line")
    private boolean oneLine;

    @Option(
            names = {"--no-color", "--nocolor"},
            description = "no colours")
    private boolean noColour;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "write a page of HTML about the run, with all it needs in it")
    private Path page;

    /** Where a page about the run goes, if anywhere; one can be written there. */
    Optional<Path> page() {
        if (page != null && !Files.isWritable(page.toAbsolutePath().getParent())) {
            throw new BadInput(
                    "error: the report can not be written to "
                            + page
                            + "\n  = help: name a file in a folder that is there and may be written to\n");
        }
        return Optional.ofNullable(page).map(Path::toAbsolutePath);
    }

    /** The forms of output, as they are written. */
    enum Output {
        text,
        json,
        ansible,
        minimal,
        oneline
    }

    private boolean answers;

    /** From now on everything that a task answers is told. */
    void tellAnswers() {
        answers = true;
    }

    int verbosity() {
        return verbose.length;
    }

    boolean json() {
        return output == Output.json;
    }

    /** What was asked for on the command line, else what Ansible's settings say. */
    private Output chosen(Settings settings) {
        if (output != null) {
            return oneLine && output == Output.minimal ? Output.oneline : output;
        }
        String callback = settings.text("STDOUT_CALLBACK", "defaults.stdout_callback").orElse("");
        return callback.equals("default") || callback.equals("ansible.builtin.default")
                ? Output.ansible
                : Output.text;
    }

    /** Whether what is told beside the run is in Ansible's form, too. */
    boolean asAnsible() {
        return output != null && output != Output.text && output != Output.json;
    }

    private AnsibleOptions options(Terminal terminal, Settings settings) {
        return new AnsibleOptions(
                terminal.style(noColour) == Style.COLOURED,
                verbosity(),
                terminal.interactive()
                        ? Math.max(AnsibleOptions.USUAL_COLUMNS, terminal.width() - 1)
                        : AnsibleOptions.USUAL_COLUMNS,
                settings.flag("DISPLAY_OK_HOSTS", "defaults.display_ok_hosts", true),
                settings.flag("DISPLAY_SKIPPED_HOSTS", "defaults.display_skipped_hosts", true),
                settings.flag("DISPLAY_FAILED_STDERR", "defaults.display_failed_stderr", false),
                settings.flag(
                        "SHOW_TASK_PATH_ON_FAILURE", "defaults.show_task_path_on_failure", false),
                settings.flag("CHECK_MODE_MARKERS", "defaults.check_mode_markers", false));
    }

    Look look(Terminal terminal) {
        return new Look(
                terminal.style(noColour),
                verbosity(),
                terminal.width(),
                terminal.unicode(),
                answers);
    }

    EventSink report(Terminal terminal, Clock clock) {
        Settings settings = Settings.read(terminal.environment());
        AnsibleOptions ansible = options(terminal, settings);
        switch (chosen(settings)) {
            case json -> {
                return new JsonLinesReport(terminal.out());
            }
            case ansible -> {
                return new AnsibleReport(terminal.out(), terminal.err(), ansible);
            }
            case minimal -> {
                return new MinimalReport(terminal.out(), terminal.err(), ansible, false);
            }
            case oneline -> {
                return new MinimalReport(terminal.out(), terminal.err(), ansible, true);
            }
            default -> {}
        }
        Look look = look(terminal);
        return terminal.live()
                ? new ConsoleReport(terminal.out(), look, clock).start()
                : new PlainReport(terminal.out(), look);
    }
}
