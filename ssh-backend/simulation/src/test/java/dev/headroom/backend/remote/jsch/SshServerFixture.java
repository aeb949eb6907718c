package dev.headroom.backend.remote.jsch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.TestPatience;
import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.trust.KnownHosts;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.simulation.shell.SimulatedExec;
import dev.headroom.simulation.ssh.SimulatedSshd;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An SSH server on loopback that behaves as a test says, and shells that talk with it. */
@Timeout(900)
abstract class SshServerFixture {
    static final HostId HOST = new ServerId("rs1");
    static final HostId OTHER = new ServerId("rs2");
    static final Duration PATIENCE = TestPatience.GENEROUS;
    static final Duration MOMENT = Duration.ofMillis(300);
    static final CommandLine COMMAND = CommandLine.of("work");

    @TempDir
    Path folder;

    final AtomicReference<SimulatedExec> behaviour = new AtomicReference<>((text, _, out, _) -> {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        return 0;
    });

    final CountDownLatch streamRead = new CountDownLatch(1);
    final CountDownLatch testOver = new CountDownLatch(1);
    final FakeTicker ticker = new FakeTicker();
    final List<JschRemoteShell> shells = new ArrayList<>();
    SimulatedSshd sshd;

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

    JschRemoteShell shell() {
        return shell(sshd.target(HOST));
    }

    JschRemoteShell shell(SshTarget target) {
        var shell = new JschRemoteShell(target, settings());
        shells.add(shell);
        return shell;
    }

    JschSettings settings() {
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

    static RemoteFailure failure(RemoteResult result, boolean sent) {
        assertThat(result).isInstanceOf(RemoteResult.Failed.class);
        var failed = (RemoteResult.Failed) result;
        assertThat(failed.sent()).as("may have been run: %s", failed).isEqualTo(sent);
        return failed.failure();
    }

    int hang(String text, InputStream in, OutputStream out, OutputStream err) throws IOException {
        awaitLatch(testOver);
        return 0;
    }

    static void awaitLatch(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(TestPatience.millis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("nobody came");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    Path strangersKey() throws IOException {
        var hosts = new LinkedHashMap<HostId, SimulatedExec>();
        hosts.put(HOST, (_, _, _, _) -> 0);
        try (var another = SimulatedSshd.start(hosts, folder.resolve("stranger"), 0)) {
            return another.clientKey();
        }
    }
}
