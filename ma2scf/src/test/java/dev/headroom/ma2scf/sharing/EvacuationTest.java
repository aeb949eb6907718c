package dev.headroom.ma2scf.sharing;

import static dev.headroom.ma2scf.Clusters.SHOP;
import static dev.headroom.ma2scf.Clusters.WEB;
import static dev.headroom.ma2scf.sharing.Stories.assertSafe;
import static dev.headroom.ma2scf.sharing.Stories.calm;
import static dev.headroom.ma2scf.sharing.Stories.overloaded;
import static dev.headroom.ma2scf.sharing.Stories.specs;
import static dev.headroom.ma2scf.sharing.Stories.steps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.World;
import dev.headroom.ma2scf.check.PlanChecker;
import dev.headroom.ma2scf.check.Violation;
import dev.headroom.ma2scf.finder.Refusal;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.Maintenance;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A server is taken out for maintenance and put back: web is at home on rs1 and rs2, shop on rs3 and rs4. */
class EvacuationTest {
    private static World takeOut(World world, int... servers) {
        return world.change(snapshot -> {
            Maintenance maintenance = Maintenance.NONE;
            for (int server : servers) {
                maintenance =
                        maintenance.begun(Clusters.server(server), new Maintenance.Order("ann", snapshot.takenAt()));
            }
            return maintenance.marked(snapshot);
        });
    }

    private static List<String> reasons(Decision decision) {
        return switch (Stories.verdict(decision, WEB)) {
            case Verdict.NoChange(var _, List<String> reasons) -> reasons;
            case Verdict.Undecided(var _, List<String> reasons) -> reasons;
            case Verdict.Proposed(Plan plan) -> plan.reasons();
        };
    }

    @Test
    void aHomeWhoseClientsTheRestCanCarryGetsWeightZeroAndIsNotStopped() {
        World world = calm();
        world.run(30);
        ClusterSnapshot before = world.snapshot();
        Plan plan = takeOut(world, 1).plan(WEB, 5);
        assertThat(plan.kind()).isEqualTo(PlanKind.EVACUATE);
        assertThat(steps(plan)).hasSize(2).allSatisfy(step -> assertThat(step).contains("from 100 to 0"));
        assertSafe(plan, world);
        Decision out = world.carryOut(plan).run(400);
        assertThat(World.plans(out)).as("while it lasts nothing is restored").isEmpty();
        assertThat(Stories.condition(out, WEB)).isEqualTo(ServiceCondition.CALM);
        assertThat(reasons(out)).anyMatch(said -> said.startsWith("rs1 is in maintenance: "));
        Plan back = takeOut(world).plan(WEB, 15);
        assertThat(back.kind()).isEqualTo(PlanKind.RESTORE);
        world.carryOut(back);
        assertThat(specs(world.snapshot())).isEqualTo(specs(before));
    }

    @Test
    void whatTheRestCannotCarryIsBorrowedElsewhereFirst() {
        World world = calm().demand(WEB, 500);
        world.run(30);
        ClusterSnapshot before = world.snapshot();
        Plan loan = takeOut(world, 1).plan(WEB, 5);
        assertThat(loan.kind()).isEqualTo(PlanKind.EVACUATE);
        assertThat(steps(loan))
                .anyMatch(step -> step.startsWith("start web-"))
                .noneMatch(step -> step.endsWith("to 0"));
        assertSafe(loan, world);
        Plan leaves = world.carryOut(loan).plan(WEB, 10);
        assertThat(leaves.kind()).isEqualTo(PlanKind.EVACUATE);
        assertThat(steps(leaves)).hasSize(2).allMatch(step -> step.contains("from 100 to 0"));
        assertSafe(leaves, world);
        world.carryOut(leaves);
        assertThat(World.plans(world.run(400))).isEmpty();
        List<Plan> after = takeOut(world).demand(WEB, 300).settleForGood(6);
        assertThat(after).extracting(Plan::kind).startsWith(PlanKind.RESTORE).doesNotContain(PlanKind.EVACUATE);
        assertThat(specs(world.snapshot())).isEqualTo(specs(before));
    }

    @Test
    void aLoanIsGivenBackWhileItLastsOnceTheRestCanDoWithout() {
        World world = calm().demand(WEB, 500);
        world.run(30);
        world.carryOut(takeOut(world, 1).plan(WEB, 5));
        world.carryOut(world.plan(WEB, 10)).demand(WEB, 100);
        assertThat(world.plan(WEB, 600).kind()).isEqualTo(PlanKind.GIVE_BACK);
    }

    /** As a reload of keepalived does, which writes the weights of its file: see its issues 187 and 1354. */
    @Test
    void aWeightThatAnotherProgramPutsBackIsTakenAgain() {
        World world = calm();
        world.run(30);
        Plan plan = takeOut(world, 1).plan(WEB, 5);
        world.carryOut(plan).run(30);
        TableAction.SetWeight first = plan.actions().stream()
                .flatMap(action -> action instanceof TableAction.SetWeight set ? Stream.of(set) : Stream.of())
                .findFirst()
                .orElseThrow();
        world.change(snapshot -> new TableAction.SetWeight(
                        first.director(),
                        first.service(),
                        first.address(),
                        first.after(),
                        first.before().weight())
                .appliedTo(snapshot));
        Plan again = world.plan(WEB, 5);
        assertThat(again.kind()).isEqualTo(PlanKind.EVACUATE);
        assertThat(steps(again)).containsExactly(first.describe());
        world.carryOut(again).run(30);
        assertThat(takeOut(world).plan(WEB, 15).actions()).hasSize(2);
    }

