package io.miprov.host;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads beside the one that makes a call: readers of second streams, and a clock. */
public final class Background implements AutoCloseable {
    private static final Future<?> NOTHING = CompletableFuture.completedFuture(null);

    private final ExecutorService readers =
            new ThreadPoolExecutor(
                    0,
                    Integer.MAX_VALUE,
                    10,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    work -> daemon(work, "reader"));
    private ScheduledThreadPoolExecutor clock;

    /** Does this at once, beside the caller; once this is closed, it fails. */
    public <T> Future<T> run(Callable<T> work) {
        try {
            return readers.submit(work);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Does this once, unless it is cancelled or closed before; never when the time is zero. */
    public synchronized Future<?> after(Duration time, Runnable work) {
        return time.isZero() || readers.isShutdown()
                ? NOTHING
                : clock().schedule(work, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Does this again and again, until it is cancelled or closed. */
    public synchronized Future<?> every(Duration time, Runnable work) {
        long millis = time.toMillis();
        return readers.isShutdown()
                ? NOTHING
                : clock().scheduleWithFixedDelay(work, millis, millis, TimeUnit.MILLISECONDS);
    }

    private ScheduledThreadPoolExecutor clock() {
        if (clock == null) {
            clock = new ScheduledThreadPoolExecutor(1, work -> daemon(work, "clock"));
            clock.setRemoveOnCancelPolicy(true);
        }
        return clock;
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, "miprov-" + name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public synchronized void close() {
        readers.shutdown();
        if (clock != null) {
            clock.shutdownNow();
        }
    }
}
