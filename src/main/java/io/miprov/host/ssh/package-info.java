/**
 * Hosts over SSH, by sshj: connecting, logging in, checking who the other side is, and channels.
 * What shells do on a channel is {@link io.miprov.host.Machine}'s.
 *
 * <p>Never here: Bouncy Castle. The JDK has all the ciphers that are used, several times faster.
 *
 * <p>Start with {@link io.miprov.host.ssh.SshConnections}.
 */
package io.miprov.host.ssh;
