package dev.headroom.ma2scf.sharing;

import static dev.headroom.ma2scf.Clusters.LB1;
import static dev.headroom.ma2scf.Clusters.LB2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.World;
import dev.headroom.ma2scf.check.PlanChecker;
import dev.headroom.ma2scf.check.Violation;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerEvidence;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerRole;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.Established;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Starter;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.facts.Remark;
import dev.headroom.ma2scf.sharing.memory.OurWeight;
import dev.headroom.ma2scf.sharing.writing.Inverse;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Headroom never stops a container that this installation did not start, and never undoes a weight that another program
 * or person set.
 */
class OwnershipTest {
    private static final ServiceId WEB = new ServiceId("web");
    private static final ContainerId LOAN = Clusters.container("web", 3);
    private static final Endpoint AT = Clusters.endpoint("web", 3);

    @Test
    void aRunningStandByThatNobodyOfUsStartedIsNoLoanAndIsNeverStopped() {
        World world = running(new Starter.Somebody(), 50);
        assertThat(world.run(600).memory().loans()).isEmpty();
        assertThat(World.plans(world.run(600))).isEmpty();
        assertThat(remarks(world)).containsExactly(new Remark.RunsByAnother(LOAN));
    }

    @Test
    void aLoanOfAnotherInstallationIsTheirs() {
        World world = running(new Starter.Another("ops2"), 50);
        assertThat(World.plans(world.run(600))).isEmpty();
        assertThat(remarks(world)).containsExactly(new Remark.LoanOfAnother(LOAN, "ops2"));
    }

    @Test
    void aRunningStandByOfSomebodyThatNoDirectorKnowsIsLeftAlone() {
        World world = world().change(s -> with(s, c -> c.started().withEvidence(ContainerEvidence.NONE)));
        assertThat(World.plans(world.run(600))).isEmpty();
    }

    @Test
    void aWeightThatAHealthCheckerSetToZeroIsNotTheBeginningOfAReturn() {
        World world = running(new Starter.Us(), 50);
        world.run(1);
        both(world, 0);
        assertThat(World.plans(world.run(600))).isEmpty();
        assertThat(remarks(world))
                .containsExactly(new Remark.WeightOfAnother(AT, LB1), new Remark.WeightOfAnother(AT, LB2));
        assertThat(remarks(world).getFirst().sentence()).contains("keepalived", "left alone");
    }

    @Test
    void aReturnThatWeBeganIsFinished() {
        World world = running(new Starter.Us(), 50);
        world.run(1);
        Plan giveBack = world.plan(WEB, 100);
        assertThat(giveBack.kind()).isEqualTo(PlanKind.GIVE_BACK);
        world.carryOut(giveBack.actions().getFirst(), giveBack);
        world.carryOut(giveBack.actions().get(1), giveBack);
        world.restart();
        assertThat(world.plan(WEB, 20).actions()).contains(new ContainerAction.StopContainer(LOAN));
    }

    /** The loan's host lost power, one director was quiesced by us and the other by somebody: what we added is ours to remove. */
    @Test
    void whatWeAddedIsClearedAwayWhenNothingRunsBehindItAnyMore() {
        World world = new World(Clusters.fourServers().build()).demand(WEB, 760);
        world.carryOut(world.plan(WEB, 60));
        world.run(1);
        assertThat(world.memory().weights()).isNotEmpty().allMatch(OurWeight::added);
        ContainerId added = world.memory().loans().getFirst().container();
        Endpoint endpoint =
                Clusters.endpoint("web", Integer.parseInt(added.server().name().substring(2)));
        world.demand(WEB, 100)
                .change(s -> s.withContainer(s.container(added)
                        .orElseThrow()
                        .withState(ContainerState.STOPPED, false)
                        .withEvidence(ContainerEvidence.NONE)));
        for (DirectorId director : List.of(LB1, LB2)) {
            world.change(s -> s.withEntry(director, WEB, e -> e.with(Clusters.spec(endpoint, 0))));
        }

        Plan clearing = world.plan(WEB, 60);

        assertThat(clearing.kind()).isEqualTo(PlanKind.GIVE_BACK);
        assertThat(clearing.actions())
                .filteredOn(TableAction.RemoveDestination.class::isInstance)
                .hasSize(2);
    }

