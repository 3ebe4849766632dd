package io.miprov.module;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * Permissions as Ansible takes them: octal ({@code 0644}, as text or as a YAML 1.1 octal number) or
 * symbolic ({@code u=rw,g=r,o=}).
 *
 * @param text four octal digits, or the symbolic form as written
 */
public record FileMode(String text) {
    private static final String PRESERVE = "preserve";
    private static final Pattern OCTAL = Pattern.compile("0?[0-7]{1,4}");
    private static final Pattern SYMBOLIC =
            Pattern.compile(
                    "(a|[ugo]*)([-+=]([rwxXst]*|[ugo]))+(,(a|[ugo]*)([-+=]([rwxXst]*|[ugo]))+)*");

    /** Reads text or a number; throws {@link BadValue} that says what is wrong. */
    public static FileMode of(Object value) {
        if (value instanceof Number number) {
            return new FileMode(String.format("%04o", number.intValue() & 07777));
        }
        String text = value.toString().strip();
        if (text.equals(PRESERVE)) {
            return new FileMode(text);
        }
        if (OCTAL.matcher(text).matches()) {
            return new FileMode(String.format("%04o", Integer.parseInt(text, 8)));
        }
        if (SYMBOLIC.matcher(text).matches()) {
            return new FileMode(text);
        }
        throw new BadValue(
                "needs permissions such as 0644 or u=rw,g=r,o=, and this is `" + text + "`",
                Map.of("details", "bad symbolic permission for mode: " + text));
    }

    /** Whether it is to be that of the file that is copied ({@code preserve}). */
    public boolean preserve() {
        return text.equals(PRESERVE);
    }

    /** The bits that a file with these permissions has after it. */
    public int bits(int before) {
        return Permissions.after(this, before, false);
    }

    public boolean octal() {
        return Character.isDigit(text.charAt(0));
    }

    @Override
    public String toString() {
        return text;
    }
}
