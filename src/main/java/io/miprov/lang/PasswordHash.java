package io.miprov.lang;

/** The filter {@code password_hash}. */
final class PasswordHash {
    private PasswordHash() {}

    static Object filter(Call call) {
        throw Fault.of("the filter `password_hash` is not supported yet")
                .help("give the hash itself, as `openssl passwd -6` prints it");
    }
}
