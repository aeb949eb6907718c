package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.agent.ClusterDefinition.ServiceDefinition;
import dev.headroom.backend.agent.HostReport.DirectorReport;
import dev.headroom.backend.inventory.ContainerPattern;
import dev.headroom.backend.parse.HostFacts;
import dev.headroom.backend.parse.IpvsTable;
import dev.headroom.backend.parse.SyncDaemon;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ConnectionCounts;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ServiceSpec;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.Traffic;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.TableAction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How packet counters of a director become signs of service. */
class TrafficTest {
    private static final DirectorId LB1 = new DirectorId("lb1");
    private static final ServiceId DNS = new ServiceId("dns");
    private static final ServiceId WEB = new ServiceId("web");
    private static final VirtualAddress WEB_VIP =
            new VirtualAddress.Socket(Protocol.TCP, new Endpoint("192.0.2.80", 80));
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final Endpoint MEMBER = new Endpoint("10.0.0.1", 53);
    private static final VirtualAddress VIP = new VirtualAddress.Socket(Protocol.UDP, new Endpoint("192.0.2.53", 53));

    private final SnapshotAssembler assembler = new SnapshotAssembler(
            new ClusterDefinition(
                    List.of(LB1),
                    List.of(),
                    List.of(
                            new ServiceDefinition(new ServiceSpec(DNS, VIP, 1, 1), new ContainerPattern("dns-*")),
                            new ServiceDefinition(new ServiceSpec(WEB, WEB_VIP, 1, 1), new ContainerPattern("web-*")))),
            Duration.ofSeconds(5));
    private Assembly assembly = assembler.first(START);

    private ClusterSnapshot read(int second, long in, long out, long active) {
        return read(second, VIP, in, out, new ConnectionCounts(active, 3, 0, 7));
    }

    /** The rest of it is of no matter. */
    private Optional<Duration> answered(int second, long total, long active) {
        return read(second, WEB_VIP, total, 0, new ConnectionCounts(active, 3, 0, total))
                .destination(LB1, WEB, MEMBER)
                .flatMap(Destination::traffic)
                .flatMap(Traffic::rose);
    }

    private ClusterSnapshot read(int second, VirtualAddress vip, long in, long out, ConnectionCounts counts) {
        IpvsTable.Destination destination = new IpvsTable.Destination(
                new DestinationSpec(MEMBER, new ForwardingMethod.Masquerading(), Weight.ZERO, Thresholds.NONE),
                counts,
                Optional.of(new IpvsTable.Packets(in, out)));
        IpvsTable table = new IpvsTable(
                List.of(new IpvsTable.Service(vip, Scheduler.of("wrr"), Duration.ZERO, 7, List.of(destination))));
        Instant at = START.plusSeconds(second);
        assembly = assembler.next(
                assembly,
                List.of(new DirectorReport(
                        LB1,
                        at,
                        Duration.ofSeconds(1_000 + second),
                        table,
                        SyncDaemon.NONE,
                        Map.of(),
                        Duration.ofSeconds(120),
                        List.of(),
                        Optional.empty(),
                        HostFacts.NONE)),
                at);
        return assembly.snapshot();
    }

    private static Optional<Traffic> traffic(ClusterSnapshot snapshot) {
        return snapshot.destination(LB1, DNS, MEMBER).flatMap(Destination::traffic);
    }

    @Test
    void countsPacketsASecondInBothDirections() {
        assertThat(traffic(read(0, 1_000, 500, 0))).isEmpty();
        Traffic traffic = traffic(read(10, 1_200, 550, 0)).orElseThrow();
        assertThat(traffic.in()).isEqualTo(20);
        assertThat(traffic.out()).isEqualTo(5);
        assertThat(traffic.quiet()).isZero();
    }

    /** Connections that nobody answers stay active for a minute: only those that ended were answered. */
    @Test
    void anAttemptIsNoEstablishedConnection() {
        assertThat(answered(0, 100, 0)).isEmpty();
        assertThat(answered(10, 104, 4)).isEmpty();
        assertThat(answered(20, 110, 10)).isEmpty();
        assertThat(answered(30, 120, 9)).contains(Duration.ZERO);
        assertThat(answered(40, 123, 12)).contains(Duration.ofSeconds(10));
        assertThat(answered(50, 123, 0)).contains(Duration.ofSeconds(20));
    }

    /** Flows of UDP are never active, whether anybody answers or not. */
    @Test
    void aFlowOfDatagramsIsNoAnswer() {
        read(0, VIP, 0, 0, new ConnectionCounts(0, 3, 0, 7));
        assertThat(traffic(read(10, VIP, 20, 0, new ConnectionCounts(0, 9, 0, 27)))
                        .orElseThrow()
                        .rose())
                .isEmpty();
    }

    /** UDP has no connections that end: only a timeout without a packet shows that no client uses it. */
    @Test
    void udpIsDrainedWhenNoPacketCameForItsTimeout() {
        Action drained = new TableAction.AwaitDrained(LB1, DNS, VIP, MEMBER, Duration.ofMinutes(5));
        assertThat(drained.holds(read(0, 100, 0, 0))).isFalse();
        assertThat(drained.holds(read(60, 100, 0, 0))).isFalse();
        assertThat(drained.holds(read(110, 101, 0, 0))).isFalse();
        assertThat(drained.holds(read(220, 101, 0, 0))).isFalse();
        assertThat(drained.holds(read(230, 101, 0, 0))).isTrue();
        assertThat(drained.holds(read(240, 102, 0, 0))).isFalse();
    }

    @Test
    void knowsNothingOfTheTimeBeforeTheDirectorWasStartedAgain() {
        read(0, 100, 0, 0);
        read(200, 100, 0, 0);
        assertThat(traffic(read(-500, 100, 0, 0))).isEmpty();
    }
}
