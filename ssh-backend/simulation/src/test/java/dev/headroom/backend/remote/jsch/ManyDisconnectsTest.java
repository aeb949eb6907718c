package dev.headroom.backend.remote.jsch;

import static org.assertj.core.api.Assertions.assertThat;

import com.jcraft.jsch.Session;
import dev.headroom.backend.Held;
import dev.headroom.backend.TestPatience;
import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.RemoteStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A session that ends, however it ends, leaves nothing of itself behind. */
class ManyDisconnectsTest extends SshServerFixture {
    private static final int DISCONNECTS = 1_000;

    /** So many that every pool of threads and every cache is as large as it will be. */
    private static final int FIRST = 60;

    private static final CommandLine STAY = CommandLine.of("stay");
    private static final CommandLine BUSY = CommandLine.of("busy");

    /** The commands that have begun and end only when their session is cut. */
    private final Semaphore busy = new Semaphore(0);

    private JschRemoteShell shell;

    /** How a session ends. */
    private enum End {
        STREAM_CUT,
        COMMAND_CUT,
        CLOSED_HERE,
        STREAM_CLOSED_THEN_CUT
    }

    @Test
    void aThousandDisconnectsLeaveNothingBehind() throws Exception {
        behaviour.set(this::stay);
        shell = new JschRemoteShell(sshd.target(HOST), settings());
        try {
            disconnect(FIRST);
            Held before = whileConnected();
            disconnect(DISCONNECTS);
            assertThat(sshd.logins(HOST)).isGreaterThanOrEqualTo(FIRST + DISCONNECTS);
            connect();
            Held.untilNoMoreThan(before);
        } finally {
            shell.close();
        }
    }

    /** What is held while one session is up, and all that the former ones held is gone. */
    private Held whileConnected() throws Exception {
        connect();
        TestPatience.until(
                "only one session is left",
                () -> Held.now().count(Session.class) == 1,
                () -> Held.now().toString());
        return Held.now();
    }

    private void connect() {
        assertThat(shell.run(COMMAND, PATIENCE)).isInstanceOf(RemoteResult.Completed.class);
    }

    private void disconnect(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            disconnect(End.values()[i % End.values().length]);
        }
    }

    private void disconnect(End how) throws Exception {
        switch (how) {
            case STREAM_CUT -> {
                try (RemoteStream stream = stream()) {
                    sshd.cut(HOST);
                    assertThat(stream.next(PATIENCE)).isInstanceOf(RemoteStream.Event.Failed.class);
                }
            }
            case COMMAND_CUT -> {
                var result = CompletableFuture.supplyAsync(() -> shell.run(BUSY, PATIENCE));
                assertThat(busy.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                        .isTrue();
                sshd.cut(HOST);
                assertThat(result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                        .isInstanceOf(RemoteResult.Failed.class);
            }
            case CLOSED_HERE -> {
                try (RemoteStream stream = stream()) {
                    shell.close();
                    assertThat(stream.next(PATIENCE)).isInstanceOf(RemoteStream.Event.Failed.class);
                }
                shell = new JschRemoteShell(sshd.target(HOST), settings());
            }
            case STREAM_CLOSED_THEN_CUT -> {
                stream().close();
                try (RemoteStream stream = stream()) {
                    sshd.cut(HOST);
                    assertThat(stream.next(PATIENCE)).isInstanceOf(RemoteStream.Event.Failed.class);
                }
            }
        }
    }

    /** A stream that has begun. */
    private RemoteStream stream() {
        RemoteStream stream = shell.open(STAY, PATIENCE);
        assertThat(stream.next(PATIENCE)).isEqualTo(new RemoteStream.Event.Line("here"));
        return stream;
    }

    private int stay(String text, InputStream in, OutputStream out, OutputStream err) throws IOException {
        out.write("here\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
        if (text.equals(STAY.toShell())) {
            in.transferTo(OutputStream.nullOutputStream());
        } else if (text.equals(BUSY.toShell())) {
            busy.release();
            awaitLatch(testOver); // the cut interrupts it
        }
        return 0;
    }
}
