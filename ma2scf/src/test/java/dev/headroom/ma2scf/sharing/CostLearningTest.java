package dev.headroom.ma2scf.sharing;

import static dev.headroom.ma2scf.Clusters.SHOP;
import static dev.headroom.ma2scf.Clusters.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.World;
import dev.headroom.ma2scf.demand.CostReadings;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ConfiguredCost;
import dev.headroom.ma2scf.plan.Plan;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * The connections that are offered to a saturated service are more than it serves, and must not make the measured cost
 * of one too low.
 */
class CostLearningTest {
    private static final double COST = World.UNIT_COST;

    private static World calm() {
        return new World(Clusters.twoDirectorsFourServers()).demand(WEB, 300).demand(SHOP, 100);
    }

    private static UnaryOperator<ClusterSnapshot> figures(double cpu) {
        return s -> new ClusterSnapshot(
                s.revision(),
                s.takenAt(),
                s.directors(),
                s.servers(),
                s.services().stream()
                        .map(service -> service.withCost(new ConfiguredCost(cpu, 0, 0)))
                        .toList());
    }

    private static CostReadings learned(Decision decision) {
        return decision.memory().demandOf(WEB).costs();
    }

    private static double capacity(Decision decision) {
        return decision.assessments().stream()
                .filter(a -> a.service().equals(WEB))
                .mapToDouble(ServiceAssessment::capacity)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void learnsWhileThereIsProcessorTimeLeft() {
        Decision decision = calm().run(30);
        assertThat(learned(decision).readings()).hasSize(31);
        assertThat(learned(decision).cpu().orElseThrow().cost()).isCloseTo(COST, within(1e-9));
    }

    /** Eight cores serve 800 connections/s; 3000 are offered. Used over offered would say 0.0027 cores. */
    @Test
    void anOverloadTeachesNothing() {
        World world = calm();
        Decision before = world.run(30);
        Decision during = world.demand(WEB, 3000).run(8);
        assertThat(learned(during)).isEqualTo(learned(before));
        assertThat(capacity(during)).isCloseTo(800, within(1.0));
    }

    @Test
    void theLoanIsForWhatIsOfferedAtTheTrueCost() {
        World world = calm();
        world.run(30);
        Plan plan = world.demand(WEB, 3000).plan(WEB, 30);
        assertThat(plan.reasons())
                .contains("One connection costs 0.01 cores, learned from 31 readings (±0 %).")
                .anyMatch(r -> r.startsWith("It is asked 3000.0 connections/s and can carry 800.0 connections/s"));
    }

    @Test
    void aSaturatedServerTeachesNothingWhileAnotherDoes() {
        // rs1 is full with something else, so web's container there gets less than it asks for
        World world = calm().demand(WEB, 400).other(1, 3.5);
        Decision decision = world.run(30);
        assertThat(learned(decision).readings()).allSatisfy(r -> {
            assertThat(r.rate()).isCloseTo(200, within(1e-6));
            assertThat(r.cpu() / r.rate()).isCloseTo(COST, within(1e-9));
        });
    }

    @Test
    void whoeverComesToASaturatedClusterKnowsABoundOnly() {
        Plan plan = calm().demand(WEB, 1600).plan(WEB, 30);
        assertThat(plan.reasons())
                .contains(
                        "One connection costs at least 0.005 cores: each server that serves it is saturated, so more may be asked than is served.");
    }

    @Test
    void whoeverComesToASaturatedClusterUsesTheFigures() {
        Plan plan = calm().change(figures(0.011)).demand(WEB, 1600).plan(WEB, 30);
        assertThat(plan.reasons())
                .contains(
                        "One connection costs 0.011 cores, as configured in the cluster file: there are no readings.");
        assertThat(plan.amount()).isCloseTo(2 * 2.9 / 0.011, within(10.0));
    }

    @Test
    void whatIsLearnedReplacesAWrongFigure() {
        World world = calm().change(figures(0.05));
        assertThat(capacity(world.run(1))).isCloseTo(160, within(1.0));
        assertThat(capacity(world.run(30))).isCloseTo(800, within(1.0));
    }

    @Test
    void whatWasLearnedOutlivesAPlan() {
        World world = calm();
        world.run(30);
        Decision after = world.carryOut(world.demand(WEB, 720).plan(WEB, 30)).run(1);
        assertThat(learned(after).cpu().orElseThrow().cost()).isCloseTo(COST, within(1e-9));
        assertThat(learned(after).readings().size()).isGreaterThan(30);
    }
}
