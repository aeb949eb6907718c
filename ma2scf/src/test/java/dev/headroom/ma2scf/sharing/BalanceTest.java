package dev.headroom.ma2scf.sharing;

import static dev.headroom.ma2scf.Clusters.SHOP;
import static dev.headroom.ma2scf.Clusters.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.World;
import dev.headroom.ma2scf.check.PlanChecker;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.sharing.facts.Remark;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The weights of loans follow the load: no start, no stop, homes as they were. */
class BalanceTest {
    /** web borrows on rs3 for 720/s; shop is at home on rs3 and rs4. */
    private static World lent() {
        World world =
                new World(Clusters.twoDirectorsFourServers()).demand(WEB, 720).demand(SHOP, 100);
        world.carryOut(world.plan(WEB, 20)).run(60);
        assertThat(world.memory().loansTo(WEB)).hasSize(1);
        return world;
    }

    /** Other processes use half of the server of each home container: these are hot, the loan is not. */
    private static World uneven() {
        return lent().demand(WEB, 560).other(1, 2).other(2, 2);
    }

    private static List<String> steps(Plan plan) {
        return plan.actions().stream().map(Action::describe).toList();
    }

    @Test
    void leavesWeightsAloneWhereNothingIsHot() {
        assertThat(World.plans(lent().run(60))).isEmpty();
    }

    @Test
    void leavesWeightsAloneWhereLoadIsUnevenButNothingIsHot() {
        assertThat(World.plans(lent().demand(WEB, 300).other(1, 2.5).run(40))).isEmpty();
    }

    @Test
    void waitsUntilItHasLasted() {
        World world = uneven();
        assertThat(World.plans(world.run(9))).isEmpty();
        assertThat(World.plans(world.run(1))).hasSize(1);
    }

    @Test
    void raisesTheLoanOnEveryDirectorAndNothingElse() {
        World world = uneven();
        Plan plan = world.plan(WEB, 20);
        String loan = Clusters.endpoint("web", 3).toString();
        assertThat(plan.kind()).isEqualTo(PlanKind.BALANCE);
        assertThat(steps(plan)).hasSize(2).allMatch(s -> s.startsWith("set the weight of " + loan));
        assertThat(steps(plan).getFirst()).contains("on lb1 from 72 to ");
        assertThat(new PlanChecker(world.policy()).check(plan, world.snapshot()))
                .isEmpty();
        assertThat(plan.reasons().getFirst()).contains("web-1").contains("open to it, 100 %");
        assertThat(plan.forecast())
                .extracting(forecast -> forecast.subject().toString())
                .contains("server rs1", "server rs3");
    }

    @Test
    void coolsTheHottestAndComesToRest() {
        World world = uneven();
        double before = hottest(world);
        Plan plan = world.plan(WEB, 20);
        world.carryOut(plan).run(1);
        assertThat(hottest(world)).isLessThan(0.93 * before);
        assertThat(world.settle(4)).noneMatch(p -> p.kind() == PlanKind.BALANCE);
    }

    private static double hottest(World world) {
        return world.snapshot().servers().stream()
                .mapToDouble(s -> s.load().fresh().orElseThrow().cpu().fraction())
                .max()
                .orElse(0);
    }

    /**
     * A weight of a running loan that another program has set is not changed, as a weight of 0 is not; the loan is
     * still given back. That people and daemons change one table: https://github.com/acassen/keepalived/issues/1877 and
     * https://github.com/ClusterLabs/resource-agents/pull/125.
     */
    @Test
    void neverWritesOverAWeightThatSomebodyChanged() {
        World world = uneven();
        DestinationSpec theirs = Clusters.spec(Clusters.endpoint("web", 3), 50);
        world.change(s -> s.withEntry(Clusters.LB1, WEB, entry -> entry.with(theirs)));
        assertThat(actions(world.run(120)))
                .noneMatch(
                        action -> action.toString().contains(theirs.endpoint().toString()));
        assertThat(remarks(world))
                .containsExactly(
                        new Remark.WeightChanged(theirs.endpoint(), Clusters.LB1, new Weight(50), new Weight(72)));
        assertThat(remarks(world).getFirst().sentence()).contains("50", "72", "keepalived");
        world.restart();
        assertThat(actions(world.run(120)))
                .noneMatch(
                        action -> action.toString().contains(theirs.endpoint().toString()));
        world.demand(WEB, 10).other(1, 0).other(2, 0);
        assertThat(world.plan(WEB, 600).kind()).isEqualTo(PlanKind.GIVE_BACK);
    }

    @Test
    void knowsNoRemarkWhereItSetTheWeightItself() {
        World world = uneven();
        world.carryOut(world.plan(WEB, 20));
        assertThat(remarks(world)).isEmpty();
    }

    private static List<Action> actions(Decision decision) {
        return World.plans(decision).stream()
                .flatMap(plan -> plan.actions().stream())
                .toList();
    }

    private static List<Remark> remarks(World world) {
        return world.run(1).assessments().stream()
                .filter(a -> a.service().equals(WEB))
                .flatMap(a -> a.remarks().stream())
                .toList();
    }

