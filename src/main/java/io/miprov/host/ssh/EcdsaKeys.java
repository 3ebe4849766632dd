package io.miprov.host.ssh;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyFactorySpi;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;

/** The library asks for keys of "ECDSA"; the JDK calls the same thing "EC". */
final class EcdsaKeys extends Provider {
    static final String NAME = "miprov-ecdsa";
    private static final long serialVersionUID = 1;

    EcdsaKeys() {
        super(NAME, "1", "EC key factory under the name ECDSA");
        putService(new Service(this, "KeyFactory", "ECDSA", Factory.class.getName(), null, null));
    }

    /** Hands on to the JDK's; public because the JDK makes it. */
    public static final class Factory extends KeyFactorySpi {
        private final KeyFactory ec;

        public Factory() throws NoSuchAlgorithmException {
            ec = KeyFactory.getInstance("EC");
        }

        @Override
        protected PublicKey engineGeneratePublic(KeySpec spec) throws InvalidKeySpecException {
            return ec.generatePublic(spec);
        }

        @Override
        protected PrivateKey engineGeneratePrivate(KeySpec spec) throws InvalidKeySpecException {
            return ec.generatePrivate(spec);
        }

        @Override
        protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> spec)
                throws InvalidKeySpecException {
            return ec.getKeySpec(key, spec);
        }

        @Override
        protected Key engineTranslateKey(Key key) throws InvalidKeyException {
            return ec.translateKey(key);
        }
    }
}
