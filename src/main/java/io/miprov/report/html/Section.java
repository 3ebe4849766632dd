package io.miprov.report.html;

/** A part of the page with a heading; {@link #wanted} is false where there is nothing to say. */
interface Section {
    String id();

    String title();

    boolean wanted();

    /** What comes below the heading. */
    void write(Html html);
}
