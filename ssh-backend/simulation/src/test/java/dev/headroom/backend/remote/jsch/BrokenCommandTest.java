package dev.headroom.backend.remote.jsch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.TestPatience;
import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.RemoteStream;
import dev.headroom.backend.remote.RemoteStream.Event;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What fails after a command was sent: it may have been run. */
class BrokenCommandTest extends SshServerFixture {
    @Test
    void aCommandThatTakesTooLongMayHaveRun() {
        behaviour.set(this::hang);
        assertThat(shell().run(CommandLine.of("sleep", "60"), Duration.ofSeconds(2)))
                .isEqualTo(new RemoteResult.Failed(
                        new RemoteFailure.TimedOut(HOST, "sleep 60", Duration.ofSeconds(2)), true));
    }

    @Test
    void aLineThatBreaksInTheMiddleMeansThatTheCommandMayHaveRun() {
        behaviour.set((_, _, _, _) -> {
            throw new IOException("the simulated host dies");
        });
        assertThat(failure(shell().run(COMMAND, PATIENCE), true)).isInstanceOf(RemoteFailure.Disconnected.class);
    }

    @Test
    void closingTheShellEndsARunningCommand() throws InterruptedException {
        var running = new CountDownLatch(1);
        behaviour.set((text, in, out, err) -> {
            running.countDown();
            return hang(text, in, out, err);
        });
        JschRemoteShell shell = shell();
        var result = CompletableFuture.supplyAsync(() -> shell.run(COMMAND, PATIENCE));
        assertThat(running.await(TestPatience.millis(), TimeUnit.MILLISECONDS)).isTrue();
        shell.close();
        assertThat(failure(result.join(), true)).isInstanceOf(RemoteFailure.Disconnected.class);
    }

    @Test
    void aStreamThatBreaksTellsWhatItSaidBefore() {
        behaviour.set((_, _, out, _) -> {
            out.write("one\nhalf".getBytes(StandardCharsets.UTF_8));
            out.flush();
            awaitLatch(streamRead);
            throw new IOException("the simulated host dies");
        });
        try (RemoteStream stream = shell().open(COMMAND, PATIENCE)) {
            assertThat(stream.next(PATIENCE)).isEqualTo(new Event.Line("one"));
            streamRead.countDown();
            Event end = stream.next(PATIENCE);
            assertThat(end)
                    .isInstanceOfSatisfying(
                            Event.Failed.class,
                            e -> assertThat(e.failure()).isInstanceOf(RemoteFailure.Disconnected.class));
            assertThat(stream.next(PATIENCE)).isEqualTo(end);
        }
    }

    @Test
    void aSilentStreamTimesOutAndGoesOn() {
        behaviour.set((_, in, out, _) -> {
            in.read();
            out.write("awake\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            return 0;
        });
        try (RemoteStream stream = shell().open(COMMAND, PATIENCE)) {
            assertThat(stream.next(MOMENT)).isEqualTo(new Event.Silent());
            stream.send("!");
            assertThat(stream.next(PATIENCE)).isEqualTo(new Event.Line("awake"));
            assertThat(stream.next(PATIENCE)).isEqualTo(new Event.Ended(0, ""));
        }
    }

    @Test
    void tooMuchOutputEndsTheCommandAndNotTheSession() {
        behaviour.set(BrokenCommandTest::flood);
        JschRemoteShell shell = shell();
        assertThat(shell.run(COMMAND, PATIENCE))
                .isEqualTo(new RemoteResult.Failed(new RemoteFailure.OutputTooLarge(HOST, "work", 1 << 16), true));
        behaviour.set((_, _, _, err) -> flood("", InputStream.nullInputStream(), err, err));
        assertThat(failure(shell.run(COMMAND, PATIENCE), true)).isInstanceOf(RemoteFailure.OutputTooLarge.class);
        behaviour.set((_, _, _, _) -> 0);
        assertThat(shell.run(COMMAND, PATIENCE)).isEqualTo(new RemoteResult.Completed(0, "", ""));
        assertThat(sshd.logins(HOST)).isEqualTo(1);
    }

    @Test
    void aReaderThatFallsTooFarBehindLosesTheStream() {
        behaviour.set(BrokenCommandTest::flood);
        try (RemoteStream stream = shell().open(COMMAND, PATIENCE)) {
            Event event = stream.next(PATIENCE);
            while (event instanceof Event.Line) {
                event = stream.next(PATIENCE);
            }
            assertThat(event).isEqualTo(new Event.Failed(new RemoteFailure.OutputTooLarge(HOST, "work", 1 << 16)));
        }
    }

    private static int flood(String text, InputStream in, OutputStream out, OutputStream err) throws IOException {
        byte[] line = ("x".repeat(1000) + "\n").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 100_000; i++) {
            out.write(line);
            out.flush();
        }
        return 0;
    }
}
