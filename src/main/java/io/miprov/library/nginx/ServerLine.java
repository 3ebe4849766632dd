package io.miprov.library.nginx;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server of an upstream, as a line of NGINX's configuration has it.
 *
 * <p>One that is drained has {@code down} as its last word and a comment behind it, which tells by
 * whom. It stays in the upstream, so the clients of the others stay with them under {@code
 * ip_hash}. Admitted again, the text is as it was, to the byte.
 *
 * @param upstream the name of the upstream that it is in
 */
public record ServerLine(String upstream, ConfText.Directive directive, State state, String mark) {
    /** What a playbook told to be down has behind it, so that it is not taken for done by hand. */
    static final String AS_TOLD = " # miprov: down as the playbook says";

    private static final String DRAINED = " # miprov: drained by ";

    /** The line goes on behind the comment: its break is ours too. */
    private static final String BREAK = " \\\n";

    private static final Pattern MARK =
            Pattern.compile("[ \\t]*# miprov: drained by ([^\\s#]+)( \\\\\\n)?");

    /** How NGINX treats it. */
    public enum State {
        /** It gets requests. */
        ACTIVE,
        /** It was drained by us. */
        DRAINED,
        /** Somebody took it out by hand. */
        HELD,
        /** It is out because the playbook says so. */
        DOWN
    }

    /** Reads a directive {@code server} of an upstream; the text is that of its file. */
    static ServerLine read(String upstream, ConfText.Directive directive, String text) {
        boolean down = directive.says("down") || directive.says("drain");
        Matcher comment = comment(directive, text);
        State state = State.ACTIVE;
        String mark = "";
        if (down && comment.lookingAt()) {
            state = State.DRAINED;
            mark = comment.group(1);
        } else if (down) {
            state = text.startsWith(AS_TOLD, directive.end() + 1) ? State.DOWN : State.HELD;
        }
        return new ServerLine(upstream, directive, state, mark);
    }

    /** The address as it is written, with a port or without. */
    public String address() {
        return directive.first();
    }

    /** The host of the address, without the brackets of IPv6. */
    public String host() {
        String address = address();
        if (address.startsWith("[")) {
            return address.substring(1, Math.max(1, address.indexOf(']')));
        }
        int colon = address.lastIndexOf(':');
        return colon < 0 || address.startsWith("unix:") ? address : address.substring(0, colon);
    }

    /** The port of the address; 80 when it has none, as NGINX takes it; empty for a socket. */
    public Optional<Integer> port() {
        String address = address();
        if (address.startsWith("unix:")) {
            return Optional.empty();
        }
        String rest = address.substring(address.lastIndexOf(']') + 1);
        String digits = rest.substring(rest.lastIndexOf(':') + 1);
        return Optional.of(
                rest.indexOf(':') >= 0 && digits.matches("\\d{1,5}")
                        ? Integer.parseInt(digits)
                        : 80);
    }

    /** The text of its file in which it is drained, with this mark. */
    public Edited drained(String text, String mark) {
        int end = directive.end();
        int behind = comment(directive, text).lookingAt() ? endOfComment(text) : end + 1;
        int eol = text.indexOf('\n', behind);
        String rest = text.substring(behind, eol < 0 ? text.length() : eol).strip();
        String comment = DRAINED + mark + (rest.isEmpty() || rest.startsWith("#") ? "" : BREAK);
        int last = directive.words().get(directive.words().size() - 1).to();
        String down = directive.says("down") || directive.says("drain") ? "" : " down";
        return new Edited(last, behind, down + text.substring(last, end + 1) + comment);
    }

    /** The text of its file in which it gets requests again. */
    public Edited admitted(String text) {
        int end = directive.end();
        int behind = end + 1;
        if (state == State.DRAINED) {
            behind = endOfComment(text);
        } else if (state == State.DOWN) {
            behind += AS_TOLD.length();
        }
        int from = directive.words().get(1).to();
        StringBuilder line = new StringBuilder();
        int copied = from;
        for (int i = 2; i < directive.words().size(); i++) {
            ConfText.Word word = directive.words().get(i);
            boolean gone = word.value().equals("down") || word.value().equals("drain");
            int upTo = gone ? directive.words().get(i - 1).to() : word.to();
            line.append(text, Math.min(copied, upTo), upTo);
            copied = gone ? word.to() : upTo;
        }
        line.append(text, copied, end + 1);
        return new Edited(from, behind, line.toString());
    }

    /** Whether it is in the new text of a file the server that was out, and gets requests there. */
    boolean isActiveAs(ServerLine was) {
        return state == State.ACTIVE
                && (was.state == State.DRAINED || was.state == State.HELD)
                && upstream.equals(was.upstream)
                && address().equals(was.address());
    }

    /** The new text of the file, in which the other line is out as this one is. */
    Edited carriedTo(ServerLine other, String text) {
        if (state == State.DRAINED) {
            return other.drained(text, mark);
        }
        int last = other.directive.words().get(other.directive.words().size() - 1).to();
        return new Edited(last, last, " down");
    }

    private int endOfComment(String text) {
        Matcher comment = comment(directive, text);
        return comment.lookingAt() ? comment.end() : directive.end() + 1;
    }

    private static Matcher comment(ConfText.Directive directive, String text) {
        Matcher comment = MARK.matcher(text);
        return comment.region(Math.min(directive.end() + 1, text.length()), text.length());
    }

    /** A piece of a text, and what comes in its place. */
    public record Edited(int from, int to, String with) {}
}
