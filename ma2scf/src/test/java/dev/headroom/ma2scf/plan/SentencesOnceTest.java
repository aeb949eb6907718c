package dev.headroom.ma2scf.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two rules may find the same: an operator reads it once, in the place of the first. */
class SentencesOnceTest {
    private static final ServiceId WEB = new ServiceId("web");
    private static final List<String> TWICE = List.of("lb2 is not read.", "web is hot.", "lb2 is not read.");
    private static final List<String> ONCE = List.of("lb2 is not read.", "web is hot.");

    @Test
    void aVerdictHasEachReasonOnce() {
        assertThat(new Verdict.NoChange(WEB, TWICE).reasons()).isEqualTo(ONCE);
        assertThat(new Verdict.Undecided(WEB, TWICE).reasons()).isEqualTo(ONCE);
    }

    @Test
    void aPlanHasEachReasonOnce() {
        Step stop = new Step(
                new ContainerAction.StopContainer(new ContainerId(new ServerId("rs1"), "web-1")), "It was started.");
        Plan plan = new Plan(PlanKind.UNDO, WEB, 1, 0, List.of(stop), List.of(), TWICE, List.of());
        assertThat(plan.reasons()).isEqualTo(ONCE);
    }
}
