package dev.headroom.ma2scf.sharing;

import static dev.headroom.ma2scf.Clusters.SHOP;
import static dev.headroom.ma2scf.Clusters.WEB;
import static dev.headroom.ma2scf.Clusters.server;
import static dev.headroom.ma2scf.sharing.Stories.limited;
import static dev.headroom.ma2scf.sharing.Stories.services;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.World;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ConfiguredCost;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.Restraint;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The limits that an operator may set for a service and its lenders, and their effect. web is at home on rs1 and rs2.
 */
class LimitsTest {
    /** rs1 and rs3 are in rack-a, rs2 and rs4 in rack-b; web is short of about 200 connections/s. */
    private static World overloaded() {
        return new World(Clusters.twoDirectorsFourServers()).demand(WEB, 720).demand(SHOP, 100);
    }

    private static List<ServerId> started(Plan plan) {
        return plan.actions().stream()
                .filter(ContainerAction.StartContainer.class::isInstance)
                .map(a -> ((ContainerAction.StartContainer) a).container().server())
                .toList();
    }

    private static String whyNot(Plan plan, int server) {
        return plan.whyNot().stream()
                .filter(w -> w.subject().equals("rs" + server))
                .map(Plan.WhyNot::reason)
                .findFirst()
                .orElse("nothing is said");
    }

    private static List<String> refused(World world) {
        return world.run(20).verdicts().stream()
                .filter(v -> v.service().equals(WEB))
                .flatMap(v -> v instanceof Verdict.Undecided(var _, List<String> reasons)
                        ? reasons.stream()
                        : List.<String>of().stream())
                .toList();
    }

    @Test
    void withoutLimitsTheFirstServerLends() {
        assertThat(started(overloaded().plan(WEB, 20))).containsExactly(server(3));
    }

    @Test
    void aForbiddenLenderDoesNotLend() {
        Plan plan = limited(overloaded(), WEB, l -> l.withForbiddenLenders(Set.of(server(3))))
                .plan(WEB, 20);
        assertThat(started(plan)).containsExactly(server(4));
        assertThat(whyNot(plan, 3)).isEqualTo("The limits of web do not let it lend to that service.");
        // nothing else is in its way: without limits it is the one that lends
        assertThat(plan.whyNot())
                .filteredOn(w -> w.subject().equals("rs3"))
                .extracting(Plan.WhyNot::remedy)
                .containsExactly("It would be chosen if it were allowed to lend to web.");
    }

    @Test
    void aServerThatNoCommandCanChangeIsPassedOverAndAnotherLends() {
        String why = "rs3 does not let the login user run 'lxc-start' as root, so nothing is changed there.";
        Plan plan = overloaded()
                .change(s -> new ClusterSnapshot(
                        s.revision(),
                        s.takenAt(),
                        s.directors(),
                        s.servers().stream()
                                .map(r -> r.id().equals(server(3)) ? r.withUnchangeable(Optional.of(why)) : r)
                                .toList(),
                        s.services()))
                .plan(WEB, 20);
        assertThat(started(plan)).containsExactly(server(4));
        assertThat(whyNot(plan, 3)).isEqualTo(why);
    }

    @Test
    void whereLendersAreNamedNoOtherLends() {
        Plan plan = limited(overloaded(), WEB, l -> l.withAllowedLenders(Set.of(server(4))))
                .plan(WEB, 20);
        assertThat(started(plan)).containsExactly(server(4));
        assertThat(whyNot(plan, 3)).contains("do not let it lend");
    }

    @Test
    void servicesKeptApartDoNotShareAServerWhicheverSaysSo() {
        for (ServiceId speaker : List.of(WEB, SHOP)) {
            ServiceId other = speaker.equals(WEB) ? SHOP : WEB;
            World world = limited(overloaded(), speaker, l -> l.withApart(Set.of(other)));
            assertThat(refused(world)).contains("rs3: web must not share a server with shop, which is there.");
        }
    }

    @Test
    void theMaximumCountsHomes() {
        assertThat(started(limited(overloaded(), WEB, l -> l.withMaximum(3)).plan(WEB, 20)))
                .hasSize(1);
        assertThat(refused(limited(overloaded(), WEB, l -> l.withMaximum(2))))
                .contains("rs3: web has as many containers as it may have, or as one plan may start.");
    }

    @Test
    void aContainerLimitAsksForMoreContainers() {
        Plan plan = limited(overloaded(), WEB, l -> l.withContainerLimit(120)).plan(WEB, 20);
        assertThat(started(plan)).containsExactly(server(3), server(4));
    }

