package dev.headroom.ma2scf.sharing;

import static dev.headroom.ma2scf.Clusters.LB1;
import static dev.headroom.ma2scf.Clusters.LB2;
import static dev.headroom.ma2scf.Clusters.WEB;
import static dev.headroom.ma2scf.Clusters.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.World;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ConnectionCounts;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.ProbeResult;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.Traffic;
import dev.headroom.ma2scf.sharing.facts.Diagnosis;
import dev.headroom.ma2scf.sharing.facts.FaultDetector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The diagnosis of a destination from its evidence, while its server is not read. */
class DiagnosisTest {
    private static final int LONG_UNREAD = 60;
    private static final ForwardingMethod MASQ = new ForwardingMethod.Masquerading();
    private static final Traffic STILL = new Traffic(0, 0, Duration.ofMinutes(1), Optional.empty());

    /** @param active established connections, by which clients send 20 new ones a second */
    record Case(
            String name,
            ProbeResult one,
            ProbeResult two,
            ForwardingMethod method,
            Traffic traffic,
            long active,
            Diagnosis.State state) {
        Case(String name, ProbeResult one, ProbeResult two, Traffic traffic, long active, Diagnosis.State state) {
            this(name, one, two, new ForwardingMethod.DirectRouting(), traffic, active, state);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Traffic moving(double in, double out) {
        return new Traffic(in, out, Duration.ZERO, Optional.empty());
    }

    private static Traffic rose(int secondsAgo) {
        return new Traffic(100, 0, Duration.ZERO, Optional.of(Duration.ofSeconds(secondsAgo)));
    }

    static Stream<Case> cases() {
        ProbeResult silent = ProbeResult.SILENT;
        ProbeResult refused = ProbeResult.REFUSED;
        return Stream.of(
                new Case("silent and still", silent, silent, STILL, 0, Diagnosis.State.SILENT),
                new Case("refused everywhere", refused, refused, STILL, 0, Diagnosis.State.REFUSES),
                new Case("refused at one, silent at the other", refused, silent, STILL, 0, Diagnosis.State.SILENT),
                new Case("open at one", silent, ProbeResult.OPEN, STILL, 0, Diagnosis.State.SERVES),
                new Case("clients try in vain", silent, silent, moving(140, 0), 3, Diagnosis.State.SILENT),
                new Case("packets of a conversation", silent, silent, moving(400, 0), 3, Diagnosis.State.SERVES),
                new Case("answers pass the director", silent, silent, MASQ, moving(20, 15), 0, Diagnosis.State.SERVES),
                new Case(
                        "refusals pass the director",
                        refused,
                        refused,
                        MASQ,
                        moving(20, 20),
                        0,
                        Diagnosis.State.REFUSES),
                new Case("the director says unreachable", silent, silent, moving(20, 15), 0, Diagnosis.State.SILENT),
                new Case("connections were just established", silent, silent, rose(3), 9, Diagnosis.State.SERVES),
                new Case("a check refuses, the service serves", refused, refused, rose(3), 9, Diagnosis.State.SERVES),
                new Case("the last established long ago", silent, silent, rose(30), 9, Diagnosis.State.SILENT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void addsUp(Case c) {
        ClusterSnapshot seen = seen(Map.of(LB1, c.one(), LB2, c.two()), c.method(), c.traffic(), c.active());
        Diagnosis diagnosis = diagnosis(seen);
        assertThat(diagnosis.state()).isEqualTo(c.state());
        assertThat(diagnosis.evidence()).hasSizeGreaterThan(1).allMatch(sentence -> sentence.endsWith("."));
    }

    @Test
    void knowsNothingWhereOneDirectorHasNoMeansToTry() {
        assertThat(diagnosis(seen(Map.of(LB1, ProbeResult.REFUSED), STILL, 0)).state())
                .isEqualTo(Diagnosis.State.UNKNOWN);
        assertThat(diagnosis(seen(Map.of(), STILL, 0)).state()).isEqualTo(Diagnosis.State.UNKNOWN);
    }

    /** Connections from before the server was lost are no evidence for the time after. */
    @Test
    void doesNotTakeTheLastConnectionsOfADeadServerForLife() {
        World world = new World(Clusters.twoDirectorsFourServers()).cutOff(1);
        world.look(4);
        ClusterSnapshot seen = changed(
                world.snapshot(),
                Map.of(LB1, ProbeResult.SILENT, LB2, ProbeResult.SILENT),
                (_, d) -> new Destination(d.spec(), ConnectionCounts.NONE, 0, Optional.of(rose(3))));
        assertThat(diagnosis(seen).state()).isEqualTo(Diagnosis.State.SILENT);
    }

    /** One refused port is no evidence about other services of the server. */
    @Test
    void judgesServicesOfAServerApart() {
        World world = new World(Clusters.empty()
                        .service("web", 1, 1)
                        .service("shop", 1, 1)
                        .server("rs1", "a", 4)
                        .server("rs2", "b", 4)
                        .home("web", 1)
                        .home("shop", 1)
                        .home("web", 2)
                        .home("shop", 2)
                        .build())
                .cutOff(1);
        ClusterSnapshot s = world.snapshot();
        ClusterSnapshot seen =
                changed(s, Map.of(LB1, ProbeResult.REFUSED, LB2, ProbeResult.REFUSED), (_, destination) -> destination);
        assertThat(diagnosis(seen).hasFailed()).isTrue();
        assertThat(FaultDetector.diagnoses(seen)
                        .get(new Spot(Clusters.SHOP, endpoint("shop", 1)))
                        .hasFailed())
                .isFalse();
        assertThat(FaultDetector.failedServers(seen)).isEmpty();
    }

    private static Diagnosis diagnosis(ClusterSnapshot seen) {
        return Optional.ofNullable(FaultDetector.diagnoses(seen).get(new Spot(WEB, endpoint("web", 1))))
                .orElseThrow();
    }

    private static ClusterSnapshot seen(Map<DirectorId, ProbeResult> probes, Traffic traffic, long active) {
        return seen(probes, new ForwardingMethod.DirectRouting(), traffic, active);
    }

    private static ClusterSnapshot seen(
            Map<DirectorId, ProbeResult> probes, ForwardingMethod method, Traffic traffic, long active) {
        World world = new World(Clusters.twoDirectorsFourServers()).cutOff(1);
        world.look(LONG_UNREAD);
        return changed(world.snapshot(), probes, (director, d) -> {
            boolean observed = director.equals(LB1) && d.endpoint().equals(endpoint("web", 1));
            return new Destination(
                    new DestinationSpec(
                            d.endpoint(), method, d.spec().weight(), d.spec().thresholds()),
                    new ConnectionCounts(observed ? active : 0, 0, 0, 0),
                    observed ? 20 : 0,
                    Optional.of(observed ? traffic : STILL));
        });
    }

    private interface Change {
        Destination of(DirectorId director, Destination destination);
    }

    private static ClusterSnapshot changed(ClusterSnapshot s, Map<DirectorId, ProbeResult> results, Change change) {
        List<Director> directors = s.directors().stream()
                .map(director -> new Director(director.id(), director.table().map(table -> {
                    Map<ProbeTarget, ProbeResult> probes = new TreeMap<>(table.probes());
                    ProbeTarget target = ProbeTarget.tcp(endpoint("web", 1));
                    probes.remove(target);
                    Optional.ofNullable(results.get(director.id())).ifPresent(r -> probes.put(target, r));
                    return new DirectorTable(
                            table.entries().stream()
                                    .map(e -> new TableEntry(
                                            e.address(),
                                            e.scheduler(),
                                            e.persistence(),
                                            e.destinations().stream()
                                                    .map(d -> change.of(director.id(), d))
                                                    .toList()))
                                    .toList(),
                            probes);
                })))
                .toList();
        return new ClusterSnapshot(s.revision(), s.takenAt(), directors, s.servers(), s.services());
    }
}
