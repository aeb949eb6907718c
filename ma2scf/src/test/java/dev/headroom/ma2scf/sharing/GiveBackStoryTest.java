package dev.headroom.ma2scf.sharing;

import static dev.headroom.ma2scf.Clusters.LB1;
import static dev.headroom.ma2scf.Clusters.LB2;
import static dev.headroom.ma2scf.Clusters.SHOP;
import static dev.headroom.ma2scf.Clusters.WEB;
import static dev.headroom.ma2scf.sharing.Stories.assertSafe;
import static dev.headroom.ma2scf.sharing.Stories.calm;
import static dev.headroom.ma2scf.sharing.Stories.hashing;
import static dev.headroom.ma2scf.sharing.Stories.overloaded;
import static dev.headroom.ma2scf.sharing.Stories.specs;
import static dev.headroom.ma2scf.sharing.Stories.steps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.World;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The ends of a loan: given back when the need has passed, recalled, or cleared away. */
class GiveBackStoryTest {

    @Test
    void givesBackWhenTheNeedHasPassedAndTheTablesAreAsBefore() {
        World world = overloaded();
        ClusterSnapshot before = world.snapshot();
        world.carryOut(world.plan(WEB, 20)).run(300);
        world.demand(WEB, 200);
        assertThat(World.plans(world.run(59))).isEmpty();
        Plan plan = world.plan(WEB, 90);
        assertThat(plan.kind()).isEqualTo(PlanKind.GIVE_BACK);
        assertThat(steps(plan).getFirst()).contains("from 72 to 0");
        assertThat(steps(plan).getLast()).isEqualTo("stop web-3 on rs3");
        assertThat(plan.steps()).hasSize(7);
        assertSafe(plan, world);
        Decision after = world.carryOut(plan).run(120);
        assertThat(World.plans(after)).isEmpty();
        assertThat(after.memory().loans()).isEmpty();
        assertThat(after.memory().quiesced()).isEmpty();
        assertThat(specs(world.snapshot())).isEqualTo(specs(before));
    }

    @Test
    void aServiceWhoseLoanIsOnItsWayBackIsNotDegraded() {
        World world = overloaded();
        world.carryOut(world.plan(WEB, 20)).run(300);
        world.demand(WEB, 200);
        Plan plan = world.plan(WEB, 150);
        assertThat(plan.kind()).isEqualTo(PlanKind.GIVE_BACK);
        plan.actions().stream().limit(2).forEach(action -> world.carryOut(action, plan));
        Decision half = world.run(1);
        assertThat(half.memory().quiesced()).as("its weights are 0").isNotEmpty();
        assertThat(Stories.condition(half, WEB)).isEqualTo(ServiceCondition.CALM);
    }

    /** The drain of a loan is judged by the newest readings, whoever approved it. */
    @Test
    void aLoanOnItsWayBackTurnsRoundWhenItIsNeededAfterAll() {
        World world = overloaded();
        world.carryOut(world.plan(WEB, 20)).run(300);
        world.demand(WEB, 200);
        Plan plan = world.plan(WEB, 150);
        plan.actions().stream().limit(2).forEach(action -> world.carryOut(action, plan));
        assertThat(turning(world, plan)).isEmpty();

        world.demand(WEB, 700);

        assertThat(turning(world, plan))
                .hasValueSatisfying(why -> assertThat(why).contains("web is at ", "without the loan, above 80 %."));
    }

    private static Optional<String> turning(World world, Plan plan) {
        Decision now = world.run(1);
        return Reconsideration.turning(plan, world.snapshot(), now.memory(), SharingPolicy.defaults());
    }

    @Test
    void aLoanLastsFiveHoldsHoweverSoonTheNeedHasPassed() {
        World world = overloaded();
        world.carryOut(world.plan(WEB, 20)).demand(WEB, 200);
        for (int second = 0; second < 280; second++) {
            assertThat(World.plans(world.run(1))).isEmpty();
        }
        assertThat(world.plan(WEB, 30).kind()).isEqualTo(PlanKind.GIVE_BACK);
    }

