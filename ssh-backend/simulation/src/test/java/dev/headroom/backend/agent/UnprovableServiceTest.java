package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.simulation.ClusterDescription;
import dev.headroom.simulation.ClusterDescription.ServiceDescription;
import dev.headroom.simulation.Fault;
import dev.headroom.simulation.Scenario;
import dev.headroom.simulation.Scenarios;
import dev.headroom.simulation.loop.SimulatedLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Services of which no probe can tell whether they serve, in automatic mode: an unknown state causes no change. */
class UnprovableServiceTest {
    private static final Duration END = Duration.ofSeconds(60);

    /** All services of the steady story, by UDP. */
    private static Scenario byUdp(Fault.Kind fault, String... servers) {
        Scenario steady = Scenarios.steady(1);
        ClusterDescription cluster = steady.cluster();
        List<ServiceDescription> services = cluster.services().stream()
                .map(s -> new ServiceDescription(
                        s.id(),
                        new VirtualAddress.Socket(Protocol.UDP, s.address().endpoint()),
                        s.containers(),
                        s.minimum(),
                        s.priority(),
                        s.scheduler(),
                        s.method(),
                        s.cpuPerConnection(),
                        s.demand()))
                .toList();
        List<Scenario.Moment> moments = new ArrayList<>();
        for (HostId server : Stream.of(servers).map(ServerId::new).toList()) {
            moments.add(new Scenario.Moment(
                    Duration.ofSeconds(10), server + " is lost", Optional.of(new Fault(server, fault))));
        }
        return new Scenario(
                "udp",
                new ClusterDescription(
                        "udp", cluster.directors(), cluster.servers(), services, cluster.policy(), cluster.interval()),
                1,
                END,
                moments);
    }

    @Test
    void healthyMembersAreNeverTouched() {
        assertNothingIsSent(byUdp(Fault.Kind.HEAL));
    }

    /** They are dead, but nobody can know: no clients of others are lost for what may be a lost ssh. */
    @Test
    void membersOfWhichNothingCanBeKnownAreNotTouched() {
        assertNothingIsSent(byUdp(Fault.Kind.KILL, "rs1", "rs3"));
    }

    private static void assertNothingIsSent(Scenario story) {
        SimulatedLoop loop = new SimulatedLoop(story);
        loop.runUntil(END);
        assertThat(loop.diary()).noneMatch(line -> line.contains("$ "));
        assertThat(loop.state().proposals()).isEmpty();
    }
}
