package io.miprov.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Starts commands on this machine, away from our terminal where there is a {@code setsid}. */
final class Processes implements Launcher, AutoCloseable {
    private static final List<Path> SETSID =
            List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));
    private final String name;
    private final Set<ProcessPipes> running = ConcurrentHashMap.newKeySet();

    Processes(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String place() {
        return "this machine as " + user();
    }

    @Override
    public String user() {
        return System.getProperty("user.name");
    }

    @Override
    public Pipes start(List<String> words) throws IOException {
        List<String> command = new ArrayList<>();
        SETSID.stream()
                .filter(Files::isExecutable)
                .findFirst()
                .ifPresent(p -> command.add(p.toString()));
        command.addAll(words);
        ProcessPipes pipes = new ProcessPipes(new ProcessBuilder(command).start());
        running.removeIf(each -> !each.running());
        running.add(pipes);
        return pipes;
    }

    @Override
    public void close() {
        running.forEach(ProcessPipes::hangUp);
    }
}
