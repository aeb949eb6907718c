package dev.headroom.backend.remote.jsch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.RemoteStream.Event;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.simulation.shell.SimulatedExec;
import dev.headroom.simulation.ssh.SimulatedSshd;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is thrown on the way to a host, on any thread, the caller gets an answer and another try follows. */
@Timeout(60)
class PlantedFaultsTest {
    private static final HostId HOST = new ServerId("rs1");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final CommandLine COMMAND = CommandLine.of("work");

    @TempDir
    Path folder;

    private final FakeTicker ticker = new FakeTicker();
    private SimulatedSshd sshd;

    @BeforeEach
    void start() throws IOException {
        var hosts = new LinkedHashMap<HostId, SimulatedExec>();
        hosts.put(HOST, (_, _, out, _) -> {
            out.write("said\n".getBytes(StandardCharsets.UTF_8));
            return 0;
        });
        sshd = SimulatedSshd.start(hosts, folder.resolve("ssh"), 0);
    }

    @AfterEach
    void stop() {
        sshd.close();
    }

    static Stream<Supplier<Throwable>> faults() {
        return Stream.of(
                () -> new OutOfMemoryError("planted"),
                () -> new StackOverflowError("planted"),
                () -> new NoClassDefFoundError("planted"),
                () -> new NullPointerException("planted"),
                () -> new AssertionError("planted"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void ofTheLogin(Supplier<Throwable> fault) {
        SshTarget target = sshd.target(HOST);
        JschSettings settings = settings();
        Dialer sound = new Dialer(target, settings);
        AtomicInteger tries = new AtomicInteger();
        SessionKeeper.Dialing planted = deadline -> {
            if (tries.getAndIncrement() == 0) {
                throwIt(fault.get());
            }
            return sound.dial(deadline);
        };
        try (JschRemoteShell shell = new JschRemoteShell(target, settings, LoginQueue.ofThisMachine(), planted)) {
            assertThat(shell.run(COMMAND, PATIENCE)).isInstanceOfSatisfying(RemoteResult.Failed.class, failed -> {
                assertThat(failed.failure()).isInstanceOf(RemoteFailure.Unreachable.class);
                assertThat(failed.failure().sentence())
                        .contains("a fault of Headroom, which its log describes")
                        .doesNotContain("planted");
            });
            ticker.jump(Duration.ofMinutes(1));
            assertThat(shell.run(COMMAND, PATIENCE)).isEqualTo(new RemoteResult.Completed(0, "said\n", ""));
        }
    }

    /** Standard output is handed over on the thread of the session, which JSch lets die of an Error without a word. */
    @ParameterizedTest
    @MethodSource("faults")
    void ofTheSessionsThread(Supplier<Throwable> fault) throws Exception {
        JschSettings settings = settings();
        SshTarget target = sshd.target(HOST);
        var ended = new CompletableFuture<String>();
        Link.Up link = (Link.Up) new Dialer(target, settings).dial(PATIENCE);
        link.life().watch(ended::complete);
        var limit = new Deadline(PATIENCE, settings.ticker());
        var channel = new ExecChannel(target, COMMAND, link);
        var closed = new CompletableFuture<String>();
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) {
                throwIt(fault.get());
            }
        };
        channel.start(broken, new Gathered(1000, () -> {}, () -> closed.complete("the channel")), limit);
        // JSch ends the channel after an exception, and Headroom ends the session after an error: the caller gets an
        // answer in both cases
        assertThat(CompletableFuture.anyOf(ended, closed).get(30, TimeUnit.SECONDS))
                .isNotNull();
        link.hangUp();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void ofAWatcher(Supplier<Throwable> fault) {
        var life = new Lifeline();
        var told = new CompletableFuture<String>();
        life.watch(_ -> throwIt(fault.get()));
        life.watch(told::complete);
        life.end("over");
        assertThat(told).isCompletedWithValue("over");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void ofTheStartOfACommandOrAStream(Supplier<Throwable> fault) {
        JschSettings settings = settings();
        SshTarget target = sshd.target(HOST);
        Link.Up link = (Link.Up) new Dialer(target, settings).dial(PATIENCE);
        // a clock that fails on the thread that opens the channel
        var limit = new Deadline(PATIENCE, () -> {
            if (Thread.currentThread().getName().startsWith("headroom-")) {
                throwIt(fault.get());
            }
            return System.nanoTime();
        });
        RemoteResult result = new RunningCommand(target, link, COMMAND, 1000).run(limit);
        assertThat(result).isInstanceOf(RemoteResult.Failed.class);
        assertThat(JschRemoteStream.start(target, COMMAND, link, 1000, limit, _ -> {})
                        .next(PATIENCE))
                .isInstanceOf(Event.Failed.class);
        link.hangUp();
    }

    private JschSettings settings() {
        JschSettings usual = JschSettings.defaults();
        return new JschSettings(
                usual.connectDeadline(),
                usual.loginDeadline(),
                usual.longestLogin(),
                usual.keepAlive(),
                usual.firstPause(),
                usual.longestPause(),
                usual.outputLimit(),
                usual.knownHosts(),
                ticker);
    }

    private static void throwIt(Throwable fault) {
        PlantedFaultsTest.<RuntimeException>sneak(fault);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable fault) throws T {
        throw (T) fault;
    }
}