    /** A balancer that moves load back to a host that is being emptied: PegaProx issue 78. */
    @Test
    void aLoanOnItThatCannotLeaveYetGetsNoMoreClients() {
        World world = overloaded();
        world.carryOut(world.plan(WEB, 20)).run(30);
        world.demand(WEB, 560).other(1, 2).other(2, 2).other(4, 3.9).run(5);
        assertThat(World.plans(takeOut(world, 3).run(30)))
                .extracting(Plan::kind)
                .doesNotContain(PlanKind.BALANCE);
    }

    @Test
    void aLoanOnItMovesToAnotherServer() {
        World world = overloaded();
        world.carryOut(world.plan(WEB, 20)).run(30);
        Plan first = takeOut(world, 3).plan(WEB, 5);
        assertThat(first.kind()).isEqualTo(PlanKind.EVACUATE);
        assertThat(steps(first)).contains("start web-4 on rs4");
        Plan second = world.carryOut(first).plan(WEB, 10);
        assertThat(second.kind()).isEqualTo(PlanKind.EVACUATE);
        assertThat(steps(second)).last().isEqualTo("stop web-3 on rs3");
        assertSafe(second, world);
        world.carryOut(second);
        assertThat(World.plans(world.run(60)))
                .filteredOn(p -> p.service().equals(WEB))
                .isEmpty();
    }

    @Test
    void theLastThatServesKeepsItsClientsAndItIsSaidWhy() {
        World world = takeOut(calm(), 1, 2).other(3, 3.9).other(4, 3.9);
        Plan one = world.plan(WEB, 20);
        assertThat(steps(one)).as("one of the two").hasSize(2);
        Decision last = world.carryOut(one).run(60);
        assertThat(World.plans(last)).filteredOn(p -> p.service().equals(WEB)).isEmpty();
        assertThat(reasons(last))
                .anyMatch(said -> said.startsWith("rs2 is in maintenance, and ")
                        && said.contains("only destination of web that is seen to serve"));
    }

    @Test
    void whereNobodyCanLendItKeepsItsClientsAndItIsSaidWhy() {
        World world = calm().demand(WEB, 500).other(3, 3.9).other(4, 3.9);
        world.run(30);
        Decision decision = takeOut(world, 1).run(60);
        assertThat(World.plans(decision))
                .filteredOn(p -> p.service().equals(WEB))
                .isEmpty();
        assertThat(reasons(decision)).anyMatch(said -> said.contains("keeps its clients: without it web would be at"));
    }

    @Test
    void theOnlyHomeLeavesForALoanAlsoWithoutClients() {
        World world = new World(Clusters.empty()
                .service("web", 1, 1)
                .server("rs1", "rack-a", 4)
                .server("rs2", "rack-b", 4)
                .home("web", 1)
                .standBy("web", 2)
                .build());
        world.run(30);
        List<String> before = world.state();
        Plan loan = takeOut(world, 1).plan(WEB, 5);
        assertThat(steps(loan)).contains("start web-2 on rs2").noneMatch(step -> step.endsWith("to 0"));
        Plan leaves = world.carryOut(loan).plan(WEB, 10);
        assertThat(steps(leaves)).allMatch(step -> step.contains("from 100 to 0"));
        world.carryOut(leaves).run(30);
        takeOut(world).settleForGood(4);
        assertThat(world.state()).isEqualTo(before);
    }

    @Test
    void itLendsNothingAndSaysSo() {
        World world = takeOut(calm(), 3).demand(WEB, 720);
        Plan plan = world.plan(WEB, 60);
        assertThat(steps(plan)).contains("start web-4 on rs4");
        assertThat(plan.whyNot())
                .filteredOn(w -> w.subject().equals("rs3"))
                .extracting(Plan.WhyNot::reason)
                .containsExactly(new Refusal.InMaintenance().sentence());
    }

    @Test
    void nothingThatWasPlannedBeforeIsStartedThere() {
        World world = overloaded();
        Plan loan = world.plan(WEB, 20);
        assertSafe(loan, world);
        takeOut(world, 3);
        assertThat(new PlanChecker(world.policy()).check(loan, world.snapshot()))
                .extracting(Violation::sentence)
                .contains("rs3 is in maintenance, so nothing may be started on it.");
    }

    @Test
    void anOverloadedServiceBorrowsBeforeItLeaves() {
        World world = overloaded();
        world.run(15);
        assertThat(takeOut(world, 1).plan(WEB, 20).kind()).isEqualTo(PlanKind.BORROW);
    }

    @Test
    void aServerThatDiesInMaintenanceIsNotFailedOverAgain() {
        World world = calm();
        world.run(30);
        world.carryOut(takeOut(world, 1).plan(WEB, 5)).run(30);
        Decision dead = world.kill(1).run(120);
        assertThat(World.plans(dead)).filteredOn(p -> p.service().equals(WEB)).isEmpty();
        assertThat(Stories.condition(dead, WEB)).isEqualTo(ServiceCondition.CALM);
        assertThat(World.plans(world.revive(1).run(120)))
                .filteredOn(p -> p.service().equals(WEB))
                .isEmpty();
        assertThat(takeOut(world).plan(WEB, 60).kind()).isEqualTo(PlanKind.RESTORE);
    }

    @Test
    void aFaultElsewhereIsFailedOverAtOnce() {
        World world = calm();
        world.run(30);
        world.carryOut(takeOut(world, 1).plan(WEB, 5)).run(30);
        Plan plan = world.kill(2).plan(WEB, 60);
        assertThat(plan.kind()).isEqualTo(PlanKind.FAILOVER);
        assertThat(steps(plan)).anyMatch(step -> step.startsWith("start web-"));
        assertThat(plan.service()).isNotEqualTo(SHOP);
    }
}
