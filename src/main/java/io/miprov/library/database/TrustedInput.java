package io.miprov.library.database;

import io.miprov.diag.Secret;
import io.miprov.module.BadParams;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What {@code trust_input: false} refuses: the patterns of Ansible's {@code is_input_dangerous},
 * which find pieces of SQL in values.
 */
final class TrustedInput {
    private static final Pattern DANGEROUS =
            Pattern.compile(
                    "['\"].*--|(UNION|INTERSECT|EXCEPT).*SELECT"
                            + "|;.*(SELECT|UPDATE|INSERT|DELETE|DROP|TRUNCATE|ALTER)",
                    Pattern.CASE_INSENSITIVE);

    private TrustedInput() {}

    /**
     * Throws {@link BadParams} when one of the values, which may be texts, secrets, optional ones,
     * lists and mappings, looks dangerous.
     */
    static void check(boolean trusted, Object... values) {
        for (Object value : values) {
            if (!trusted) {
                check(value);
            }
        }
    }

    private static void check(Object value) {
        if (value instanceof Optional<?> optional) {
            optional.ifPresent(TrustedInput::check);
        } else if (value instanceof Collection<?> many) {
            many.forEach(TrustedInput::check);
        } else if (value instanceof Map<?, ?> map) {
            check(map.keySet());
            check(map.values());
        } else if (value != null) {
            String text = value instanceof Secret secret ? secret.value() : value.toString();
            if (DANGEROUS.matcher(text).find()) {
                throw new BadParams(
                        "trust_input", "Passed input '" + value + "' is potentially dangerous");
            }
        }
    }
}
