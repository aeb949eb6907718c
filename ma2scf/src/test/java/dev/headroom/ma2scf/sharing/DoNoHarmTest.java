package dev.headroom.ma2scf.sharing;

import static dev.headroom.ma2scf.Clusters.LB1;
import static dev.headroom.ma2scf.Clusters.LB2;
import static dev.headroom.ma2scf.Clusters.WEB;
import static dev.headroom.ma2scf.Clusters.container;
import static dev.headroom.ma2scf.Clusters.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.PlanOracle;
import dev.headroom.ma2scf.World;
import dev.headroom.ma2scf.check.PlanChecker;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.ServiceCheck;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.sharing.facts.Diagnosis;
import dev.headroom.ma2scf.sharing.facts.FaultDetector;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outages that a master could cause itself, where it acts on facts that it cannot know. */
class DoNoHarmTest {
    private static final ServiceId DNS = new ServiceId("dns");

    /** A firewall mark and UDP: nothing of them can be tried by TCP, so no probe ever succeeds. */
    private static Clusters unprobed(VirtualAddress dns) {
        return Clusters.empty()
                .service("web", new VirtualAddress.FirewallMark(5, false), 1, 1)
                .service("dns", dns, 1, 1)
                .server("rs1", "a", 4)
                .server("rs2", "b", 4)
                .server("rs3", "a", 4)
                .server("rs4", "b", 4)
                .home("web", 1)
                .home("web", 2)
                .home("dns", 3)
                .home("dns", 4)
                .standBy("web", 3)
                .standBy("dns", 1);
    }

    private static World unprobed() {
        VirtualAddress udp = new VirtualAddress.Socket(Protocol.UDP, new Endpoint("192.0.2.53", 53));
        return new World(unprobed(udp).build()).demand(WEB, 100).demand(DNS, 100);
    }

    @Test
    void neverTakesAProbeThatCannotSucceedForOneThatFailed() {
        World world = unprobed();
        assertNothingIsEverProposed(world, 120);
        world.cutOff(1).cutOff(3);
        assertNothingIsEverProposed(world, 120);
        world.cutOff(2).cutOff(4);
        assertNothingIsEverProposed(world, 120);
        assertThat(world.memory().quiesced()).isEmpty();
    }

    @Test
    void doesNotKnowWhetherWhatCannotBeTriedIsDead() {
        World world = unprobed();
        world.run(10);
        world.kill(1).kill(3);
        assertNothingIsEverProposed(world, 120);
        assertThat(FaultDetector.diagnoses(world.snapshot()).get(new Spot(WEB, endpoint("web", 1))))
                .satisfies(diagnosis -> {
                    assertThat(diagnosis.state()).isEqualTo(Diagnosis.State.UNKNOWN);
                    assertThat(diagnosis.evidence()).anyMatch(sentence -> sentence.contains("'check'"));
                });
    }

    @Test
    void learnsFromACheckOfTheService() {
        World world = unprobed();
        world.change(s -> new ClusterSnapshot(
                s.revision(),
                s.takenAt(),
                s.directors(),
                s.servers(),
                s.services().stream()
                        .map(v -> v.withChecks(List.of(ServiceCheck.parse("tcp 8080"))))
                        .toList()));
        world.run(10);
        Plan plan = world.kill(1).plan(WEB, 0);
        assertThat(plan.kind()).isEqualTo(PlanKind.FAILOVER);
        assertSafe(plan, world);
    }

    /** A firewall mark of which only one destination can be probed: it is silent, and its replacement merely runs. */
    private static World silentBehindAMark() {
        World world = unprobed();
        world.change(s -> new ClusterSnapshot(
                s.revision(),
                s.takenAt(),
                s.directors(),
                s.servers(),
                s.services().stream()
                        .map(v -> v.withChecks(List.of(ServiceCheck.parse("tcp 10.0.0.1:8080"))))
                        .toList()));
        world.demand(WEB, 500).hollow(container("web", 2)).run(10);
        return world.kill(1);
    }

    private static List<Action> quiesces(Plan plan) {
        return plan.actions().stream()
                .filter(a -> a instanceof TableAction.SetWeight change
                        && change.weight().isQuiesced())
                .toList();
    }

