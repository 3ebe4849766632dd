package io.miprov.library.mi;

import java.util.List;
import java.util.Optional;

/**
 * Whether a release runs on the JDK of a host, before anything is unpacked.
 *
 * @param release its name, such as {@code wso2mi-4.4.0}
 * @param product what is known of it
 * @param home where the JDK is; empty: nobody asks
 * @param there what the host said of it
 */
record JdkGate(String release, Optional<Product> product, Optional<String> home, Releases there) {

    /** Throws {@link IllegalArgumentException} when it would not start. */
    void check() {
        if (home.isEmpty() || product.isEmpty()) {
            return;
        }
        if (there.java().isEmpty()) {
            throw new IllegalArgumentException(
                    "there is no JDK at " + home.get() + "; nothing was unpacked");
        }
        if (!fits() && product.get().gate() == Product.Gate.REFUSES) {
            throw new IllegalArgumentException(
                    problem()
                            + "; nothing was unpacked. Install such a JDK and give it as java_home");
        }
    }

    /** What is not sure to go wrong. */
    List<String> warnings() {
        if (product.isEmpty()) {
            return List.of(
                    "nothing is known of "
                            + release
                            + ", so it was not checked which JDK it needs; known are "
                            + Product.known());
        }
        return home.isEmpty() || fits() ? List.of() : List.of(problem());
    }

    private boolean fits() {
        return product.orElseThrow().runsOn(there.jdk());
    }

    private String problem() {
        return release
                + " runs on "
                + product.orElseThrow().jdks()
                + ", and "
                + home.orElseThrow()
                + " is "
                + there.java();
    }
}
