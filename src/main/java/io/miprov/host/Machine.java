package io.miprov.host;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One machine that we are logged in to: its shells, which wait here between scripts. Safe for many
 * threads; at most {@value #CHANNELS} commands are open at once, since sshd refuses more than ten,
 * or fewer when this one says so (sshd_config(5), MaxSessions).
 */
public final class Machine implements AutoCloseable {
    private static final int CHANNELS = 8;
    private static final Duration PATIENCE_FOR_ROOM = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final Launcher launcher;
    private final List<String> shell;
    private final Background background;
    private final Marks marks = new Marks();
    private final Map<Identity, Deque<PersistentShell>> idle = new HashMap<>();
    private int open;
    private int most = CHANNELS;

    /**
     * @param shell the POSIX shell, with its arguments
     */
    public Machine(Launcher launcher, List<String> shell, Background background) {
        this.launcher = launcher;
        this.shell = shell;
        this.background = background;
    }

    /** The machine as the user who logged in. */
    public Host host() {
        return new User(this, new Identity(Optional.empty(), shell));
    }

    Launcher launcher() {
        return launcher;
    }

    Background background() {
        return background;
    }

    Marks marks() {
        return marks;
    }

    /** Runs a script in one of the shells of this user. */
    Reply run(Identity identity, Sh script, Call call) {
        PersistentShell shell = borrow(identity);
        try {
            return shell.run(script, call);
        } finally {
            giveBack(identity, shell);
        }
    }

    /** Runs a script on a shell of its own, fed with these bytes. */
    Reply send(Identity identity, Sh script, Payload payload, Call call) {
        takeChannel();
        try {
            return new Transfer(this, identity).send(script, payload, call);
        } finally {
            returnChannel();
        }
    }

    /** Starts a command, as soon as the machine has room for it. */
    Pipes start(List<String> words) throws IOException {
        long end = System.nanoTime() + PATIENCE_FOR_ROOM.toNanos();
        while (true) {
            try {
                return launcher.start(words);
            } catch (NoRoom e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                makeRoom();
            }
        }
    }

    /** Ends a shell that waits, if one does; its place is free a moment later. */
    private synchronized void makeRoom() {
        most = Math.max(1, Math.min(most, open - 1));
        closeAnIdleOne();
        await(PAUSE);
    }

    private PersistentShell borrow(Identity identity) {
        synchronized (this) {
            Deque<PersistentShell> waiting = idle.get(identity);
            while (waiting != null && !waiting.isEmpty()) {
                PersistentShell shell = waiting.pop();
                if (!shell.ended()) {
                    return shell;
                }
                returnChannel();
            }
        }
        takeChannel();
        try {
            return PersistentShell.start(this, identity);
        } catch (IOException e) {
            returnChannel();
            throw new HostLost(launcher.name(), String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            returnChannel();
            throw e;
        }
    }

    private synchronized void giveBack(Identity identity, PersistentShell shell) {
        if (shell.ended()) {
            shell.close();
            returnChannel();
        } else {
            idle.computeIfAbsent(identity, any -> new ArrayDeque<>()).push(shell);
            notifyAll();
        }
    }

    private synchronized void takeChannel() {
        while (open >= most && !closeAnIdleOne()) {
            await(Duration.ofMinutes(1));
        }
        open++;
    }

    private synchronized void returnChannel() {
        open--;
        notifyAll();
    }

    private boolean closeAnIdleOne() {
        for (Deque<PersistentShell> waiting : idle.values()) {
            if (!waiting.isEmpty()) {
                waiting.removeLast().close();
                open--;
                return true;
            }
        }
        return false;
    }

    /** To be called in a loop that looks whether there is a channel. */
    @SuppressWarnings("WaitNotInLoop")
    private void await(Duration time) {
        try {
            wait(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostLost(launcher.name(), "interrupted", e);
        }
    }

    /** Ends the shells that wait; those that run something are ended by whoever started them. */
    @Override
    public synchronized void close() {
        idle.values().forEach(waiting -> waiting.forEach(PersistentShell::close));
        idle.clear();
    }
}