    /** The undo of a return that failed half-way adds the destination again with weight 0, and is interrupted there. */
    @Test
    void whatWeAddedWithoutClientsIsClearedAwayThoughItsContainerRuns() {
        World world = new World(Clusters.fourServers().build()).demand(WEB, 760);
        world.carryOut(world.plan(WEB, 60)).run(300);
        Plan giveBack = world.demand(WEB, 100).plan(WEB, 150);
        List<Action> removed = giveBack.actions().stream()
                .filter(action -> !(action instanceof ContainerAction.StopContainer))
                .toList();
        removed.forEach(action -> world.carryOut(action, giveBack));
        Plan undo = Inverse.of(giveBack, removed, world.snapshot(), SharingPolicy.defaults())
                .orElseThrow();
        undo.actions().stream()
                .takeWhile(TableAction.AddDestination.class::isInstance)
                .forEach(action -> world.carryOut(action, undo));
        assertThat(world.memory().quiesced()).isEmpty();

        Plan clearing = world.plan(WEB, 60);

        assertThat(clearing.kind()).isEqualTo(PlanKind.GIVE_BACK);
        assertThat(clearing.actions())
                .filteredOn(TableAction.RemoveDestination.class::isInstance)
                .hasSize(2);
        assertThat(clearing.actions().getLast()).isInstanceOf(ContainerAction.StopContainer.class);
        assertThat(remarks(world)).isEmpty();
    }

    /** A return of ours was undone by a person, and later somebody drains the loan: it still runs, so it is left to them. */
    @Test
    void aRunningLoanThatSomebodyElseDrainsIsNotStopped() {
        World world = running(new Starter.Us(), 50);
        world.run(1);
        Plan giveBack = world.plan(WEB, 100);
        world.carryOut(giveBack.actions().getFirst(), giveBack);
        world.carryOut(giveBack.actions().get(1), giveBack);
        both(world, 50);
        world.run(1);
        both(world, 0);
        assertThat(World.plans(world.run(600))).isEmpty();
    }

    /** A health checker that has the stand-by in its configuration keeps it at 0 while it does not run. */
    @Test
    void whatSomebodyAddedStaysThoughWeHaveSetItsWeight() {
        World world = new World(Clusters.fourServers().build()).demand(WEB, 100);
        both(world, 0);
        assertThat(World.plans(world.run(600))).isEmpty();
    }

    /** Seen elsewhere to stay at 0 for ever: https://github.com/kubernetes/kubernetes/issues/92019. */
    @Test
    void aHomeThatCameBackWhileNoMasterRanGetsItsWeightAgain() {
        World world = new World(Clusters.twoDirectorsFourServers()).demand(WEB, 300);
        world.run(10);
        world.kill(1).carryOut(world.plan(WEB, 30));
        assertThat(world.memory().quiescedOf(WEB)).hasSize(2);
        world.restart().revive(1);
        Plan restored = world.plan(WEB, 60);
        assertThat(restored.kind()).isEqualTo(PlanKind.RESTORE);
        assertThat(restored.actions()).hasSize(2);
    }

    @Test
    void anUndoLeavesAWeightAloneThatSomebodyChangedSince() {
        ClusterSnapshot start = Clusters.fourServers().build();
        List<Action> done = List.of(weight(start, LB1, 1, 50), weight(start, LB2, 1, 50));
        ClusterSnapshot end = start;
        for (Action action : done) {
            end = action.appliedTo(end);
        }
        Plan plan = plan(done);
        assertThat(Inverse.of(plan, done, end, SharingPolicy.defaults())).isPresent();
        ClusterSnapshot touched = end.withEntry(LB1, WEB, e -> e.with(Clusters.spec(Clusters.endpoint("web", 1), 7)))
                .withEntry(LB2, WEB, e -> e.with(Clusters.spec(Clusters.endpoint("web", 1), 7)));
        assertThat(Inverse.of(plan, done, touched, SharingPolicy.defaults())).isEmpty();
    }

    @Test
    void refusesToStopAContainerOneOfWhoseAddressesIsADestinationOfAnotherService() {
        ClusterSnapshot shared = Clusters.fourServers()
                .build()
                .withEntry(LB1, new ServiceId("shop"), e -> e.with(Clusters.spec(new Endpoint("10.9.9.9", 8080), 1)));
        assertThat(stop(with(shared, c -> c.started().withEvidence(quiet("10.9.9.9")))))
                .anyMatch(sentence -> sentence.contains("10.9.9.9:8080"));
    }

