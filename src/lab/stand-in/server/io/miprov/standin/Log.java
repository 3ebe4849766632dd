package io.miprov.standin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;

/** Lines for the console and for repository/logs/wso2carbon.log. */
final class Log {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss,SSS");

    private final Path file;

    Log(Path home) throws IOException {
        file = Files.createDirectories(home.resolve("repository/logs")).resolve("wso2carbon.log");
    }

    void info(String source, String message) {
        line(" INFO", source, message);
    }

    void warn(String source, String message) {
        line(" WARN", source, message);
    }

    void error(String source, String message) {
        line("ERROR", source, message);
    }

    private synchronized void line(String level, String source, String message) {
        String line =
                "["
                        + LocalDateTime.now().format(TIME)
                        + "] "
                        + level
                        + " {"
                        + source
                        + "} - "
                        + message
                        + "\n";
        System.out.print(line);
        System.out.flush();
        try {
            Files.write(
                    file,
                    line.getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            System.err.println("The log can not be written: " + e);
        }
    }
}
