package dev.headroom.backend.remote.jsch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.RemoteStream;
import dev.headroom.backend.remote.RemoteStream.Event;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.trust.KnownHosts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Slow hosts, refused logins, and hosts that come back. */
class ReturningHostTest extends SshServerFixture {
    /** The first frame must not pay for the login: that has a deadline of its own. */
    @Test
    void aStreamBeginsHoweverLongTheLoginTook() throws Exception {
        SshTarget known = sshd.target(HOST);
        try (DamagingProxy slow = DamagingProxy.start(known.port())) {
            slow.hush();
            JschRemoteShell shell = shell(new SshTarget(
                    HOST,
                    known.address(),
                    slow.port(),
                    known.user(),
                    known.identities(),
                    slow.knownHosts(known, folder)));
            var opened = CompletableFuture.supplyAsync(() -> shell.open(COMMAND, Duration.ofSeconds(5)));
            slow.awaitCall();
            ticker.jump(Duration.ofSeconds(7));
            slow.speak();
            assertThat(opened.get(30, TimeUnit.SECONDS).next(PATIENCE)).isEqualTo(new Event.Line("work"));
        }
        assertThat(sshd.logins(HOST)).isEqualTo(1);
    }

    @Test
    void aLoginThatIsLateTellsTheTimeThatWasReallyWaited() throws Exception {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SshTarget known = sshd.target(HOST);
            var target = new SshTarget(
                    HOST, known.address(), silent.getLocalPort(), known.user(), known.identities(), known.knownHosts());
            Duration brief = Duration.ofMillis(200);
            var settings = new JschSettings(
                    PATIENCE, brief, brief, PATIENCE, PATIENCE, PATIENCE, 1 << 16, new KnownHosts(), ticker);
            try (var shell = new JschRemoteShell(target, settings)) {
                var result = CompletableFuture.supplyAsync(() -> shell.run(COMMAND, PATIENCE));
                try (var _ = silent.accept()) {
                    ticker.jump(Duration.ofSeconds(9));
                    assertThat(failure(result.get(30, TimeUnit.SECONDS), false).sentence())
                            .matches("rs1 did not answer within (9|[1-5]\\d) s \\(logging in to 127\\.0\\.0\\.1 port "
                                    + silent.getLocalPort()
                                    + "\\)\\. It may be overloaded, frozen or cut off\\.");
                }
            }
        }
    }

    @Test
    void aRefusedLoginIsTriedFourTimesAndThenOnlyWhenKeysChangeOrTheOperatorAsks() throws IOException {
        SshTarget known = sshd.target(HOST);
        Path key = Files.copy(strangersKey(), folder.resolve("key"), StandardCopyOption.COPY_ATTRIBUTES);
        AtomicInteger tries = new AtomicInteger();
        SshTarget target =
                new SshTarget(HOST, known.address(), known.port(), known.user(), List.of(key), known.knownHosts());
        JschSettings settings = settings();
        Dialer dialer = new Dialer(target, settings);
        try (var shell = new JschRemoteShell(target, settings, LoginQueue.ofThisMachine(), deadline -> {
            tries.incrementAndGet();
            return dialer.dial(deadline);
        })) {
            for (int minute = 0; minute < 60; minute++) {
                shell.run(COMMAND, PATIENCE);
                shell.run(COMMAND, PATIENCE);
                ticker.jump(Duration.ofMinutes(1));
            }
            assertThat(tries).hasValue(4);
            assertThat(failure(shell.run(COMMAND, PATIENCE), false).sentence())
                    .contains("does not let the user 'headroom' log in", "It is not tried again");

            shell.tryAgain();
            shell.run(COMMAND, PATIENCE);
            shell.run(COMMAND, PATIENCE);
            assertThat(tries).as("the operator asked").hasValue(5);

            // the same file with the same times: only its content tells
            FileTime before = Files.getLastModifiedTime(key);
            Files.write(key, Files.readAllBytes(known.identities().getFirst()));
            Files.setLastModifiedTime(key, before);
            assertThat(shell.run(COMMAND, PATIENCE))
                    .as("the key has changed")
                    .isInstanceOf(RemoteResult.Completed.class);
            assertThat(tries).hasValue(6);
        }
    }

    @Test
    void comesBackByItselfAfterARestartAndRestsMeanwhile() throws IOException {
        JschRemoteShell shell = shell();
        assertThat(shell.run(COMMAND, PATIENCE)).isInstanceOf(RemoteResult.Completed.class);
        sshd.interrupt(HOST);
        RemoteResult down = shell.run(COMMAND, PATIENCE);
        // commands meet the old session until its end is seen, which takes a busy machine a moment
        for (int i = 0; i < 20 && down instanceof RemoteResult.Failed(RemoteFailure.Disconnected _, var _); i++) {
            down = shell.run(COMMAND, PATIENCE);
        }
        assertThat(failure(down, false)).isInstanceOf(RemoteFailure.Unreachable.class);

        sshd.resume(HOST);
        assertThat(shell.run(COMMAND, PATIENCE)).as("while it rests").isEqualTo(down);
        assertThat(sshd.logins(HOST)).isEqualTo(1);

        ticker.jump(Duration.ofSeconds(31));
        assertThat(shell.run(COMMAND, PATIENCE)).as("after the rest").isInstanceOf(RemoteResult.Completed.class);
        assertThat(sshd.logins(HOST)).isEqualTo(2);
    }

    @Test
    void dialsAnewAHostThatAnswersNoCommands() {
        behaviour.set(this::hang);
        JschRemoteShell shell = shell();
        try (RemoteStream opened = shell.open(COMMAND, PATIENCE)) { // logged in for certain
            for (int i = 0; i < 3; i++) {
                assertThat(failure(shell.run(COMMAND, MOMENT), true)).isInstanceOf(RemoteFailure.TimedOut.class);
            }
            assertThat(opened.next(PATIENCE)).isInstanceOf(Event.Failed.class);
        }
        behaviour.set((_, _, _, _) -> 0);
        assertThat(shell.run(COMMAND, PATIENCE)).isInstanceOf(RemoteResult.Completed.class);
        assertThat(sshd.logins(HOST)).isEqualTo(2);
    }

    @Test
    void anInterruptedCallerGetsAnAnswerAndKeepsItsFlag() {
        JschRemoteShell shell = shell();
        assertThat(shell.run(COMMAND, PATIENCE)).isInstanceOf(RemoteResult.Completed.class);
        Thread.currentThread().interrupt();
        assertThat(shell.run(COMMAND, PATIENCE)).isInstanceOf(RemoteResult.Failed.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(shell.run(COMMAND, PATIENCE)).isInstanceOf(RemoteResult.Completed.class);
    }
}