    @Test
    void onePlanStartsNoMoreThanTheChurnBudget() {
        World world = limited(overloaded(), WEB, l -> l.withContainerLimit(120));
        world.policy(world.policy().with(new Restraint(1, false, 0)));
        Plan plan = world.plan(WEB, 20);
        assertThat(started(plan)).containsExactly(server(3));
        assertThat(whyNot(plan, 4)).contains("as one plan may start");
        assertThat(plan.amount()).isCloseTo(120, within(1e-6));
    }

    @Test
    void oneRecallStopsNoMoreThanTheChurnBudget() {
        World world =
                new World(Clusters.twoDirectorsFourServers()).demand(WEB, 900).demand(SHOP, 80);
        world.settle(9);
        world.demand(SHOP, 900).decide();
        assertThat(stopped(World.plan(SHOP, world.look(11)).orElseThrow())).isEqualTo(2);
        world.policy(world.policy().with(new Restraint(1, false, 0)));
        assertThat(stopped(World.plan(SHOP, world.decide()).orElseThrow())).isEqualTo(1);
    }

    /** A loan that is asked for between the first step of a recall and its stop would begin as soon as that has ended. */
    @Test
    void aServerThatTakesALoanBackLendsNothingFromTheFirstStepOn() {
        World world =
                new World(Clusters.twoDirectorsFourServers()).demand(WEB, 900).demand(SHOP, 80);
        world.settle(9);
        world.demand(SHOP, 900).decide();
        Plan recall = World.plan(SHOP, world.look(11)).orElseThrow();
        world.carryOut(recall.actions().getFirst(), recall);
        assertThat(world.memory().stamps().recalledAt().keySet())
                .containsExactlyInAnyOrderElementsOf(recall.actions().stream()
                        .filter(ContainerAction.StopContainer.class::isInstance)
                        .map(stop -> ((ContainerAction.StopContainer) stop)
                                .container()
                                .server())
                        .toList());
    }

    private static long stopped(Plan plan) {
        return plan.actions().stream()
                .filter(ContainerAction.StopContainer.class::isInstance)
                .count();
    }

    @Test
    void whatAddsTooLittleIsNotStarted() {
        World world = limited(overloaded(), WEB, l -> l.withContainerLimit(20));
        world.policy(world.policy().with(new Restraint(9, false, 0.2)));
        assertThat(refused(world))
                .anyMatch(r -> r.startsWith("rs3: It could carry 20.0 connections/s, and less than 192.0"));
    }

    @Test
    void aFullZoneLendsNothing() {
        assertThat(refused(limited(overloaded(), WEB, l -> l.withPerZone(1))))
                .contains("rs3: Its zone rack-a has as many containers of web as one zone may have (1).");
        assertThat(started(limited(overloaded(), WEB, l -> l.withPerZone(2)).plan(WEB, 20)))
                .containsExactly(server(3));
    }

    /** rs3 and rs4 have 2.9 cores to lend each; 3.6 must stay free for the loss of rs1 or rs2, so 1.1 each may go. */
    @Test
    void whatASpareServerTakesIsNotLent() {
        World world = overloaded();
        world.policy(world.policy().with(new Restraint(9, true, 0)));
        Plan plan = world.plan(WEB, 20);
        assertThat(started(plan)).containsExactly(server(3), server(4));
        assertThat(plan.reasons()).contains("rs3 has 1.10 cores to lend, 110.0 connections/s.");
    }

    @Test
    void whatASpareServerTakesIsLentOnceAServerIsLost() {
        World world = overloaded().demand(WEB, 500);
        world.policy(world.policy().with(new Restraint(1, true, 0))).run(1);
        Plan plan = world.kill(1).plan(WEB, 30);
        assertThat(plan.reasons()).contains("rs3 has 2.90 cores to lend, 290.0 connections/s.");
    }

    @Test
    void theNetworkLimitsALoan() {
        World world = services(overloaded(), s -> s.withCost(new ConfiguredCost(0, 10_000, 0)));
        world.change(s -> new ClusterSnapshot(
                s.revision(),
                s.takenAt(),
                s.directors(),
                s.servers().stream().map(LimitsTest::slowNetwork).toList(),
                s.services()));
        Plan plan = world.plan(WEB, 20);
        assertThat(started(plan)).containsExactly(server(3), server(4));
        assertThat(plan.amount()).isCloseTo(170, within(1e-6));
    }

    /** 1 MB/s each: 85 connections/s above the reserve of 15 %. */
    private static RealServer slowNetwork(RealServer server) {
        Reading<ServerLoad> load = server.load()
                .map(l -> new ServerLoad(
                        new Resources(l.capacity().cpu(), l.capacity().memory(), 1e6), l.used()));
        return new RealServer(server.id(), server.zone(), server.lends(), load, server.containers());
    }
}
