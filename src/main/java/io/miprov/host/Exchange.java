package io.miprov.host;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One script under way in a shell that is open: both its outputs are read until they end, and it is
 * ended when its time is up.
 */
final class Exchange {
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    private static final int KILLED = 124;

    private final String host;
    private final Background background;
    private final Admission.Opened shell;
    private final Call call;
    private final Runnable end;
    private final Hearing out;
    private final Hearing err;
    private volatile boolean timedOut;
    private boolean ended;

    /**
     * @param end makes the script end when its time is up
     */
    Exchange(String host, Background background, Admission.Opened shell, Call call, Runnable end) {
        this.end = end;
        this.host = host;
        this.background = background;
        this.shell = shell;
        this.call = call;
        Object turn = new Object();
        this.out = new Hearing(call.watcher(), turn);
        this.err = new Hearing(call.watcher(), turn);
    }

    /**
     * Reads to the end.
     *
     * @param mark behind the outputs of the script
     * @param death behind the outputs of a shell that a script killed
     */
    Reply await(String mark, String death) {
        Future<End> answer = background.run(() -> End.of(shell.out(), out, mark, death));
        Future<End> complaints = background.run(() -> End.of(shell.err(), err, mark, death));
        Future<?> limit =
                background.after(call.timeout(), () -> timeUp(List.of(answer, complaints)));
        try {
            End end = heard(answer);
            if (end.cutOff() || heard(complaints).cutOff()) {
                return cutOff();
            }
            ended = end.which() == 1;
            return reply(Integer.parseInt(end.status().trim()));
        } catch (IOException e) {
            return cutOff();
        } finally {
            limit.cancel(false);
        }
    }

    /** Whether the shell can run no other script. */
    boolean ended() {
        return ended || timedOut;
    }

    /** What still holds the streams then, away from its session, is not waited for. */
    private void timeUp(List<Future<End>> readers) {
        timedOut = true;
        background.run(Executors.callable(end));
        background.after(
                LAST_WORDS,
                () -> {
                    shell.pipes().close();
                    readers.forEach(reader -> reader.cancel(true));
                });
    }

    private End heard(Future<End> reader) throws IOException {
        try {
            return reader.get();
        } catch (ExecutionException | CancellationException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            shell.pipes().hangUp();
            throw new IOException("interrupted", e);
        }
    }

    /**
     * How a stream ended.
     *
     * @param which the mark that came: 0 behind the script, 1 behind its shell, -1 none
     * @param status what follows the mark
     */
    private record End(int which, String status) {
        static End of(MarkedStream stream, Hearing hearing, String... marks) throws IOException {
            int which = stream.upTo(hearing, marks);
            return new End(which, which < 0 ? "" : stream.line());
        }

        boolean cutOff() {
            return which < 0;
        }
    }

    /** The outputs ended without their marks. */
    private Reply cutOff() {
        ended = true;
        if (!timedOut && !shell.pipes().alive()) {
            throw new HostLost(host, shell.pipes().loss(), null);
        }
        int status = shell.pipes().ending();
        return reply(status == 0 ? 1 : status);
    }

    private Reply reply(int status) {
        if (timedOut) {
            return new Reply(KILLED, out.text(), err.text(), true);
        }
        String note = ended ? "\nthe script ended the shell that it ran in\n" : "";
        return new Reply(status, out.text(), err.text() + note);
    }
}
