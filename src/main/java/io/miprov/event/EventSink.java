package io.miprov.event;

/** Hears what happens. Called from one thread at a time. */
public interface EventSink {
    void on(Event event);
}
