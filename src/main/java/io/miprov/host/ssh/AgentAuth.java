package io.miprov.host.ssh;

import java.io.IOException;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/** Logging in with a key that an agent holds (RFC 4252, section 7). */
final class AgentAuth extends AbstractAuthMethod {
    private static final int RSA_SHA2_512 = 4;
    private final Agent agent;
    private final Agent.Identity identity;

    AgentAuth(Agent agent, Agent.Identity identity) {
        super("publickey");
        this.agent = agent;
        this.identity = identity;
    }

    @Override
    protected SSHPacket buildReq() throws UserAuthException {
        return request(false);
    }

    private SSHPacket request(boolean signed) throws UserAuthException {
        return super.buildReq()
                .putBoolean(signed)
                .putString(algorithm())
                .putString(identity.blob());
    }

    private String algorithm() {
        return switch (identity.type()) {
            case "ssh-rsa" -> "rsa-sha2-512";
            case "ssh-rsa-cert-v01@openssh.com" -> "rsa-sha2-512-cert-v01@openssh.com";
            default -> identity.type();
        };
    }

    @Override
    public void handle(Message message, SSHPacket packet)
            throws UserAuthException, TransportException {
        if (message != Message.USERAUTH_60) {
            super.handle(message, packet);
            return;
        }
        SSHPacket request = request(true);
        byte[] data =
                new Buffer.PlainBuffer()
                        .putString(params.getTransport().getSessionID())
                        .putBuffer(request)
                        .getCompactData();
        try {
            int flags = algorithm().startsWith("rsa") ? RSA_SHA2_512 : 0;
            request.putBytes(agent.sign(identity.blob(), data, flags));
        } catch (IOException e) {
            throw new UserAuthException("the agent did not sign", e);
        }
        params.getTransport().write(request);
    }
}
