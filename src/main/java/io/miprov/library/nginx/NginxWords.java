package io.miprov.library.nginx;

import io.miprov.host.Sh;

/** The words by which NGINX's configuration is changed on a host, for all modules that do so. */
public final class NginxWords {
    private NginxWords() {}

    /** The words, to stand before a script that says them. */
    public static Sh words() {
        return waiting().then(Sh.resource(NginxWords.class, "nginx.sh"));
    }

    /** Those of them that only wait: {@code hundredths} and {@code nap}. */
    public static Sh waiting() {
        return Sh.resource(NginxWords.class, "clock.sh");
    }
}
