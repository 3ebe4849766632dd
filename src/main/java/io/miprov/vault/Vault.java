package io.miprov.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.miprov.diag.Diagnostic;
import io.miprov.diag.Secret;
import io.miprov.diag.Source;
import io.miprov.diag.Span;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The passwords that are known in a run, and what they open. Safe for many threads; what was opened
 * once is remembered.
 */
public final class Vault {
    /** Knows no password. */
    public static final Vault NONE = new Vault(List.of(), false);

    /** The label of passwords that have none of their own. */
    public static final String DEFAULT = "default";

    /** How many bytes of a file tell whether it is a vault. */
    public static final int LONGEST_MARK = Envelope.MARK.length();

    private static final String NO_PASSWORD = "this is encrypted";
    private static final String WRONG_PASSWORD = "no vault password that was given opens this";

    private static final int SALT = 32;

    private final List<Key> keys;
    private final boolean onlyMatching;
    private final Map<String, Opened> opened = new ConcurrentHashMap<>();

    /** A password under its label, the vault id. */
    public record Key(String label, Secret password) {}

    /**
     * What was in a vault.
     *
     * @param label the label that the vault has; empty when it has none
     * @param key what opened it
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Opened(byte[] plain, String label, Key key) {}

    /**
     * @param onlyMatching whether a vault with a label is opened by passwords of that label only;
     *     else those are tried first
     */
    public Vault(List<Key> keys, boolean onlyMatching) {
        this.keys = List.copyOf(keys);
        this.onlyMatching = onlyMatching;
    }

    public List<Key> keys() {
        return keys;
    }

    /** Whether a text is a vault: it begins as one. */
    public static boolean isSealed(String text) {
        return text.startsWith(Envelope.MARK);
    }

    /** Whether a file's bytes are a vault. */
    public static boolean isSealed(byte[] content) {
        byte[] mark = Envelope.MARK.getBytes(UTF_8);
        return content.length >= mark.length
                && ByteBuffer.wrap(content, 0, mark.length).equals(ByteBuffer.wrap(mark));
    }

    /** What is in a vault. Throws {@link Closed}. */
    public Opened open(String text) {
        Opened known = opened.get(text);
        if (known == null) {
            known = open(Envelope.parse(text));
            opened.put(text, known);
        }
        return known;
    }

    private Opened open(Envelope envelope) {
        if (keys.isEmpty()) {
            throw new Closed(
                    NO_PASSWORD
                            + (envelope.label().isEmpty() ? "" : " for `" + envelope.label() + "`")
                            + ", and no vault password was given",
                    "give it: --vault-password-file FILE, --vault-id "
                            + (envelope.label().isEmpty() ? DEFAULT : envelope.label())
                            + "@FILE, or --ask-vault-pass");
        }
        for (Key key : inOrder(envelope.label())) {
            Aes256 cipher = new Aes256(key.password().value(), envelope.salt());
            if (cipher.opens(envelope.sealed(), envelope.hmac())) {
                return new Opened(cipher.decrypt(envelope.sealed()), envelope.label(), key);
            }
        }
        throw new Closed(
                WRONG_PASSWORD
                        + (envelope.label().isEmpty()
                                ? ""
                                : ", which was encrypted for `" + envelope.label() + "`"),
                "tried "
                        + keys.stream()
                                .map(key -> "`" + key.label() + "`")
                                .distinct()
                                .collect(Collectors.joining(", "))
                        + "; give the password that it was encrypted with");
    }

    private List<Key> inOrder(String label) {
        String wanted = label.isEmpty() ? DEFAULT : label;
        List<Key> order = new ArrayList<>(keys);
        if (onlyMatching && !label.isEmpty()) {
            order.removeIf(key -> !key.label().equals(wanted));
        }
        order.sort((a, b) -> rank(a, wanted) - rank(b, wanted));
        return order;
    }

    private static int rank(Key key, String wanted) {
        return key.label().equals(wanted) ? 0 : 1;
    }

    /**
     * The text of a file: as it is, or, when it is a vault, what is in it. Throws {@link Closed}.
     */
    public Source plain(Source source) {
        return isSealed(source.text()) ? Source.sealed(source.name(), text(source.text())) : source;
    }

    /** What is in a vault, as text. Throws {@link Closed}. */
    public String text(String sealed) {
        return text(open(sealed).plain());
    }

    /** Whether a text is what one of the vaults that were opened had in it. */
    public boolean gave(String text) {
        byte[] plain = text.getBytes(UTF_8);
        return opened.values().stream().anyMatch(each -> Arrays.equals(each.plain(), plain));
    }

    private static String text(byte[] plain) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(plain)).toString();
        } catch (CharacterCodingException e) {
            throw new Closed("what is in this vault is no UTF-8 text", "look: miprov vault view");
        }
    }

    /** Why a vault could not be opened, at a place. */
    public static Diagnostic told(Closed why, Span at) {
        return Diagnostic.error(why.getMessage(), at).help(why.help());
    }

    /** Whether something is told of a vault to which the password is not known. */
    public static boolean isClosed(Diagnostic told) {
        return told.message().startsWith(NO_PASSWORD) || told.message().startsWith(WRONG_PASSWORD);
    }

    /** A new vault, which the password opens; its label is written down unless it is the usual. */
    public static String seal(byte[] plain, Key key) {
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        return seal(plain, key, salt);
    }

    /** The same with a salt of one's own, which makes the same vault of the same text. */
    public static String seal(byte[] plain, Key key, byte[] salt) {
        Aes256 cipher = new Aes256(key.password().value(), salt);
        byte[] sealed = cipher.encrypt(plain);
        String label = key.label().equals(DEFAULT) ? "" : key.label();
        return new Envelope(label, salt, cipher.hmac(sealed), sealed).text();
    }
}