    @Test
    void whatWasGivenBackRestsWhereAnotherCanLend() {
        World world = overloaded();
        Plan first = world.plan(WEB, 20);
        world.carryOut(first).demand(WEB, 200);
        world.carryOut(world.plan(WEB, 400)).demand(WEB, 660);
        Plan again = world.plan(WEB, 20);
        assertThat(again.kind()).isEqualTo(PlanKind.BORROW);
        assertThat(steps(first)).contains("start web-3 on rs3");
        assertThat(steps(again)).contains("start web-4 on rs4");
        assertThat(again.whyNot())
                .filteredOn(w -> w.subject().equals("rs3"))
                .extracting(Plan.WhyNot::reason)
                .singleElement()
                .asString()
                .contains("others can end the overload");
    }

    @Test
    void whatWasGivenBackStartsAgainWhereNobodyElseCanLend() {
        World world = overloaded().other(4, 3.4);
        world.carryOut(world.plan(WEB, 20)).demand(WEB, 200);
        world.carryOut(world.plan(WEB, 400)).demand(WEB, 700);
        assertThat(steps(world.plan(WEB, 20))).contains("start web-3 on rs3");
    }

    @Test
    void givesBackALoanItFoundWhenItStarted() {
        World world = overloaded();
        world.carryOut(world.plan(WEB, 20)).forget().demand(WEB, 100);
        Decision decision = world.run(0);
        assertThat(decision.memory().loansTo(WEB))
                .singleElement()
                .satisfies(loan -> assertThat(loan.reason()).contains("when this master first read it"));
        assertThat(world.plan(WEB, 70).kind()).isEqualTo(PlanKind.GIVE_BACK);
    }

    @Test
    void clearsAwayAContainerThatNoDirectorKnows() {
        World world = calm();
        Plan plan = overloaded().plan(WEB, 20);
        world.carryOut(plan.actions().getFirst(), plan);
        assertThat(World.plans(world.run(20))).isEmpty();
        Plan clearing = world.plan(WEB, 30);
        assertThat(clearing.kind()).isEqualTo(PlanKind.GIVE_BACK);
        assertThat(steps(clearing)).containsExactly("stop web-3 on rs3");
    }

    @Test
    void lenderOutranksItsGuest() {
        World world = overloaded();
        world.carryOut(world.plan(WEB, 20)).run(20);
        world.demand(SHOP, 600).demand(WEB, 600);
        Plan plan = world.plan(SHOP, 20);
        assertThat(plan.kind()).isEqualTo(PlanKind.RECALL);
        assertThat(steps(plan).getFirst()).contains("in web on lb1 from 72 to 0");
        assertThat(steps(plan).getLast()).isEqualTo("stop web-3 on rs3");
        assertSafe(plan, world);
        world.carryOut(plan);
        Decision after = world.run(30);
        assertThat(World.plan(WEB, after).map(Plan::kind)).isNotEqualTo(Optional.of(PlanKind.GIVE_BACK));
        World.plan(WEB, after)
                .ifPresent(p ->
                        assertThat(p.whyNot()).extracting(Plan.WhyNot::subject).contains("rs3"));
    }

    @Test
    void neverQuiescesALoanWhoseClientsWouldBeRefused() {
        World world = new World(hashing()).demand(WEB, 100);
        Endpoint loan = Clusters.endpoint("web", 2);
        // it was started by an earlier master of this installation
        world.change(s -> s.container(Clusters.container("web", 2))
                .map(c -> s.withContainer(c.started()))
                .orElseThrow());
        for (DirectorId director : List.of(LB1, LB2)) {
            world.change(s -> s.withEntry(director, WEB, e -> e.with(Clusters.spec(loan, 10))));
        }
        assertThat(World.plans(world.run(200))).isEmpty();
        assertThat(world.memory().loansTo(WEB)).hasSize(1);
    }
}
