package io.miprov.library.mi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProductTest {

    @ParameterizedTest
    @CsvSource({
        "wso2mi-4.6.0, 4.6, 21, 25, REFUSES, ROOT",
        "wso2mi-4.4.0+1a2b3c4d, 4.4, 11, 21, REFUSES, ROOT",
        "wso2mi-4.2.0-rc1, 4.2, 11, 17, REFUSES, ROOT",
        "wso2mi-4.1.0, 4.1, 8, 11, WARNS, THREE",
        "wso2mi-1.2.0, 1.2, 8, 11, WARNS, THREE",
        "wso2ei-7.1.0, 7.1, 8, 11, WARNS, THREE",
        "wso2ei-6.6.0, 6, 8, 8, WARNS, THREE"
    })
    void knowsWhatIsTrueOfAVersion(
            String release,
            String versions,
            int oldest,
            int newest,
            Product.Gate gate,
            Product.RegistryRoot registry) {
        Product product = Product.of(release).orElseThrow();
        assertEquals(versions, product.versions());
        assertEquals(oldest, product.oldestJdk());
        assertEquals(newest, product.newestJdk());
        assertEquals(gate, product.gate());
        assertEquals(registry, product.registry());
        assertTrue(product.runsOn(oldest) && product.runsOn(newest));
        assertFalse(product.runsOn(oldest - 1) || product.runsOn(newest + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"wso2mi-4.40.0", "wso2mi-5.0.0", "wso2am-4.4.0", "wso2mi", ""})
    void knowsNothingOfOthers(String release) {
        assertTrue(Product.of(release).isEmpty());
    }

    @Test
    void findsTheMicroIntegratorInAnEnterpriseIntegrator() {
        Product ei = Product.of("wso2ei-6.6.0").orElseThrow();
        assertEquals("wso2/micro-integrator", ei.home());
        assertEquals("bin/wso2server.sh", ei.script());
        assertEquals(Product.Config.XML, ei.config());
    }

    @Test
    void namesAllThatItKnows() {
        assertTrue(Product.known().startsWith("wso2mi-4.6, wso2mi-4.5"), Product.known());
    }
}
