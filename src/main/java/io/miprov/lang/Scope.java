package io.miprov.lang;

import io.miprov.vault.Vault;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What names mean while a template is filled in. Values may still hold templates; whoever takes a
 * part of one evaluates it.
 */
public interface Scope {

    /** The value of a name, or {@link #NOTHING}. */
    Object get(String name);

    /** The names there are, for "did you mean". */
    Set<String> names();

    /**
     * Calls a function that is not Jinja2's own: {@code lookup}, {@code query}; or returns {@link
     * #NOTHING} when there is none of that name.
     */
    default Object call(String function, List<Object> args, Map<String, Object> named) {
        return NOTHING;
    }

    /**
     * Another template by name, for {@code include}, {@code import} and {@code extends}; or null.
     */
    default Template template(String name) {
        return null;
    }

    /** The passwords that open values which are in a vault. */
    default Vault vault() {
        return Vault.NONE;
    }

    /** The files that filters and tests may ask about. */
    default Controller controller() {
        throw Fault.of("the files of this machine can not be asked about here");
    }

    /** Says that there is nothing of that name. */
    Object NOTHING =
            new Object() {
                @Override
                public String toString() {
                    return "nothing";
                }
            };
}
