package io.miprov.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * How a shell of ours begins. The command line only says to read on, so that it is short in the
 * logs of a host and survives every log-in shell; the rest comes through standard input.
 */
final class Boot {
    private static final String READ =
            "IFS= read -r n && eval \"$(dd bs=$n count=1 iflag=fullblock 2>/dev/null)\"";

    private Boot() {}

    /** A shell that waits for its {@link #first}. */
    static List<String> words(List<String> shell) {
        return words(shell, READ);
    }

    /**
     * The same, but it tells standard error that it is there before it reads anything. The mark is
     * in two parts, since a refusal may show the command.
     */
    static List<String> tellingWords(List<String> shell, String mark) {
        return words(shell, "echo " + parted(mark) + " >&2; " + READ);
    }

    /** The same, and it passes over every line that comes before one with the mark. */
    static List<String> skippingWords(List<String> shell, String mark) {
        String skip = "while IFS= read -r n && [ \"$n\" != " + parted(mark) + " ]; do :; done; ";
        return words(shell, "echo " + parted(mark) + " >&2; " + skip + READ);
    }

    private static String parted(String mark) {
        int middle = mark.length() / 2;
        return "\"" + mark.substring(0, middle) + "\"\"" + mark.substring(middle) + "\"";
    }

    private static List<String> words(List<String> shell, String text) {
        List<String> words = new ArrayList<>(shell);
        words.add("-c");
        words.add(text);
        return words;
    }

    /** The bytes that make the waiting shell do this. */
    static byte[] first(Sh script) {
        byte[] text = script.text().getBytes(UTF_8);
        byte[] size = (text.length + "\n").getBytes(UTF_8);
        byte[] all = new byte[size.length + text.length];
        System.arraycopy(size, 0, all, 0, size.length);
        System.arraycopy(text, 0, all, size.length, text.length);
        return all;
    }

    /**
     * A guarded shell that runs one script after the other; should one kill it, the mark is
     * printed.
     */
    static Sh persistent(List<String> shell, String deathMark) {
        return guard().then(
                        Sh.of(
                                "{ pass_on; } 2>/dev/null | keep {} {}",
                                deathMark.substring(1),
                                shell));
    }

    /** A guarded shell that says hello, runs this script on what chunks bring, and ends. */
    static Sh fed(Sh script, String helloMark, String mark, String deathMark) {
        Sh run = Sh.of("((trap 'exit 143' TERM; eval {}); ", script).beside(end(mark));
        return guard().then(new Sh(Prelude.text(), ""))
                .then(hello(helloMark, "$$"))
                .then(
                        Sh.of(
                                "{ pass_chunks; } 2>/dev/null | keep {} eval {}",
                                deathMark.substring(1),
                                run.beside(new Sh("exit 77)", ""))));
    }

    /** Ends another guarded shell, whatever it does. */
    static Sh endAll(long pid) {
        return guard().then(Sh.of("end_all {}", pid));
    }

    /** The words for the guarded shell, and what it answers once it knows them. */
    static Sh greeting(String mark) {
        return new Sh(Prelude.text(), "").then(hello(mark, "${BASH_VERSION-}"));
    }

    private static Sh hello(String mark, String word) {
        String text = mark.substring(1);
        return Sh.of(
                "printf '\\036%s %s\\n' {} \"" + word + "\"; printf '\\036%s\\n' {} >&2\n",
                text,
                text);
    }

    /** A script between its marks, for the guarded shell. */
    static Sh framed(Sh script, String mark) {
        return Sh.of("(trap 'exit 143' TERM; eval {}) </dev/null\n", script).beside(end(mark));
    }

    /**
     * The same for a script of so many bytes that follows; only for a shell that reads byte by
     * byte.
     */
    static Sh announced(int size, String mark) {
        return Sh.of(
                        "(trap 'exit 143' TERM; eval \"exec 3<&-; $(dd bs={} count=1"
                                + " iflag=fullblock 2>/dev/null <&3)\") 3<&0 </dev/null; ",
                        size)
                .beside(end(mark));
    }

    private static Sh end(String mark) {
        String text = mark.substring(1);
        return Sh.of("printf '\\036%s %d\\n' {} $?; printf '\\036%s\\n' {} >&2\n", text, text);
    }

    private static Sh guard() {
        try (InputStream in = Boot.class.getResourceAsStream("guard.sh")) {
            return new Sh(new String(in.readAllBytes(), UTF_8), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
