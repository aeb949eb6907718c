package dev.headroom.ma2scf.check;

import static dev.headroom.ma2scf.Clusters.LB1;
import static dev.headroom.ma2scf.Clusters.WEB;
import static dev.headroom.ma2scf.Clusters.container;
import static dev.headroom.ma2scf.Clusters.endpoint;
import static dev.headroom.ma2scf.Clusters.spec;
import static dev.headroom.ma2scf.check.LoanOfWeb.BORROW;
import static dev.headroom.ma2scf.check.LoanOfWeb.FOUR;
import static dev.headroom.ma2scf.check.LoanOfWeb.LOAN;
import static dev.headroom.ma2scf.check.LoanOfWeb.after;
import static dev.headroom.ma2scf.check.LoanOfWeb.remove;
import static dev.headroom.ma2scf.check.LoanOfWeb.start;
import static dev.headroom.ma2scf.check.LoanOfWeb.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ConnectionCounts;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.policy.Restraint;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The rules of the checker that do not depend on the order of steps: budgets, reserves, limits, clients that are still
 * connected.
 */
class PlanLimitsTest {

    @Test
    void holdsAPlanToItsChurnBudget() {
        Plan plan = new Plan(
                PlanKind.BORROW,
                WEB,
                1,
                0,
                BORROW.stream().map(a -> new Step(a, "a test")).toList(),
                List.of(),
                List.of(),
                List.of());
        List<Step> twice = new ArrayList<>(plan.steps());
        twice.add(new Step(new ContainerAction.StartContainer(container("web", 4)), "a test"));
        Plan two = new Plan(PlanKind.BORROW, WEB, 1, 0, twice, List.of(), List.of(), List.of());
        PlanChecker one = new PlanChecker(SharingPolicy.defaults().with(new Restraint(1, false, 0)));
        assertThat(one.check(plan, FOUR)).isEmpty();
        assertThat(one.check(two, FOUR))
                .singleElement()
                .satisfies(v -> assertThat(v.sentence()).contains("2 containers, and 1 is the limit"));
    }

    @Test
    void aBorrowerNeverTakesOfAReserve() {
        List<Step> steps = BORROW.stream().map(a -> new Step(a, "a test")).toList();
        Plan.Forecast high = Plan.Forecast.of(LOAN.server(), new Utilization(0.2), new Utilization(0.9));
        Plan borrow = new Plan(PlanKind.BORROW, WEB, 1, 0, steps, List.of(high), List.of(), List.of());
        assertThat(new PlanChecker(SharingPolicy.defaults()).check(borrow, FOUR))
                .singleElement()
                .satisfies(v -> assertThat(v.sentence()).contains("are never lent"));
    }

    /** Both are sums of measured numbers, added in another order. */
    @Test
    void aLenderThatStaysWhereItIsTakesOfNoReserve() {
        List<Step> steps = BORROW.stream().map(a -> new Step(a, "a test")).toList();
        double before = 0.8763302951121977;
        Plan.Forecast same =
                Plan.Forecast.of(LOAN.server(), new Utilization(before), new Utilization(Math.nextUp(before)));
        Plan borrow = new Plan(PlanKind.BORROW, WEB, 1, 0, steps, List.of(same), List.of(), List.of());
        assertThat(new PlanChecker(SharingPolicy.defaults()).check(borrow, FOUR))
                .isEmpty();
    }

    /** A plan may wait long between its steps, and a step that was allowed at first may be forbidden later. */
    @Test
    void holdsEachStartToTheLimitsAtRunTime() {
        PlanChecker checker = new PlanChecker(SharingPolicy.defaults());
        assertThat(checker.checkStep(start(), web(l -> l.withMaximum(3)))).isEmpty();
        assertThat(checker.checkStep(start(), web(l -> l.withMaximum(2))))
                .singleElement()
                .satisfies(v -> assertThat(v.sentence()).contains("2 is its maximum"));
        ClusterSnapshot started = after(web(l -> l.withMaximum(2)), List.of(start()));
        assertThat(checker.checkStep(start(), started)).isEmpty();
    }

    @Test
    void limitsLoansPerServer() {
        Clusters clusters = Clusters.empty().server("rs1", "a", 8).server("rs2", "a", 8);
        List<Step> steps = new ArrayList<>();
        for (String service : List.of("a", "b", "c", "d", "e")) {
            clusters.service(service, 1, 0).home(service, 1).standBy(service, 2);
            steps.add(new Step(new ContainerAction.StartContainer(container(service, 2)), "a test"));
        }
        Plan plan = new Plan(PlanKind.BORROW, WEB, 1, 0, steps, List.of(), List.of(), List.of());
        assertThat(new PlanChecker(SharingPolicy.defaults()).check(plan, clusters.build()))
                .singleElement()
                .satisfies(v -> assertThat(v.step()).isEqualTo(5));
    }

    @Test
    void doesNotCutConnectionsAtRunTime() {
        DestinationSpec quiesced = spec(endpoint("web", 1), 0);
        ClusterSnapshot busy = FOUR.withEntry(
                LB1,
                WEB,
                e -> new TableEntry(
                        e.address(),
                        e.scheduler(),
                        e.persistence(),
                        List.of(
                                new Destination(quiesced, new ConnectionCounts(7, 0, 0, 0), 0),
                                e.destination(endpoint("web", 2)).orElseThrow())));
        assertThat(new PlanChecker(SharingPolicy.defaults()).checkStep(remove(LB1, 1), busy))
                .singleElement()
                .satisfies(v -> assertThat(v.sentence()).contains("7 active connections"));
    }
}
