package io.miprov.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Clients of a cluster, from {@link #start} until {@link #stop}. Requests are sent when they are
 * due, whether or not earlier ones have been answered.
 */
public final class Load {
    private static final int MOST_AT_ONCE = 600;
    private static final long LONGEST_SLOW_SECONDS = 60;

    private final Plan plan;
    private final Tally tally = new Tally();
    private final Visitor visitor = new Visitor();
    private final List<Thread> threads = new ArrayList<>();
    private final ThreadPoolExecutor visits =
            new ThreadPoolExecutor(0, MOST_AT_ONCE, 30, TimeUnit.SECONDS, new SynchronousQueue<>());
    private volatile boolean over;

    public Load(Plan plan) {
        this.plan = plan;
    }

    public Load start() {
        thread("dispatcher", this::dispatch);
        for (int i = 0; i < plan.webSockets(); i++) {
            Door door = plan.door(i);
            thread("talker", new Talker(door, plan.webSocketSeconds(), tally, () -> over));
        }
        for (int i = 0; i < plan.held(); i++) {
            thread("holder", new Talker(plan.door(i), 0, tally, () -> over));
        }
        return this;
    }

    /** How many requests have been answered or lost so far. */
    public int requests() {
        return tally.requests();
    }

    /** What came so far. */
    public Result soFar() {
        return tally.result(tally.now());
    }

    /** Waits until so many requests are done. */
    public Load until(int requests) throws InterruptedException {
        while (requests() < requests) {
            Thread.sleep(100);
        }
        return this;
    }

    /** Sends nothing more, waits for the answers that are due, and tells what came. */
    public Result stop() throws InterruptedException {
        over = true;
        long sent = tally.now();
        for (Thread thread : threads) {
            thread.join();
        }
        visits.shutdown();
        if (!visits.awaitTermination(LONGEST_SLOW_SECONDS, TimeUnit.SECONDS)) {
            visits.shutdownNow();
        }
        visitor.close();
        return tally.result(sent);
    }

    private void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void dispatch() {
        Random random = new Random();
        long due = System.nanoTime();
        long gap = TimeUnit.SECONDS.toNanos(1) / plan.rate();
        for (long number = 0; !over; number++) {
            due += gap;
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            Door door = plan.door(random.nextInt(Integer.MAX_VALUE));
            send(door, Kind.any(random, plan.slowShare()), number, due);
        }
    }

    private void send(Door door, Kind kind, long number, long due) {
        try {
            visits.execute(
                    () -> tally.count(door.scheme(), kind, visitor.visit(door, kind, number), due));
        } catch (RejectedExecutionException e) {
            String detail = MOST_AT_ONCE + " requests are waiting for answers";
            tally.note(door.scheme(), kind, Verdict.UNSENT, "", detail);
        }
    }
}
