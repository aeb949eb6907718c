package dev.headroom.backend.remote.jsch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.TestPatience;
import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.RemoteStream;
import dev.headroom.backend.remote.RemoteStream.Event;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.trust.KnownHosts;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.simulation.shell.SimulatedExec;
import dev.headroom.simulation.ssh.SimulatedSshd;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which SSH can end, against a real SSH server on loopback. */
@Timeout(900)
class JschRemoteShellTest {
    private static final HostId HOST = new ServerId("rs1");
    private static final HostId OTHER = new ServerId("rs2");
    private static final Duration PATIENCE = TestPatience.GENEROUS;
    private static final Duration MOMENT = Duration.ofMillis(300);
    private static final CommandLine COMMAND = CommandLine.of("work");

    @TempDir
    Path folder;

    private final AtomicReference<SimulatedExec> behaviour = new AtomicReference<>((text, _, out, _) -> {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        return 0;
    });
    private final CountDownLatch streamRead = new CountDownLatch(1);
    private final CountDownLatch testOver = new CountDownLatch(1);
    private final FakeTicker ticker = new FakeTicker();
    private final List<JschRemoteShell> shells = new ArrayList<>();
    private SimulatedSshd sshd;

    @BeforeEach
    void start() throws IOException {
        var hosts = new LinkedHashMap<HostId, SimulatedExec>();
        SimulatedExec exec = (text, in, out, err) -> behaviour.get().run(text, in, out, err);
        hosts.put(HOST, exec);
        hosts.put(OTHER, exec);
        sshd = SimulatedSshd.start(hosts, folder.resolve("ssh"), 0);
    }

    @AfterEach
    void stop() {
        testOver.countDown();
        shells.forEach(JschRemoteShell::close);
        sshd.close();
    }

    // what works

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
        var command = CommandLine.of("printf", "%s", "it's", "two\nlines", "$HOME `id` \"ü\" ☃", "");
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

    // what fails before a command is sent

