package dev.headroom.ma2scf.sharing.writing;

import static dev.headroom.ma2scf.Clusters.SHOP;
import static dev.headroom.ma2scf.Clusters.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.World;
import dev.headroom.ma2scf.check.PlanChecker;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.sharing.facts.Lookout;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InverseTest {

    private static World overloaded() {
        return new World(Clusters.twoDirectorsFourServers()).demand(WEB, 720).demand(SHOP, 100);
    }

    private static ClusterSnapshot after(ClusterSnapshot start, List<Action> actions) {
        ClusterSnapshot now = start;
        for (Action action : actions) {
            now = action.appliedTo(now);
        }
        return now;
    }

    /** Every plan may stop after any of its steps, and must be undone from there, safely. */
    private static void assertUndone(Plan plan, ClusterSnapshot start, World world) {
        for (int done = 0; done <= plan.steps().size(); done++) {
            List<Action> finished = plan.actions().subList(0, done);
            ClusterSnapshot stopped = after(start, finished);
            Optional<Plan> undo = Inverse.of(plan, finished, stopped, world.policy());
            boolean changed = finished.stream().anyMatch(Action::mutates);
            assertThat(undo.isPresent()).as("after %d steps", done).isEqualTo(changed);
            if (undo.isPresent()) {
                assertThat(undo.get().kind()).isEqualTo(PlanKind.UNDO);
                assertThat(new PlanChecker(world.policy()).check(undo.get(), stopped))
                        .as(
                                "after %d steps: %s",
                                done,
                                undo.get().actions().stream()
                                        .map(Action::describe)
                                        .toList())
                        .isEmpty();
                assertThat(normal(after(stopped, undo.get().actions()))).isEqualTo(normal(start));
            }
        }
    }

    /** Without the values that only a measurement restores. */
    private static List<?> normal(ClusterSnapshot s) {
        List<?> specs = s.directors().stream()
                .flatMap(d -> d.table().fresh().orElseThrow().entries().stream())
                .flatMap(e -> e.destinations().stream())
                .map(d -> d.spec())
                .toList();
        List<?> states = s.containers().map(c -> c.id() + " " + c.state()).toList();
        return List.of(specs, states);
    }

    @Test
    void undoesALoan() {
        World world = overloaded();
        Plan plan = world.plan(WEB, 20);
        assertUndone(plan, world.snapshot(), world);
    }

    @Test
    void theUndoOfALoanTellsWhatItMakesOfItsServiceAndThatThisIsAboveTheLimit() {
        World world = overloaded();
        Plan plan = world.plan(WEB, 20);
        world.carryOut(plan).run(10);

        Plan undo = Inverse.of(plan, plan.actions(), world.snapshot(), world.policy())
                .map(inverse ->
                        UndoForecast.on(inverse, Lookout.look(world.snapshot(), world.memory(), world.policy())))
                .orElseThrow();

        Plan.Forecast service = undo.forecast().getFirst();
        assertThat(service.subject()).isEqualTo(new Plan.Forecast.Subject.Service(WEB));
        assertThat(service.before()).isLessThan(world.policy().overloadAt());
        assertThat(service.after().toString()).isEqualTo("90 %");
        assertThat(undo.forecast()).hasSizeGreaterThan(1);
        assertThat(undo.reasons().getLast())
                .isEqualTo("This puts web at 90 % for its greatest demand of late, above its limit of 80 %.");
    }

    @Test
    void undoesAReturn() {
        World world = overloaded();
        world.carryOut(world.plan(WEB, 20)).demand(WEB, 100);
        Plan plan = world.plan(WEB, 400);
        assertThat(plan.kind()).isEqualTo(PlanKind.GIVE_BACK);
        assertUndone(plan, world.snapshot(), world);
    }

    @Test
    void undoesAFailoverWeightsFirst() {
        World world = overloaded().demand(WEB, 500);
        ClusterSnapshot start = world.snapshot();
        world.run(10);
        Plan plan = world.kill(1).plan(WEB, 0);
        ClusterSnapshot back = after(start, plan.actions());
        Plan undo = Inverse.of(plan, plan.actions(), back, world.policy()).orElseThrow();
        assertThat(undo.actions().getFirst()).isInstanceOf(TableAction.SetWeight.class);
        assertThat(new PlanChecker(world.policy()).check(undo, back)).isEmpty();
        assertThat(normal(after(back, undo.actions()))).isEqualTo(normal(start));
    }

    @Test
    void leavesOutWhatSomebodyHasUndone() {
        World world = overloaded();
        Plan plan = world.plan(WEB, 20);
        assertThat(Inverse.of(plan, plan.actions(), world.snapshot(), world.policy()))
                .isEmpty();
    }
}
