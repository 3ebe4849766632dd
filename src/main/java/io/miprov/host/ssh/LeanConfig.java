package io.miprov.host.ssh;

import com.hierynomus.sshj.key.KeyAlgorithms;
import com.hierynomus.sshj.transport.cipher.BlockCiphers;
import com.hierynomus.sshj.transport.cipher.GcmCiphers;
import com.hierynomus.sshj.transport.kex.DHGroups;
import com.hierynomus.sshj.transport.kex.ExtInfoClientFactory;
import com.hierynomus.sshj.transport.mac.Macs;
import java.security.Security;
import java.util.List;
import net.schmizz.keepalive.KeepAliveProvider;
import net.schmizz.sshj.DefaultConfig;
import net.schmizz.sshj.common.LoggerFactory;
import net.schmizz.sshj.common.SecurityUtils;
import net.schmizz.sshj.transport.kex.Curve25519SHA256;
import net.schmizz.sshj.transport.kex.ECDHNistP;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/**
 * What we offer to a server: only what the JDK has and today's servers speak. The library's own
 * list makes and tries 33 ciphers at start, and prefers the slowest.
 */
final class LeanConfig extends DefaultConfig {
    /** Kinds of host keys that an authority has signed. */
    static final List<String> CERTIFICATES =
            List.of(
                    "ssh-ed25519-cert-v01@openssh.com",
                    "ecdsa-sha2-nistp256-cert-v01@openssh.com",
                    "ecdsa-sha2-nistp384-cert-v01@openssh.com",
                    "ecdsa-sha2-nistp521-cert-v01@openssh.com",
                    "ssh-rsa-cert-v01@openssh.com");

    /** Makes the library use the JDK's ciphers; before anything else of it is touched. */
    static LeanConfig make() {
        SecurityUtils.setRegisterBouncyCastle(false);
        SecurityUtils.setSecurityProvider(null);
        if (Security.getProvider(EcdsaKeys.NAME) == null) {
            Security.addProvider(new EcdsaKeys());
        }
        LeanConfig config = new LeanConfig();
        config.setKeepAliveProvider(KeepAliveProvider.HEARTBEAT);
        config.setVerifyHostKeyCertificates(true);
        return config;
    }

    /** The library logs stack traces of what we tell in our own words. */
    @Override
    public void setLoggerFactory(LoggerFactory ignored) {
        super.setLoggerFactory(new Silence());
    }

    @Override
    protected void initKeyExchangeFactories() {
        setKeyExchangeFactories(
                List.of(
                        new Curve25519SHA256.Factory(),
                        new Curve25519SHA256.FactoryLibSsh(),
                        new ECDHNistP.Factory256(),
                        DHGroups.Group16SHA512(),
                        DHGroups.Group14SHA256(),
                        new ExtInfoClientFactory()));
    }

    @Override
    protected void initKeyAlgorithms() {
        setKeyAlgorithms(
                List.of(
                        KeyAlgorithms.EdDSA25519(),
                        KeyAlgorithms.ECDSASHANistp256(),
                        KeyAlgorithms.ECDSASHANistp384(),
                        KeyAlgorithms.ECDSASHANistp521(),
                        KeyAlgorithms.RSASHA512(),
                        KeyAlgorithms.RSASHA256(),
                        KeyAlgorithms.EdDSA25519CertV01(),
                        KeyAlgorithms.ECDSASHANistp256CertV01(),
                        KeyAlgorithms.ECDSASHANistp384CertV01(),
                        KeyAlgorithms.ECDSASHANistp521CertV01(),
                        KeyAlgorithms.SSHRSACertV01()));
    }

    @Override
    protected void initCipherFactories() {
        setCipherFactories(
                List.of(
                        GcmCiphers.AES128GCM(),
                        GcmCiphers.AES256GCM(),
                        BlockCiphers.AES256CTR(),
                        BlockCiphers.AES128CTR()));
    }

    @Override
    protected void initMACFactories() {
        setMACFactories(
                List.of(
                        Macs.HMACSHA2256Etm(),
                        Macs.HMACSHA2512Etm(),
                        Macs.HMACSHA2256(),
                        Macs.HMACSHA2512()));
    }

    /** Loggers that say nothing. */
    private static final class Silence implements LoggerFactory {
        @Override
        public Logger getLogger(String name) {
            return NOPLogger.NOP_LOGGER;
        }

        @Override
        public Logger getLogger(Class<?> type) {
            return NOPLogger.NOP_LOGGER;
        }
    }
}
