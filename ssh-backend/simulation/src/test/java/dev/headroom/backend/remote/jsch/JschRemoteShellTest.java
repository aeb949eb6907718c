package dev.headroom.backend.remote.jsch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.TestPatience;
import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.RemoteStream;
import dev.headroom.backend.remote.RemoteStream.Event;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What works: output, streams and sessions, against a real SSH server on loopback. */
class JschRemoteShellTest extends SshServerFixture {
    @Test
    void keepsOutputErrorAndExitCodeApart() {
        behaviour.set((_, _, out, err) -> {
            out.write("döne\n".getBytes(StandardCharsets.UTF_8));
            err.write("but 12 °C\n".getBytes(StandardCharsets.UTF_8));
            return 3;
        });
        assertThat(shell().run(COMMAND, PATIENCE)).isEqualTo(new RemoteResult.Completed(3, "döne\n", "but 12 °C\n"));
    }

    @Test
    void sendsArgumentsAsTheyAre() {
        var command = CommandLine.of("printf", "%s", "it's", "two  words", "$HOME `id` \"ü\" ☃", "");
        assertThat(shell().run(command, PATIENCE)).isEqualTo(new RemoteResult.Completed(0, command.toShell(), ""));
    }

    @Test
    void closesTheInputOfACommandSoThatItDoesNotWait() {
        behaviour.set((_, in, out, _) -> {
            out.write(("read " + in.readAllBytes().length).getBytes(StandardCharsets.UTF_8));
            return 0;
        });
        assertThat(shell().run(COMMAND, PATIENCE)).isEqualTo(new RemoteResult.Completed(0, "read 0", ""));
    }

    @Test
    void opensNoSessionBeforeItIsNeededAndOneForAll() {
        JschRemoteShell shell = shell();
        assertThat(sshd.logins(HOST)).isZero();
        for (int i = 0; i < 5; i++) {
            assertThat(shell.run(COMMAND, PATIENCE)).isInstanceOf(RemoteResult.Completed.class);
        }
        try (RemoteStream stream = shell.open(COMMAND, PATIENCE)) {
            assertThat(stream.next(PATIENCE)).isEqualTo(new Event.Line("work"));
        }
        assertThat(sshd.logins(HOST)).isEqualTo(1);
        assertThat(sshd.logins(OTHER)).isZero();
    }

    @Test
    void runsTwoCommandsAtOnceOverOneSession() {
        var both = new CyclicBarrier(2);
        behaviour.set((_, _, _, _) -> {
            try {
                both.await(TestPatience.millis(), TimeUnit.MILLISECONDS); // passes only if both are here at once
            } catch (Exception e) {
                throw new IOException(e);
            }
            return 0;
        });
        JschRemoteShell shell = shell();
        var first = CompletableFuture.supplyAsync(() -> shell.run(COMMAND, PATIENCE));
        assertThat(shell.run(COMMAND, PATIENCE)).isInstanceOf(RemoteResult.Completed.class);
        assertThat(first.join()).isInstanceOf(RemoteResult.Completed.class);
        assertThat(sshd.logins(HOST)).isEqualTo(1);
    }

    @Test
    void eachHostShowsItsOwnKey() {
        assertThat(shell(sshd.target(HOST)).run(COMMAND, PATIENCE)).isInstanceOf(RemoteResult.Completed.class);
        assertThat(shell(sshd.target(OTHER)).run(COMMAND, PATIENCE)).isInstanceOf(RemoteResult.Completed.class);
    }

    @Test
    void talksWithAStream() {
        behaviour.set((_, in, out, err) -> {
            var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (int i = 0; i < 3; i++) {
                out.write(("got " + lines.readLine() + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
            out.write("half a line".getBytes(StandardCharsets.UTF_8));
            err.write("bye".getBytes(StandardCharsets.UTF_8));
            return 7;
        });
        try (RemoteStream stream = shell().open(COMMAND, PATIENCE)) {
            for (String word : List.of("one", "zwei ü", "three")) {
                stream.send(word + "\n");
                assertThat(stream.next(PATIENCE)).isEqualTo(new Event.Line("got " + word));
            }
            assertThat(stream.next(PATIENCE)).isEqualTo(new Event.Line("half a line"));
            assertThat(stream.next(PATIENCE)).isEqualTo(new Event.Ended(7, "bye"));
            assertThat(stream.next(PATIENCE)).isEqualTo(new Event.Ended(7, "bye"));
        }
    }
}
