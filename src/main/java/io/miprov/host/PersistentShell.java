package io.miprov.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * One POSIX sh that runs scripts one after the other, each in a subshell, and tells their outputs
 * apart by marks that no script can know. One thread at a time.
 */
final class PersistentShell implements AutoCloseable {
    /** A machine that starts shells for many controllers at once, or swaps, may take long. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final int SLOW_TO_PARSE = 8 << 10;

    private final Machine machine;
    private final Admission admission;
    private final Admission.Opened opened;
    private final String hello;
    private final String death;
    private byte[] greeting;
    private boolean readsByteByByte;
    private boolean ended;

    private PersistentShell(
            Machine machine,
            Admission admission,
            Admission.Opened opened,
            String hello,
            String death,
            byte[] greeting) {
        this.machine = machine;
        this.admission = admission;
        this.opened = opened;
        this.hello = hello;
        this.death = death;
        this.greeting = greeting;
    }

    /** A shell that will say hello in the answer to its first script: one trip for both. */
    static PersistentShell start(Machine machine, Identity identity) throws IOException {
        String hello = machine.marks().record();
        String death = machine.marks().record();
        Admission admission = new Admission(machine, identity);
        ByteArrayOutputStream greeting = new ByteArrayOutputStream();
        greeting.writeBytes(Boot.first(Boot.persistent(identity.shell(), death)));
        greeting.writeBytes(Boot.greeting(hello).text().getBytes(UTF_8));
        return new PersistentShell(
                machine, admission, admission.open(PATIENCE), hello, death, greeting.toByteArray());
    }

    /** Runs a script; when the reply says that it was ended by force, so is this shell. */
    Reply run(Sh script, Call call) {
        String mark = machine.marks().record();
        ended = true;
        try {
            begin(script, mark);
        } catch (IOException e) {
            throw new HostLost(machine.launcher().name(), opened.pipes().loss(), e);
        }
        Exchange exchange =
                new Exchange(
                        machine.launcher().name(),
                        machine.background(),
                        opened,
                        call,
                        opened.pipes()::hangUp);
        try {
            return exchange.await(mark, death);
        } finally {
            ended = exchange.ended();
        }
    }

    /** Whether it can run no other script. */
    boolean ended() {
        return ended || !opened.pipes().running();
    }

    private void begin(Sh script, String mark) throws IOException {
        byte[] text = script.text().getBytes(UTF_8);
        if (greeting.length == 0) {
            send(text, script, mark);
        } else if (text.length > SLOW_TO_PARSE) {
            greet(greeting);
            send(text, script, mark);
        } else {
            greet(joined(greeting, Boot.framed(script, mark).text().getBytes(UTF_8)));
        }
    }

    private void greet(byte[] bytes) throws IOException {
        try {
            write(bytes);
        } finally {
            readsByteByByte = !admission.greet(opened, hello, PATIENCE).isEmpty();
            greeting = new byte[0];
        }
    }

    private void send(byte[] text, Sh script, String mark) throws IOException {
        if (readsByteByByte && text.length > SLOW_TO_PARSE) {
            write(joined(Boot.announced(text.length, mark).text().getBytes(UTF_8), text));
        } else {
            write(Boot.framed(script, mark).text().getBytes(UTF_8));
        }
    }

    private void write(byte[] bytes) throws IOException {
        OutputStream in = opened.pipes().in();
        in.write(bytes);
        in.flush();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(first.length + second.length);
        all.writeBytes(first);
        all.writeBytes(second);
        return all.toByteArray();
    }

    @Override
    public void close() {
        opened.pipes().hangUp();
    }
}
