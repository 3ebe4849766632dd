package io.miprov.host.ssh;

import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.keyprovider.KeyProvider;
import net.schmizz.sshj.userauth.method.KeyedAuthMethod;

/**
 * Logging in with a key that is at hand: signed at once, without asking first, which saves a trip.
 */
final class FileKeyAuth extends KeyedAuthMethod {
    FileKeyAuth(KeyProvider key) {
        super("publickey", key);
    }

    @Override
    protected SSHPacket buildReq() throws UserAuthException {
        return putSig(putPubKey(super.buildReq().putBoolean(true)));
    }

    /** A second algorithm for the same key is a second failure to the server. */
    @Override
    public boolean shouldRetry() {
        return false;
    }
}
