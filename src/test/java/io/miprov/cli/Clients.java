package io.miprov.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.miprov.lab.LabFailure;
import io.miprov.lab.LabHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Two clients of a balancer, one by HTTP and one by HTTPS, that ask, each time over a new
 * connection, until they are told to stop.
 */
final class Clients implements AutoCloseable {
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean over;

    /** Clients that trust these authorities. */
    Clients(LabHost balancer, Path trust) {
        FrontDoor door = new FrontDoor(trust, Map.of());
        for (String url :
                List.of(
                        "http://localhost:" + balancer.port(80) + "/",
                        "https://localhost:" + balancer.port(443) + "/")) {
            Thread thread = new Thread(() -> ask(door, url), "client");
            thread.start();
            threads.add(thread);
        }
    }

    private void ask(FrontDoor door, String url) {
        while (!over) {
            try {
                int status = door.ask(url).status();
                if (status != 200) {
                    wrong.add(url + " " + status);
                }
            } catch (LabFailure e) {
                wrong.add(e.getMessage());
            }
            asked.incrementAndGet();
        }
    }

    /** Ends them: each answer was right. */
    void allWereServed() {
        close();
        assertEquals(List.of(), List.copyOf(wrong));
        assertTrue(asked.get() > 20, asked::toString);
    }

    @Override
    public void close() {
        over = true;
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
