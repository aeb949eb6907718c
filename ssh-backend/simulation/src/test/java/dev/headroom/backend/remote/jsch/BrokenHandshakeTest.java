package dev.headroom.backend.remote.jsch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.remote.RemoteResult;
import dev.headroom.backend.remote.SshTarget;
import dev.headroom.backend.remote.trust.KnownHosts;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.simulation.shell.SimulatedExec;
import dev.headroom.simulation.ssh.SimulatedSshd;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A host that greets and then breaks off, or says something that is damaged, at every stage of the handshake. */
@Timeout(180)
class BrokenHandshakeTest {
    private static final HostId HOST = new ServerId("rs1");
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final CommandLine COMMAND = CommandLine.of("work");

    @TempDir
    Path folder;

    private SimulatedSshd sshd;

    @BeforeEach
    void start() throws IOException {
        var hosts = new LinkedHashMap<HostId, SimulatedExec>();
        hosts.put(HOST, (_, _, _, _) -> 0);
        sshd = SimulatedSshd.start(hosts, folder.resolve("ssh"), 0);
    }

    @AfterEach
    void stop() {
        sshd.close();
    }

    @Test
    void eachDamageIsATypedFailureAndTheNextTryWorks() {
        SplittableRandom random = new SplittableRandom(7);
        List<Case> cases = IntStream.range(0, 256)
                .mapToObj(i -> new Case(
                        List.of(Damage.values()).get(random.nextInt(Damage.values().length)),
                        // the greeting, the key exchange and the first bytes that are enciphered
                        i < 60 ? i : random.nextInt(1500),
                        random.nextInt(1, 256)))
                .toList();
        List<String> wrong = new CopyOnWriteArrayList<>();
        try (ExecutorService several = Executors.newFixedThreadPool(8)) {
            cases.forEach(each -> several.execute(() -> {
                try (DamagingProxy proxy = DamagingProxy.start(sshd.target(HOST).port())) {
                    breakAndComeBack(proxy, each);
                } catch (Throwable e) {
                    wrong.add(each + ": " + e);
                }
            }));
        }
        assertThat(wrong).isEmpty();
    }

    private record Case(Damage damage, int at, int by) {}

    private void breakAndComeBack(DamagingProxy proxy, Case each) {
        proxy.damage(each.damage, each.at, each.by);
        FakeTicker ticker = new FakeTicker();
        try (JschRemoteShell shell = shell(proxy, ticker)) {
            RemoteResult broken = shell.run(COMMAND, PATIENCE);
            if (broken instanceof RemoteResult.Failed(var failure, var sent)) {
                assertThat(failure.sentence())
                        .contains("rs1")
                        .doesNotContainPattern(
                                "Exception|java|jcraft|Stream|SSH_MSG|null|verify|Packet|server's version");
                assertThat(sent).as("may have been run").isFalse();
            }
            proxy.heal();
            // a damaged length makes JSch wait for bytes that never come: each wait in vain doubles the patience
            RemoteResult healed = broken;
            for (int i = 0; i < 4 && !(healed instanceof RemoteResult.Completed); i++) {
                ticker.jump(Duration.ofMinutes(2));
                healed = shell.run(COMMAND, PATIENCE);
            }
            assertThat(healed).as("after %s", broken).isEqualTo(new RemoteResult.Completed(0, "", ""));
        }
    }

    @Test
    void aHostThatClosesDuringTheGreetingIsTriedAgain() throws IOException {
        for (int at : new int[] {0, 1, 3, 4, 20}) {
            try (DamagingProxy proxy = DamagingProxy.start(sshd.target(HOST).port())) {
                breakAndComeBack(proxy, new Case(Damage.CLOSE, at, 0));
            }
        }
    }

    private JschRemoteShell shell(DamagingProxy proxy, FakeTicker ticker) {
        SshTarget known = sshd.target(HOST);
        // the host key is known for the port of the simulated host
        SshTarget through = new SshTarget(
                HOST, known.address(), proxy.port(), known.user(), known.identities(), proxy.knownHosts(known, folder));
        Duration second = Duration.ofSeconds(1);
        return new JschRemoteShell(
                through,
                new JschSettings(
                        second, second, PATIENCE, PATIENCE, second, PATIENCE, 1 << 16, new KnownHosts(), ticker));
    }
}
