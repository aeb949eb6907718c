package dev.headroom.backend.remote.openssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.Held;
import dev.headroom.backend.TestPatience;
import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.fleet.SshFleet;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.RemoteStream;
import dev.headroom.backend.remote.Route;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections over a jump host and a ProxyCommand that are lost: nothing is left behind, and all hosts come back. */
@Timeout(900)
class DisconnectMatrixTest extends MatrixFixture {
    private static final int DISCONNECTS = 60;
    private static final int FIRST = 6;
    private static final ServerId WEB = new ServerId("web");

    /** Hosts behind one bastion. */
    private static final int HOSTS = Integer.getInteger("bastion.hosts", 20);

    private String key;
    private RealSshd jump;
    private RealSshd web;

    @BeforeEach
    void start() throws Exception {
        key = home.key("id_ed25519", "ed25519");
        jump = bastion().start().lets(key);
        web = RealSshd.in(folder.resolve("web")).start().lets(key);
        home.knows(jump).knows(web);
    }

    @AfterEach
    void end() {
        jump.close();
        web.close();
    }

    @Test
    void disconnectsOnTheWayThroughAJumpHostLeaveNothingBehind() throws Exception {
        leaveNothingBehind(target(WEB, web, throughTheJump()), jump);
    }

    @Test
    void disconnectsOfAProxyCommandLeaveNothingBehind() throws Exception {
        Route relay = new Route.Command("bash -c 'exec 3<>/dev/tcp/%s/%d; cat <&0 >&3 & cat <&3; kill $!'"
                .formatted(web.address(), web.port()));
        leaveNothingBehind(target(WEB, web, relay), web);
    }

    /** @param other whose sessions are cut each second time */
    private void leaveNothingBehind(SshTarget target, RealSshd other) throws Exception {
        cut(target, other, FIRST);
        Held before = Held.now();
        cut(target, other, DISCONNECTS);
        Held.untilNoMoreThan(before);
    }

    private void cut(SshTarget target, RealSshd other, int times) {
        try (SshFleet fleet = SshFleet.of(List.of(target))) {
            for (int i = 0; i < times; i++) {
                try (RemoteStream stream = stream(fleet, target.host())) {
                    (i % 2 == 0 ? web : other).cut();
                    assertThat(stream.next(TestPatience.GENEROUS)).isInstanceOf(RemoteStream.Event.Failed.class);
                }
            }
        }
    }

    private static RemoteStream stream(SshFleet fleet, HostId host) {
        RemoteStream stream =
                fleet.shell(host).open(CommandLine.of("sh", "-c", "echo here; cat"), TestPatience.GENEROUS);
        assertThat(stream.next(TestPatience.GENEROUS)).isEqualTo(new RemoteStream.Event.Line("here"));
        return stream;
    }

    /** With sshd's own limits, of which ssh's login for each host would meet the first. */
    @Test
    void aBastionThatWasLostAndIsBackIsNotStormed() throws Exception {
        List<SshTarget> targets = IntStream.range(0, HOSTS)
                .mapToObj(i -> target(new ServerId("web" + i), web, throughTheJump()))
                .toList();
        try (SshFleet fleet = SshFleet.of(targets)) {
            List<RemoteStream> streams = each(targets.stream()
                    .map(target -> (Callable<RemoteStream>) () -> stream(fleet, target.host()))
                    .toList());
            assertThat(dials()).isEqualTo(1);

            int port = jump.port();
            jump.close();
            streams.forEach(stream ->
                    assertThat(stream.next(TestPatience.GENEROUS)).isInstanceOf(RemoteStream.Event.Failed.class));
            streams.forEach(RemoteStream::close);
            try (Refusing down = new Refusing(jump.address(), port)) {
                for (int i = 0; i < 3; i++) {
                    assertThat(answers(fleet, targets)).isZero();
                }
                assertThat(down.calls.get())
                        .as("logins while the bastion is down")
                        .isLessThan(HOSTS / 2);
            }

            Files.delete(jump.file("sshd.log"));
            jump = bastion().onPort(port).start().lets(key);
            TestPatience.until("all hosts answer again", () -> answers(fleet, targets) == HOSTS, jump::log);
            assertThat(dials()).as(jump.log()).isEqualTo(1);
        }
    }

    /** The number of connections that the bastion has seen. */
    private int dials() throws IOException {
        return jump.log().split("Connection from ", -1).length - 1;
    }

    private static long answers(SshFleet fleet, List<SshTarget> targets) throws Exception {
        List<RemoteResult> results = each(targets.stream()
                .map(target -> (Callable<RemoteResult>)
                        () -> fleet.shell(target.host()).run(CommandLine.of("true"), TestPatience.GENEROUS))
                .toList());
        return results.stream().filter(RemoteResult.Completed.class::isInstance).count();
    }

    private static <T> List<T> each(List<Callable<T>> work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> results = new ArrayList<>();
            for (Future<T> one : threads.invokeAll(work)) {
                results.add(one.get());
            }
            return results;
        }
    }

    /** Takes connections and closes them, and counts them. */
    private static final class Refusing implements AutoCloseable {
        private final ServerSocket socket;
        private final AtomicInteger calls = new AtomicInteger();

        Refusing(String address, int port) throws IOException {
            socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            Thread.ofVirtual().start(this::take);
        }

        private void take() {
            while (!socket.isClosed()) {
                try (var _ = socket.accept()) {
                    calls.incrementAndGet();
                } catch (IOException _) {
                    return; // it was closed
                }
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private RealSshd.Setup bastion() {
        return RealSshd.in(folder.resolve("jump")).at("127.0.0.2").with("MaxStartups 10:30:100", "MaxSessions 10");
    }

    private Route throughTheJump() {
        return new Route.Jump(target(Route.nameOf("jump"), jump, Route.direct()));
    }
}
