package io.miprov.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.diag.Secret;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gets a shell of ours to wait for its first words, past log-in noise and questions for passwords.
 */
final class Admission {
    private final Machine machine;
    private final Identity identity;

    Admission(Machine machine, Identity identity) {
        this.machine = machine;
        this.identity = identity;
    }

    /**
     * A shell that reads what {@link Boot#first} makes; nothing was read from it when it may say
     * no.
     */
    Opened open(Duration patience) throws IOException {
        String prompt = machine.marks().plain();
        String hello = machine.marks().plain();
        Pipes pipes = machine.start(command(prompt, hello));
        Opened opened =
                new Opened(pipes, new MarkedStream(pipes.out()), new MarkedStream(pipes.err()));
        if (identity.password().isPresent()) {
            Future<?> limit = machine.background().after(patience, pipes::close);
            try {
                answer(opened, identity.password().get(), prompt, hello);
            } finally {
                limit.cancel(false);
            }
        }
        return opened;
    }

    private List<String> command(String prompt, String hello) {
        try {
            return identity.command(prompt, hello);
        } catch (HostRefused e) {
            throw new HostRefused(Refusals.who(machine.launcher()) + ": " + e.getMessage());
        }
    }

    private void answer(Opened opened, Secret password, String prompt, String hello)
            throws IOException {
        Capture said = new Capture();
        if (identity.unasked()) {
            type(opened, password.value());
            if (next(opened, said, hello, hello) < 0) {
                opened.pipes().close();
                throw refusal("", said.text());
            }
            opened.err().line();
            type(opened, hello);
            return;
        }
        boolean typed = false;
        while (true) {
            int mark = next(opened, said, prompt, hello);
            if (mark == 1) {
                opened.err().line();
                return;
            }
            if (mark < 0 || typed) {
                opened.pipes().close();
                throw refusal(typed && mark == 0 ? "the password is wrong" : "", said.text());
            }
            type(opened, password.value());
            typed = true;
        }
    }

    private static void type(Opened opened, String line) throws IOException {
        opened.pipes().in().write((line + "\n").getBytes(UTF_8));
        opened.pipes().in().flush();
    }

    private int next(Opened opened, Capture said, String prompt, String hello) {
        try {
            return opened.err().upTo(said::write, prompt, hello);
        } catch (IOException e) {
            return -1;
        }
    }

    /** Waits until the shell says hello on both streams; gives the word behind it. */
    String greet(Opened shell, String hello, Duration patience) throws IOException {
        Capture noise = new Capture();
        Capture complaints = new Capture();
        Future<?> limit = machine.background().after(patience, shell.pipes()::close);
        Future<String> other =
                machine.background().run(() -> wordBehind(hello, shell.err(), complaints));
        try {
            String word = wordBehind(hello, shell.out(), noise);
            other.get();
            return word;
        } catch (IOException | ExecutionException e) {
            settle(other);
            String reason = limit.isDone() ? "nothing within " + patience.toSeconds() + " s" : "";
            throw failure(shell, reason, noise.text() + complaints.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            limit.cancel(false);
        }
    }

    private static String wordBehind(String hello, MarkedStream stream, Capture noise)
            throws IOException {
        if (stream.upTo(noise::write, hello) < 0) {
            throw new EOFException();
        }
        return stream.line().trim();
    }

    private static void settle(Future<String> other) {
        try {
            other.get(1, TimeUnit.SECONDS);
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            other.cancel(true);
        }
    }

    private RuntimeException failure(Opened shell, String reason, String said) {
        if (reason.isEmpty() && !shell.pipes().alive()) {
            return new HostLost(machine.launcher().name(), shell.pipes().loss(), null);
        }
        return refusal(reason, said);
    }

    private HostRefused refusal(String reason, String said) {
        return Refusals.noShell(machine.launcher(), identity, reason, said);
    }

    /** A waiting shell. */
    record Opened(Pipes pipes, MarkedStream out, MarkedStream err) {}
}