    @Test
    void aClosedPortIsUnreachable() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        SshTarget known = sshd.target(HOST);
        var target = new SshTarget(HOST, known.address(), port, known.user(), known.identities(), known.knownHosts());
        assertThat(shell(target).run(COMMAND, PATIENCE))
                .isEqualTo(new RemoteResult.Failed(
                        new RemoteFailure.Unreachable(HOST, "127.0.0.1 port " + port, "Connection refused"), false));
    }

    @Test
    void aPortThatSaysNothingTimesOut() throws IOException {
        try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SshTarget known = sshd.target(HOST);
            var target = new SshTarget(
                    HOST, known.address(), silent.getLocalPort(), known.user(), known.identities(), known.knownHosts());
            assertThat(shell(target).run(COMMAND, MOMENT))
                    .isEqualTo(new RemoteResult.Failed(
                            new RemoteFailure.TimedOut(HOST, "connecting to 127.0.0.1", MOMENT), false));
        }
    }

    @Test
    void anUnknownHostKeyIsToldWithItsFingerprintAndNeverWritten() throws IOException {
        Path empty = folder.resolve("nobody");
        SshTarget known = sshd.target(HOST);
        var target = new SshTarget(HOST, known.address(), known.port(), known.user(), known.identities(), empty);
        var failure = failure(shell(target).run(COMMAND, PATIENCE), false);
        assertThat(failure)
                .isEqualTo(new RemoteFailure.HostKeyUnknown(
                        HOST,
                        "127.0.0.1 port " + known.port(),
                        "ecdsa-sha2-nistp256",
                        fingerprint(known.port()),
                        empty + ", which does not exist yet"));
        assertThat(empty).doesNotExist();
        assertThat(sshd.logins(HOST)).isZero();
    }

    @Test
    void aChangedHostKeyIsToldApartFromAnUnknownOne() throws IOException {
        SshTarget known = sshd.target(HOST);
        Path swapped = folder.resolve("swapped");
        String otherKey = line(sshd.target(OTHER).port()).split(" ", 2)[1];
        Files.writeString(swapped, "[127.0.0.1]:%d %s%n".formatted(known.port(), otherKey));
        String before = Files.readString(swapped);
        var target = new SshTarget(HOST, known.address(), known.port(), known.user(), known.identities(), swapped);
        var failure = failure(shell(target).run(COMMAND, PATIENCE), false);
        assertThat(failure)
                .isEqualTo(new RemoteFailure.HostKeyChanged(
                        HOST,
                        "127.0.0.1 port " + known.port(),
                        "ecdsa-sha2-nistp256",
                        fingerprint(known.port()),
                        swapped + ":1"));
        assertThat(swapped).hasContent(before);
        assertThat(sshd.logins(HOST)).isZero();
    }

    @Test
    void aRevokedHostKeyIsRefusedWhateverElseTheFileSays() throws IOException {
        SshTarget known = sshd.target(HOST);
        String key = line(known.port()).split(" ", 2)[1];
        Path revoking = Files.writeString(
                folder.resolve("revoking"), "[127.0.0.1]:%d %s%n@revoked * %s%n".formatted(known.port(), key, key));
        var target = new SshTarget(HOST, known.address(), known.port(), known.user(), known.identities(), revoking);
        var failure = failure(shell(target).run(COMMAND, PATIENCE), false);
        assertThat(failure)
                .isEqualTo(new RemoteFailure.HostKeyRevoked(
                        HOST,
                        "127.0.0.1 port " + known.port(),
                        "ecdsa-sha2-nistp256",
                        fingerprint(known.port()),
                        revoking + ":2"));
        assertThat(failure.sentence()).doesNotContain("remove").doesNotContain("add its key");
        assertThat(sshd.logins(HOST)).isZero();
    }

    @Test
    void aHostKnownByAnotherTypeOfKeyHasChangedAndIsNotUnknown() throws IOException {
        SshTarget known = sshd.target(HOST);
        String ed25519 = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
        Path other = Files.writeString(folder.resolve("other"), "[127.0.0.1]:%d %s%n".formatted(known.port(), ed25519));
        var target = new SshTarget(HOST, known.address(), known.port(), known.user(), known.identities(), other);
        assertThat(failure(shell(target).run(COMMAND, PATIENCE), false))
                .isInstanceOf(RemoteFailure.HostKeyChanged.class);
    }

    @Test
    void aBrokenLineInKnownHostsCostsNobodyElse() throws IOException {
        SshTarget known = sshd.target(HOST);
        Path broken = Files.writeString(
                folder.resolve("broken"),
                "somebody ssh-ed25519\nother ssh-rsa !!\n|1|a|b c d\n" + line(known.port()) + "\n");
        var target = new SshTarget(HOST, known.address(), known.port(), known.user(), known.identities(), broken);
        assertThat(shell(target).run(COMMAND, PATIENCE)).isInstanceOf(RemoteResult.Completed.class);
    }

    @Test
    void aPrivateKeyThatOthersMayReadIsNotUsed() throws IOException {
        SshTarget known = sshd.target(HOST);
        Path open = Files.copy(known.identities().getFirst(), folder.resolve("open_key"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r-----"));
        var target =
                new SshTarget(HOST, known.address(), known.port(), known.user(), List.of(open), known.knownHosts());
        assertThat(failure(shell(target).run(COMMAND, PATIENCE), false).sentence())
                .contains("open_key", "rw-r-----", "chmod 600");
        assertThat(sshd.logins(HOST)).isZero();
    }

    @Test
    void aWrongKeyIsRejected() throws IOException {
        Path stranger = strangersKey();
        SshTarget known = sshd.target(HOST);
        var target =
                new SshTarget(HOST, known.address(), known.port(), known.user(), List.of(stranger), known.knownHosts());
        assertThat(shell(target).run(COMMAND, PATIENCE))
                .isEqualTo(new RemoteResult.Failed(
                        new RemoteFailure.AuthenticationRejected(
                                HOST, "127.0.0.1 port " + known.port(), "headroom", "it refused the only key we have"),
                        false));
    }

    @Test
    void aMissingKeyFileIsNamed() {
        SshTarget known = sshd.target(HOST);
        Path missing = folder.resolve("no_such_key");
        var target =
                new SshTarget(HOST, known.address(), known.port(), known.user(), List.of(missing), known.knownHosts());
        assertThat(failure(shell(target).run(COMMAND, PATIENCE), false))
                .isEqualTo(new RemoteFailure.AuthenticationRejected(
                        HOST,
                        "127.0.0.1 port " + known.port(),
                        "headroom",
                        "there was no key to offer (the key file %s cannot be read)".formatted(missing)));
    }

    @Test
    void aFailureIsTheFirstEventOfAStream() {
        SshTarget known = sshd.target(HOST);
        var target =
                new SshTarget(HOST, known.address(), known.port(), "nobody", known.identities(), known.knownHosts());
        try (RemoteStream stream = shell(target).open(COMMAND, PATIENCE)) {
            assertThat(stream.next(PATIENCE))
                    .isInstanceOfSatisfying(
                            Event.Failed.class,
                            e -> assertThat(e.failure()).isInstanceOf(RemoteFailure.AuthenticationRejected.class));
        }
    }

    @Test
    void aClosedShellIsDisconnected() {
        JschRemoteShell shell = shell();
        assertThat(shell.run(COMMAND, PATIENCE)).isInstanceOf(RemoteResult.Completed.class);
        shell.close();
        shell.close();
        assertThat(failure(shell.run(COMMAND, PATIENCE), false)).isInstanceOf(RemoteFailure.Disconnected.class);
        assertThat(shell.open(COMMAND, PATIENCE).next(PATIENCE)).isInstanceOf(Event.Failed.class);
    }

    // what fails after a command was sent

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
        behaviour.set(JschRemoteShellTest::flood);
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
        behaviour.set(JschRemoteShellTest::flood);
        try (RemoteStream stream = shell().open(COMMAND, PATIENCE)) {
            Event event = stream.next(PATIENCE);
            while (event instanceof Event.Line) {
                event = stream.next(PATIENCE);
            }
            assertThat(event).isEqualTo(new Event.Failed(new RemoteFailure.OutputTooLarge(HOST, "work", 1 << 16)));
        }
    }

    // slow hosts and refused logins

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
                            .isEqualTo(
                                    "rs1 did not answer within 9 s (logging in to 127.0.0.1 port %d). It may be"
                                            + " overloaded, frozen or cut off.",
                                    silent.getLocalPort());
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

    // coming back

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

    // tools of the tests

    private JschRemoteShell shell() {
        return shell(sshd.target(HOST));
    }

    private JschRemoteShell shell(SshTarget target) {
        var shell = new JschRemoteShell(target, settings());
        shells.add(shell);
        return shell;
    }

    private JschSettings settings() {
        return new JschSettings(
                Duration.ofSeconds(15),
                Duration.ofSeconds(15),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(30),
                1 << 16,
                new KnownHosts(),
                ticker);
    }

    private static RemoteFailure failure(RemoteResult result, boolean sent) {
        assertThat(result).isInstanceOf(RemoteResult.Failed.class);
        var failed = (RemoteResult.Failed) result;
        assertThat(failed.sent()).as("may have been run: %s", failed).isEqualTo(sent);
        return failed.failure();
    }

    private int hang(String text, InputStream in, OutputStream out, OutputStream err) throws IOException {
        awaitLatch(testOver);
        return 0;
    }

    private static void awaitLatch(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(TestPatience.millis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("nobody came");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
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

    private String line(int port) throws IOException {
        return Files.readAllLines(sshd.knownHosts()).stream()
                .filter(l -> l.startsWith("[127.0.0.1]:" + port + " "))
                .findFirst()
                .orElseThrow();
    }

    private String fingerprint(int port) throws IOException {
        return Fingerprints.sha256(line(port).split(" ", 3)[2]);
    }

    private Path strangersKey() throws IOException {
        var hosts = new LinkedHashMap<HostId, SimulatedExec>();
        hosts.put(HOST, (_, _, _, _) -> 0);
        try (var another = SimulatedSshd.start(hosts, folder.resolve("stranger"), 0)) {
            return another.clientKey();
        }
    }
}