    /** That a check by UDP takes silence for failure: https://github.com/acassen/keepalived/issues/2477. */
    @Test
    void quiescesWhatIsSilentOnlyWhenItsReplacementIsSeenToServe() {
        World world = silentBehindAMark();
        Plan loan = world.plan(WEB, 0);
        assertThat(loan.kind()).isEqualTo(PlanKind.FAILOVER);
        assertThat(loan.actions()).anyMatch(a -> a instanceof TableAction.AddDestination);
        assertThat(quiesces(loan)).isEmpty();
        assertSafe(loan, world);
        world.carryOut(loan);
        // lb1 sees connections to the newcomer established
        Plan rest = world.plan(WEB, 5);
        assertThat(quiesces(rest)).hasSize(2).hasSameSizeAs(rest.actions());
        assertSafe(rest, world);
    }

    @Test
    void doesNotTakeARunningContainerForAReplacementThatServes() {
        World world = silentBehindAMark().hollow(container("web", 3));
        world.carryOut(world.plan(WEB, 0));
        for (int i = 0; i < 120; i++) {
            for (Plan plan : World.plans(world.run(1))) {
                assertThat(quiesces(plan)).isEmpty();
            }
        }
        ClusterSnapshot now = world.snapshot();
        Action quiesce = new TableAction.SetWeight(
                LB1,
                WEB,
                now.service(WEB).orElseThrow().address(),
                now.destination(LB1, WEB, endpoint("web", 1)).orElseThrow().spec(),
                dev.headroom.ma2scf.model.Weight.ZERO);
        assertThat(new PlanChecker(world.policy()).checkStep(quiesce, now))
                .anyMatch(v -> v.sentence().contains("nothing else is seen to serve"));
        assertThat(FaultDetector.diagnoses(now)
                        .get(new Spot(WEB, endpoint("web", 3)))
                        .state())
                .isEqualTo(Diagnosis.State.UNKNOWN);
    }

    /** The homes run, and nothing in them answers: the loan carries the service alone, whatever its numbers say. */
    @Test
    void givesNoLoanBackThatIsTheOnlyOneSeenToServe() {
        World world = unprobed();
        world.demand(WEB, 720).demand(DNS, 10);
        world.carryOut(world.plan(WEB, 30)).demand(WEB, 10);
        world.hollow(container("web", 1)).hollow(container("web", 2));
        assertNothingIsEverProposed(world, 600);
        World healthy = unprobed();
        healthy.demand(WEB, 720).demand(DNS, 10);
        healthy.carryOut(healthy.plan(WEB, 30)).demand(WEB, 10);
        assertThat(healthy.plan(WEB, 600).kind()).isEqualTo(PlanKind.GIVE_BACK);
    }

    @Test
    void leavesAloneWhatServesWhileSshIsCutAndProbesAreDropped() {
        World world = new World(Clusters.twoDirectorsFourServers())
                .demand(WEB, 200)
                .demand(Clusters.SHOP, 200)
                .dropProbes();
        world.run(10);
        world.cutOff(1).cutOff(2);
        assertNothingIsEverProposed(world, 120);
    }

    @Test
    void replacesFirstAndQuiescesNoMoreThanHalfWhereTwoServersAreReallyDead() {
        World world =
                new World(Clusters.twoDirectorsFourServers()).demand(WEB, 300).demand(Clusters.SHOP, 100);
        world.run(10);
        world.kill(1).kill(2);
        for (int round = 0; round < 4; round++) {
            List<Plan> plans = World.plans(world.run(1));
            for (Plan plan : plans) {
                assertSafe(plan, world);
                assertThat(plan.actions().getFirst()).isInstanceOf(ContainerAction.StartContainer.class);
                assertNeverMoreThanHalfIsQuiesced(plan, world.snapshot());
            }
            plans.forEach(world::carryOut);
        }
        assertThat(world.snapshot().entry(LB1, WEB).orElseThrow().destinations().stream()
                        .filter(d -> !d.spec().weight().isQuiesced())
                        .filter(d -> world.snapshot()
                                .containerAt(WEB, d.endpoint())
                                .filter(FaultDetector::serves)
                                .filter(c -> c.id().server().name().compareTo("rs3") >= 0)
                                .isPresent()))
                .isNotEmpty();
    }

    @Test
    void quiescesAtOnceOnlyWhatProvablyRefuses() {
        World world = new World(Clusters.twoDirectorsFourServers()).demand(WEB, 500);
        world.run(10);
        world.change(s -> s.container(container("web", 1))
                .map(c -> s.withContainer(c.withState(ContainerState.STOPPED, false)))
                .orElseThrow());
        Plan plan = world.plan(WEB, 30);
        assertThat(plan.kind()).isEqualTo(PlanKind.FAILOVER);
        assertThat(plan.actions().subList(0, 2)).allMatch(a -> a instanceof TableAction.SetWeight);
        assertSafe(plan, world);
    }

