package dev.headroom.simulation.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.TestPatience;
import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.RemoteStream.Event;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The same answers as over SSH. */
@Timeout(900)
class SimulatedShellTest {
    private static final HostId HOST = new ServerId("rs1");
    private static final Duration PATIENCE = TestPatience.GENEROUS;
    private static final Duration MOMENT = Duration.ofMillis(50);
    private static final CommandLine COMMAND = CommandLine.of("work", "it's");

    @Test
    void keepsOutputErrorAndExitCodeApart() {
        var shell = new SimulatedShell(HOST, (text, in, out, err) -> {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            err.write(("read " + in.readAllBytes().length).getBytes(StandardCharsets.UTF_8));
            return 3;
        });
        assertThat(shell.run(COMMAND, PATIENCE)).isEqualTo(new RemoteResult.Completed(3, "work 'it'\\''s'", "read 0"));
    }

    @Test
    void aHostThatCannotBeReachedCertainlyRanNothing() {
        var shell = new SimulatedShell(HOST, (_, _, _, _) -> {
            throw new ConnectException("no route");
        });
        assertThat(shell.run(COMMAND, PATIENCE))
                .isEqualTo(new RemoteResult.Failed(
                        new RemoteFailure.Unreachable(HOST, "the simulation", "no route"), false));
    }

    @Test
    void aHostThatDiesMayHaveRunIt() {
        var shell = new SimulatedShell(HOST, (_, _, _, _) -> {
            throw new IOException("power gone");
        });
        assertThat(shell.run(COMMAND, PATIENCE))
                .isEqualTo(new RemoteResult.Failed(new RemoteFailure.Disconnected(HOST, "power gone"), true));
    }

    @Test
    void aHostThatHangsTimesOut() {
        var never = new CountDownLatch(1);
        var shell = new SimulatedShell(HOST, (_, _, _, _) -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return 0;
        });
        assertThat(shell.run(COMMAND, MOMENT))
                .isEqualTo(new RemoteResult.Failed(new RemoteFailure.TimedOut(HOST, COMMAND.toShell(), MOMENT), true));
    }

    @Test
    void talksWithAStream() {
        var shell = new SimulatedShell(HOST, (_, in, out, err) -> {
            var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (int i = 0; i < 2; i++) {
                out.write(("got " + lines.readLine() + "\n").getBytes(StandardCharsets.UTF_8));
            }
            err.write("bye".getBytes(StandardCharsets.UTF_8));
            return 7;
        });
        try (var stream = shell.open(COMMAND, PATIENCE)) {
            assertThat(stream.next(MOMENT)).isEqualTo(new Event.Silent());
            stream.send("one\n");
            assertThat(stream.next(PATIENCE)).isEqualTo(new Event.Line("got one"));
            stream.send("two ü\n");
            assertThat(stream.next(PATIENCE)).isEqualTo(new Event.Line("got two ü"));
            assertThat(stream.next(PATIENCE)).isEqualTo(new Event.Ended(7, "bye"));
            assertThat(stream.next(PATIENCE)).isEqualTo(new Event.Ended(7, "bye"));
        }
    }

    @Test
    void closingEndsStreamsAndCommands() {
        var shell = new SimulatedShell(HOST, (_, in, _, _) -> in.read());
        var stream = shell.open(COMMAND, PATIENCE);
        shell.close();
        assertThat(stream.next(PATIENCE))
                .isEqualTo(new Event.Failed(new RemoteFailure.Disconnected(HOST, "it was closed here")));
        assertThat(shell.run(COMMAND, PATIENCE))
                .isEqualTo(new RemoteResult.Failed(new RemoteFailure.Disconnected(HOST, "it was closed here"), false));
        assertThat(shell.open(COMMAND, PATIENCE).next(PATIENCE)).isInstanceOf(Event.Failed.class);
    }
}
