package io.miprov.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** A script that is fed with bytes, in a shell of its own. */
final class Transfer {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Machine machine;
    private final Identity identity;
    private final Admission admission;

    Transfer(Machine machine, Identity identity) {
        this.machine = machine;
        this.identity = identity;
        this.admission = new Admission(machine, identity);
    }

    Reply send(Sh script, Payload payload, Call call) {
        String name = machine.launcher().name();
        try {
            Admission.Opened shell = admission.open(PATIENCE);
            try {
                return send(shell, script, payload, call);
            } finally {
                shell.pipes().hangUp();
            }
        } catch (IOException e) {
            throw new HostLost(name, String.valueOf(e.getMessage()), e);
        }
    }

    private Reply send(Admission.Opened shell, Sh script, Payload payload, Call call)
            throws IOException {
        String hello = machine.marks().record();
        String mark = machine.marks().record();
        String death = machine.marks().record();
        shell.pipes().in().write(Boot.first(Boot.fed(script, hello, mark, death)));
        shell.pipes().in().flush();
        Future<Reply> reply =
                machine.background()
                        .run(
                                () -> {
                                    String pid = admission.greet(shell, hello, PATIENCE);
                                    return exchange(shell, call, pid).await(mark, death);
                                });
        Chunks chunks = new Chunks(shell.pipes().in(), payload.size(), call.watcher(), reply);
        try {
            chunks.fill(payload.writer());
        } catch (IOException e) {
            endOf(reply);
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            endOf(reply);
            throw e;
        }
        return endOf(reply);
    }

    private Exchange exchange(Admission.Opened shell, Call call, String pid) {
        return new Exchange(
                machine.launcher().name(),
                machine.background(),
                shell,
                call,
                () -> end(shell, pid));
    }

    /**
     * A script that does not read keeps its shell from seeing that we hung up: so it is ended from
     * outside.
     */
    private void end(Admission.Opened shell, String pid) {
        machine.background()
                .run(
                        () -> {
                            shell.pipes().hangUp();
                            return null;
                        });
        machine.background()
                .run(() -> machine.run(identity, Boot.endAll(Long.parseLong(pid)), Call.QUIET));
    }

    private static Reply endOf(Future<Reply> reply) throws IOException {
        try {
            return reply.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
