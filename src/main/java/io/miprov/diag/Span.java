package io.miprov.diag;

/** Where in a source something stands, as character offsets; lines and columns count from one. */
public record Span(Source source, int start, int end) {

    public Span {
        start = Math.max(0, Math.min(start, source.text().length()));
        end = Math.max(start, Math.min(end, source.text().length()));
    }

    public int line() {
        int line = 1;
        for (int i = 0; i < start; i++) {
            if (source.text().charAt(i) == '\n') {
                line++;
            }
        }
        return line;
    }

    public int column() {
        return start - source.text().lastIndexOf('\n', start - 1);
    }

    /** How many characters of the first line are meant; at least one. */
    public int length() {
        int eol = source.text().indexOf('\n', start);
        int last = eol < 0 ? end : Math.min(end, eol);
        return Math.max(1, last - start);
    }

    /** The characters meant. */
    public String text() {
        return source.text().substring(start, end);
    }

    /** {@code file:line:column}, the form that editors and terminals turn into a link. */
    @Override
    public String toString() {
        return source.name() + ":" + line() + ":" + column();
    }
}