    @Test
    void keepsTheLastDestinationWhateverItsProbesSay() {
        World world = new World(Clusters.empty()
                .service("web", 1, 1)
                .server("rs1", "a", 4)
                .home("web", 1)
                .build());
        world.demand(WEB, 100).run(10);
        world.kill(1);
        assertNothingIsEverProposed(world, 60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh", "dh", "mh"})
    void neverQuiescesWhereTheSchedulerThenRefusesClients(String scheduler) {
        World world = new World(Clusters.fourServers().scheduler(scheduler).build()).demand(WEB, 100);
        world.run(10);
        world.kill(1);
        assertNothingIsEverProposed(world, 60);
        assertThat(world.decide().verdicts())
                .filteredOn(v -> v.service().equals(WEB))
                .singleElement()
                .isInstanceOfSatisfying(
                        Verdict.Undecided.class,
                        verdict -> assertThat(verdict.reasons())
                                .anyMatch(r -> r.contains("refuses clients of a quiesced destination"))
                                .anyMatch(r -> r.startsWith("Removing 10.0.0.1:")));
        world.change(s -> s.container(container("web", 2))
                .map(c -> s.withContainer(c.withState(ContainerState.STOPPED, false)))
                .orElseThrow());
        assertNothingIsEverProposed(world, 60);
    }

    /** An action that would do the same is refused also when it is checked on its own. */
    @ParameterizedTest
    @ValueSource(strings = {"sh", "dh", "mh"})
    void refusesToQuiesceOnHashSchedulersWhoeverAsks(String scheduler) {
        World world = new World(Clusters.fourServers().scheduler(scheduler).build());
        world.kill(1);
        ClusterSnapshot now = world.snapshot();
        for (DirectorId director : List.of(LB1, LB2)) {
            Action quiesce = new TableAction.SetWeight(
                    director,
                    WEB,
                    now.service(WEB).orElseThrow().address(),
                    now.destination(director, WEB, endpoint("web", 1))
                            .orElseThrow()
                            .spec(),
                    dev.headroom.ma2scf.model.Weight.ZERO);
            assertThat(new PlanChecker(world.policy()).checkStep(quiesce, now))
                    .anyMatch(v -> v.sentence().contains(scheduler));
        }
    }

    /** UDP knows no end of a connection, and its flows are never "active". */
    @Test
    void drainsUdpUntilNoPacketCameForTheTimeout() {
        World world = unprobed();
        ClusterSnapshot s = world.snapshot();
        VirtualAddress address = s.service(DNS).orElseThrow().address();
        Action drained = new TableAction.AwaitDrained(LB1, DNS, address, endpoint("dns", 3), Duration.ofMinutes(6));
        assertThat(drained.holds(s)).isFalse();
        assertThat(drained.holds(world.demand(DNS, 0).snapshot())).isTrue();
        Action web = new TableAction.AwaitDrained(
                LB1, WEB, s.service(WEB).orElseThrow().address(), endpoint("web", 1), Duration.ofMinutes(6));
        assertThat(web.holds(s)).isFalse();
        // no packet counters were compared yet, so it is unknown
        assertThat(drained.holds(unprobed(address).build())).isFalse();
    }

    private static void assertNothingIsEverProposed(World world, int seconds) {
        for (int i = 0; i < seconds; i++) {
            assertThat(World.plans(world.run(1))).isEmpty();
        }
    }

    private static void assertNeverMoreThanHalfIsQuiesced(Plan plan, ClusterSnapshot start) {
        ClusterSnapshot now = start;
        for (Action action : plan.actions()) {
            now = action.appliedTo(now);
            for (DirectorId director : List.of(LB1, LB2)) {
                var destinations = now.entry(director, WEB).orElseThrow().destinations();
                long quiesced = destinations.stream()
                        .filter(d -> d.spec().weight().isQuiesced())
                        .count();
                assertThat(quiesced * 2).isLessThanOrEqualTo(destinations.size());
            }
        }
    }

    private static void assertSafe(Plan plan, World world) {
        ClusterSnapshot now = world.snapshot();
        assertThat(new PlanChecker(world.policy()).check(plan, now)).isEmpty();
        PlanOracle.assertHolds(plan, now, FaultDetector.failedServers(now), world.policy());
    }
}