    @Test
    void refusesToStopWhileADirectorIsNotRead() {
        ClusterSnapshot loan = with(Clusters.fourServers().build(), Container::started);
        ClusterSnapshot unread = new ClusterSnapshot(
                loan.revision(),
                loan.takenAt(),
                loan.directors().stream()
                        .map(d -> d.id().equals(LB2) ? new Director(LB2, new Reading.Missing<>("Not read yet.")) : d)
                        .toList(),
                loan.servers(),
                loan.services());
        assertThat(stop(unread)).anyMatch(sentence -> sentence.contains("lb2 is not read"));
        assertThat(stop(loan)).isEmpty();
    }

    @Test
    void refusesToStopWhatHasConnectionsThatThePlanDoesNotDrain() {
        ClusterSnapshot loan = with(
                Clusters.fourServers().build(),
                c -> c.started().withEvidence(quiet().withEstablished(Established.SOME)));
        assertThat(stop(loan)).anyMatch(sentence -> sentence.contains("established connections"));
        ClusterSnapshot unknown = with(loan, c -> c.withEvidence(quiet().withEstablished(Established.UNKNOWN)));
        assertThat(stop(unknown)).anyMatch(sentence -> sentence.contains("It is unknown"));
    }

    @Test
    void refusesToStopWhatSomebodyElseStarted() {
        ClusterSnapshot theirs = with(
                Clusters.fourServers().build(),
                c -> c.started().withEvidence(quiet().withStarter(new Starter.Somebody())));
        assertThat(stop(theirs)).anyMatch(sentence -> sentence.contains("not started by this installation"));
    }

    @Test
    void anAmbiguousContainerIsUsedByNoPlan() {
        World world = new World(with(
                        Clusters.fourServers().build(),
                        c -> c.withRole(new ContainerRole.Ambiguous(WEB, "It has two destinations."))))
                .demand(WEB, 720);
        for (Plan plan : World.plans(world.run(100))) {
            assertThat(plan.actions()).doesNotContain(new ContainerAction.StartContainer(LOAN));
        }
        assertThat(remarks(world)).contains(new Remark.Ambiguous(LOAN, "It has two destinations."));
    }

    private static World world() {
        return new World(Clusters.fourServers().build()).demand(WEB, 100);
    }

    /** The stand-by runs, and both directors send it clients. */
    private static World running(Starter starter, int weight) {
        World world = world().change(s -> with(s, c -> c.started().withEvidence(quiet().withStarter(starter))));
        both(world, weight);
        return world;
    }

    private static void both(World world, int weight) {
        for (DirectorId director : List.of(LB1, LB2)) {
            world.change(s -> s.withEntry(director, WEB, e -> e.with(Clusters.spec(AT, weight))));
        }
    }

    private static ContainerEvidence quiet(String... addresses) {
        return ContainerEvidence.NONE
                .withAddresses(Set.of(addresses))
                .withEstablished(Established.NONE)
                .withStarter(new Starter.Us());
    }

    private static ClusterSnapshot with(ClusterSnapshot snapshot, UnaryOperator<Container> change) {
        return snapshot.withContainer(change.apply(snapshot.container(LOAN).orElseThrow()));
    }

    private static List<Remark> remarks(World world) {
        return world.run(1).assessments().stream()
                .filter(a -> a.service().equals(WEB))
                .flatMap(a -> a.remarks().stream())
                .toList();
    }

    private static Action weight(ClusterSnapshot start, DirectorId director, int server, int weight) {
        return new TableAction.SetWeight(
                director,
                WEB,
                start.service(WEB).orElseThrow().address(),
                Clusters.spec(Clusters.endpoint("web", server), 100),
                new Weight(weight));
    }

    private static Plan plan(List<Action> actions) {
        return new Plan(
                PlanKind.GIVE_BACK,
                WEB,
                1,
                0,
                actions.stream().map(a -> new Step(a, "test")).toList(),
                List.of(),
                List.of(),
                List.of());
    }

    private static List<String> stop(ClusterSnapshot snapshot) {
        assertThat(snapshot.container(LOAN).orElseThrow().state()).isEqualTo(ContainerState.RUNNING);
        return new PlanChecker(SharingPolicy.defaults())
                .check(plan(List.of(new ContainerAction.StopContainer(LOAN))), snapshot).stream()
                        .map(Violation::sentence)
                        .toList();
    }
}
