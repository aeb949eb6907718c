package dev.headroom.ma2scf.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ConnectionCounts;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.NotUnderstood;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.CapacitySharing;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** An unknown fact is never taken for a number, for a failure or for a loan of this installation. */
class UnknownFactsTest {
    private static final PlanChecker CHECKER = new PlanChecker(SharingPolicy.defaults());
    private static final ClusterSnapshot CLUSTER = Clusters.twoDirectorsFourServers();
    private static final Endpoint WEB_1 = Clusters.endpoint("web", 1);

    @Test
    void anEntryThatIsNotUnderstoodStopsEveryChangeOfItsServiceAndOfNoOther() {
        ClusterSnapshot snapshot = withUnread(CLUSTER, Clusters.WEB);
        assertThat(CHECKER.checkStep(quiesce(snapshot, Clusters.WEB, 1), snapshot))
                .extracting(Violation::sentence)
                .anySatisfy(sentence -> assertThat(sentence)
                        .contains("lb1", "web", "-r 127.9.0.66:80 (null) -w 100", "nothing of web is changed"));
        assertThat(CHECKER.checkStep(quiesce(snapshot, Clusters.SHOP, 3), snapshot))
                .isEmpty();
    }

    @Test
    void noPlanIsMadeForAServiceWithAnEntryThatIsNotUnderstood() {
        ClusterSnapshot snapshot = withUnread(CLUSTER, Clusters.WEB);
        assertThat(new CapacitySharing()
                        .decide(snapshot, SharingMemory.EMPTY, SharingPolicy.defaults())
                        .verdicts())
                .filteredOn(verdict -> verdict.service().equals(Clusters.WEB))
                .singleElement()
                .isInstanceOfSatisfying(
                        Verdict.Undecided.class,
                        undecided -> assertThat(undecided.reasons())
                                .anySatisfy(reason -> assertThat(reason).contains("not understood")));
        assertThat(new CapacitySharing()
                        .decide(snapshot, SharingMemory.EMPTY, SharingPolicy.defaults())
                        .verdicts())
                .filteredOn(verdict -> verdict.service().equals(Clusters.SHOP))
                .singleElement()
                .isInstanceOf(Verdict.NoChange.class);
    }

    @Test
    void aWeightThatIpvsadmCannotWriteIsNeitherSetNorTakenAway() {
        ClusterSnapshot snapshot = changed(
                CLUSTER,
                old -> new Destination(
                        old.spec().withWeight(new Weight(100_000)), old.counts(), old.connectionsPerSecond()));
        assertThat(quiesce(snapshot, Clusters.WEB, 1).unmet(snapshot))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("0..65535", "100000"));
        DestinationSpec spec = CLUSTER.destination(Clusters.LB1, Clusters.WEB, WEB_1)
                .orElseThrow()
                .spec();
        assertThat(new TableAction.SetWeight(
                                Clusters.LB1, Clusters.WEB, address(Clusters.WEB), spec, new Weight(65_536))
                        .unmet(CLUSTER))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("65536"));
    }

    @Test
    void unknownCountsAreNeverDrained() {
        ClusterSnapshot snapshot = changed(
                CLUSTER, old -> new Destination(old.spec().withWeight(Weight.ZERO), ConnectionCounts.UNKNOWN, 0));
        assertThat(new TableAction.AwaitDrained(
                                Clusters.LB1, Clusters.WEB, address(Clusters.WEB), WEB_1, Duration.ofMinutes(1))
                        .holds(snapshot))
                .isFalse();
        DestinationSpec spec = snapshot.destination(Clusters.LB1, Clusters.WEB, WEB_1)
                .orElseThrow()
                .spec();
        assertThat(CHECKER.checkStep(
                        new TableAction.RemoveDestination(Clusters.LB1, Clusters.WEB, address(Clusters.WEB), spec),
                        snapshot))
                .extracting(Violation::sentence)
                .anySatisfy(sentence -> assertThat(sentence).contains("an unknown number of"));
    }

    @Test
    void aContainerOfUnknownStateIsNeitherStartedNorStopped() {
        ClusterSnapshot snapshot = CLUSTER.withContainer(
                CLUSTER.container(Clusters.container("web", 3)).orElseThrow().withState(ContainerState.UNKNOWN, false));
        for (Action action : List.of(
                new ContainerAction.StartContainer(Clusters.container("web", 3)),
                new ContainerAction.StopContainer(Clusters.container("web", 3)))) {
            assertThat(action.unmet(snapshot))
                    .hasValueSatisfying(sentence -> assertThat(sentence).contains("rs3/web-3", "unknown"));
        }
    }

    @Test
    void aHomeOfUnknownStateIsNotBroken() {
        ClusterSnapshot snapshot = CLUSTER.withContainer(
                CLUSTER.container(Clusters.container("web", 1)).orElseThrow().withState(ContainerState.UNKNOWN, false));
        SharingMemory memory = SharingMemory.EMPTY;
        for (int minute = 0; minute < 10; minute++) {
            ClusterSnapshot later = new ClusterSnapshot(
                    minute,
                    Clusters.START.plus(Duration.ofMinutes(minute)),
                    snapshot.directors(),
                    snapshot.servers(),
                    snapshot.services());
            var decision = new CapacitySharing().decide(later, memory, SharingPolicy.defaults());
            assertThat(decision.verdicts()).noneMatch(verdict -> verdict instanceof Verdict.Proposed);
            memory = decision.memory();
        }
    }

    private static VirtualAddress address(ServiceId service) {
        return CLUSTER.service(service).orElseThrow().address();
    }

    private static Action quiesce(ClusterSnapshot snapshot, ServiceId service, int server) {
        DestinationSpec spec = snapshot.destination(Clusters.LB1, service, Clusters.endpoint(service.name(), server))
                .orElseThrow()
                .spec();
        return new TableAction.SetWeight(Clusters.LB1, service, address(service), spec, Weight.ZERO);
    }

    private static ClusterSnapshot changed(ClusterSnapshot snapshot, UnaryOperator<Destination> change) {
        return snapshot.withEntry(
                Clusters.LB1,
                Clusters.WEB,
                entry -> new TableEntry(
                        entry.address(),
                        entry.scheduler(),
                        entry.persistence(),
                        entry.destinations().stream()
                                .map(d -> d.endpoint().equals(WEB_1) ? change.apply(d) : d)
                                .toList()));
    }

    private static ClusterSnapshot withUnread(ClusterSnapshot snapshot, ServiceId service) {
        NotUnderstood line = new NotUnderstood(
                Optional.of(address(service)),
                Optional.of(new Endpoint("127.9.0.66", 80)),
                "-a -t 192.0.2.77:80 -r 127.9.0.66:80 (null) -w 100",
                "ipvsadm -Sn: line 2 is not understood.");
        return new ClusterSnapshot(
                snapshot.revision(),
                snapshot.takenAt(),
                snapshot.directors().stream()
                        .map(d -> d.id().equals(Clusters.LB1)
                                ? new Director(
                                        d.id(),
                                        d.table()
                                                .map(table -> new DirectorTable(
                                                        table.entries(),
                                                        List.of(line),
                                                        table.probes(),
                                                        table.udpTimeout())))
                                : d)
                        .toList(),
                snapshot.servers(),
                snapshot.services());
    }
}