    /** The demand of the lender's own service grows: the weight of the loan falls before a recall is needed. */
    @Test
    void neverRaisesALoanAboveWhatItsLenderCanSpare() {
        World world = uneven().demand(SHOP, 250);
        List<PlanKind> kinds = new ArrayList<>();
        for (Plan plan : World.plans(world.run(20))) {
            assertThat(new PlanChecker(world.policy()).check(plan, world.snapshot()))
                    .as(plan::toString)
                    .isEmpty();
            kinds.add(plan.kind());
            if (plan.kind() == PlanKind.BALANCE) {
                world.carryOut(plan).run(1);
            }
        }
        assertThat(kinds).contains(PlanKind.BALANCE);
        assertThat(world.snapshot()
                        .server(Clusters.server(3))
                        .orElseThrow()
                        .load()
                        .fresh()
                        .orElseThrow()
                        .cpu()
                        .fraction())
                .isLessThanOrEqualTo(0.85 + 1e-9);
    }

    /** Demand rises on both sides, and no home gets cooler by it: the loan gives back what it takes of its lender's reserve. */
    @Test
    void aLoanGivesBackWhatItTakesOfTheReserveBeforeItsLenderIsShort() {
        World world = lent().demand(WEB, 900).demand(SHOP, 240);
        assertThat(use(world, 3)).isGreaterThan(0.89);
        Plan plan = world.plan(WEB, 20);
        assertThat(plan.kind()).isEqualTo(PlanKind.BALANCE);
        assertThat(steps(plan)).hasSize(2).allMatch(s -> s.contains(" from 72 to "));
        world.carryOut(plan).run(1);
        assertThat(use(world, 3)).isLessThanOrEqualTo(0.85 + 1e-9);
    }

    /** What a loan takes of the reserve where nothing at home uses any harms nobody. */
    @Test
    void aLoanKeepsWhatNobodyAtHomeUses() {
        World world = lent().demand(WEB, 1_500).demand(SHOP, 0);
        assertThat(use(world, 3)).isGreaterThan(0.89);
        assertThat(World.plans(world.run(60)))
                .noneMatch(plan ->
                        plan.actions().stream().anyMatch(a -> a.describe().contains(" from 72 to ")));
    }

    /** A full home loses clients: for it a gain of 5 % is worth new weights, for one that is hot a gain of 10 %. */
    @Test
    void aFullHomeNeedsLessGainThanAHotOne() {
        assertThat(balances(lent().demand(WEB, 760).other(1, 0.92).other(2, 0.92)))
                .isEmpty();
        assertThat(balances(lent().demand(WEB, 860).other(1, 0.92).other(2, 0.92)))
                .hasSize(1);
    }

    private static List<Plan> balances(World world) {
        return World.plans(world.run(12)).stream()
                .filter(plan -> plan.kind() == PlanKind.BALANCE)
                .toList();
    }

    private static double use(World world, int server) {
        return world.snapshot()
                .server(Clusters.server(server))
                .orElseThrow()
                .load()
                .fresh()
                .orElseThrow()
                .cpu()
                .fraction();
    }

    @Test
    void whereWeightsAreNoSharesTheyAreLeftAlone() {
        World world = new World(Clusters.fourServers().scheduler("lc").build())
                .demand(WEB, 720)
                .demand(SHOP, 100);
        world.carryOut(world.plan(WEB, 20)).run(60);
        world.demand(WEB, 560).other(1, 2).other(2, 2);
        assertThat(world.run(60).verdicts())
                .noneMatch(v -> v instanceof Verdict.Proposed(Plan plan) && plan.kind() == PlanKind.BALANCE);
    }

    /** After the rise of the demand the tables are as they were before the loan. */
    @Test
    void leavesNoTrace() {
        World fresh = new World(Clusters.twoDirectorsFourServers());
        List<String> before = fresh.state();
        World world = uneven();
        world.carryOut(world.plan(WEB, 20));
        world.demand(WEB, 10).other(1, 0).other(2, 0).settleForGood(4);
        assertThat(world.state()).isEqualTo(before);
    }

    /** The lab's cluster: web on rs1, shop on rs2 with a stand-by of web, which may fill it. */
    @Test
    void anIdleHomeWhoseServerAGuestFillsIsNotOverloaded() {
        World world = new World(Clusters.empty()
                        .service("web", 1, 1)
                        .service("shop", 2, 1)
                        .server("rs1", "a", 4)
                        .server("rs2", "b", 4)
                        .home("web", 1)
                        .home("shop", 2)
                        .standBy("web", 2)
                        .build())
                .demand(WEB, 500)
                .demand(SHOP, 0);
        world.carryOut(world.plan(WEB, 20)).demand(WEB, 2000);
        assertThat(World.plans(world.run(30))).isEmpty();
        world.demand(SHOP, 10);
        assertThat(world.plan(SHOP, 20).kind()).isEqualTo(PlanKind.RECALL);
    }
}
