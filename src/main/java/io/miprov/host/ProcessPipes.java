package io.miprov.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/** The streams of a process on this machine. */
record ProcessPipes(Process process) implements Pipes {

    @Override
    public OutputStream in() {
        return process.getOutputStream();
    }

    @Override
    public InputStream out() {
        return process.getInputStream();
    }

    @Override
    public InputStream err() {
        return process.getErrorStream();
    }

    @Override
    public void hangUp() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            process.destroy();
        }
    }

    @Override
    public int ending() {
        try {
            return process.waitFor(1, TimeUnit.SECONDS) ? process.exitValue() : 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }

    @Override
    public boolean running() {
        return process.isAlive();
    }

    @Override
    public boolean alive() {
        return true;
    }

    @Override
    public String loss() {
        return "its shell ended";
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
