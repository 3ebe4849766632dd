package io.miprov.cli;

import io.miprov.diag.BadInput;
import io.miprov.event.Event;
import io.miprov.event.EventSink;
import io.miprov.report.html.HtmlReport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;

/** A page of HTML about a run, written when the run is over, however it ends. */
final class Page implements EventSink, AutoCloseable {
    private final Path file;
    private final Terminal terminal;
    private final HtmlReport report;
    private boolean begun;
    private boolean written;

    Page(Path file, Clock clock, Terminal terminal) {
        this.file = file;
        this.terminal = terminal;
        this.report = new HtmlReport(clock);
        report.take(
                Map.of(
                        "event",
                        "run_opened",
                        "controller",
                        Map.of("user", System.getProperty("user.name", ""), "host", here()),
                        "options",
                        Map.of("schedule", terminal.value("MIPROV_SCHEDULE"))));
    }

    private static String here() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }

    @Override
    public void on(Event event) {
        begun = true;
        report.on(event);
    }

    /** Only the first time counts: a run that is interrupted is closed twice. */
    @Override
    public void close() {
        if (written || !begun) {
            return;
        }
        written = true;
        write(file, report.page(ZoneId.systemDefault()));
        terminal.err().println("The report is in " + file + ".");
        terminal.err().flush();
    }

    /** In one step: whoever looks sees a whole page. */
    static void write(Path file, String page) {
        try {
            Path beside =
                    Files.createTempFile(file.toAbsolutePath().getParent(), ".report", ".html");
            Files.writeString(beside, page);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new BadInput(
                    "error: the report can not be written to "
                            + file
                            + ": "
                            + e.getMessage()
                            + "\n  = help: the run itself is over; name another file with --report\n");
        }
    }
}
