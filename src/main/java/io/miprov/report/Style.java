package io.miprov.report;

import io.miprov.event.Event;

/** Colours, or none of them. */
public enum Style {
    PLAIN,
    COLOURED;

    public String bold(String text) {
        return with("1", text);
    }

    public String dim(String text) {
        return with("2", text);
    }

    public String red(String text) {
        return with("31", text);
    }

    public String green(String text) {
        return with("32", text);
    }

    public String yellow(String text) {
        return with("33", text);
    }

    public String cyan(String text) {
        return with("36", text);
    }

    /** A text about how a task ended. */
    String of(Event.Status status, String text) {
        return switch (status) {
            case OK -> green(text);
            case CHANGED, IGNORED, RESCUED -> yellow(text);
            case SKIPPED -> cyan(text);
            case FAILED, UNREACHABLE -> red(text);
        };
    }

    private String with(String code, String text) {
        return this == PLAIN || text.isEmpty() ? text : "\033[" + code + "m" + text + "\033[0m";
    }
}
