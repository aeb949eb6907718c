package dev.headroom.backend.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.FirstLook;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.Proposal.Status;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.Prospects;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.Unanswered;
import dev.headroom.backend.control.core.PerfectCluster;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.sharing.memory.Loan;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The text of {@code headroom state}. */
class StateReportTest {
    private static final Instant NOW = PerfectCluster.START;

    private final ClusterSnapshot snapshot = new PerfectCluster().read(NOW).snapshot();
    private final Container serving = snapshot.containersOf(PerfectCluster.WEB).stream()
            .filter(c -> c.role().servingAt().isPresent())
            .findFirst()
            .orElseThrow();

    private static HostStatus host(String name, HostStatus.State state, String sentence) {
        return new HostStatus(new ServerId(name), "192.0.2.1", state, sentence, NOW);
    }

    private static Proposal proposal(int number, Status status, String note) {
        Plan plan = PerfectCluster.borrow(PerfectCluster.WEB, 1, 10);
        return new Proposal(
                new ProposalId(number),
                plan,
                plan.steps().stream().map(StateReportTest::pending).toList(),
                status,
                NOW,
                NOW,
                note,
                Prospects.UNKNOWN,
                status == Status.FAILED ? "ann" : "");
    }

    private static StepProgress pending(Step step) {
        Action action = step.action();
        List<ExactCommand> commands = action.mutates()
                ? List.of(new ExactCommand(action.host(), "run '%s'".formatted(action.describe())))
                : List.of();
        return new StepProgress(step, commands, StepProgress.State.PENDING, "", NOW);
    }

    private ControlState state(List<HostStatus> hosts, SharingMemory memory, List<Proposal> proposals) {
        return new ControlState(
                Mode.MANUAL,
                false,
                new Observation(snapshot, hosts),
                memory,
                List.of(),
                List.of(),
                proposals,
                List.of());
    }

    @Test
    void aHealthyClusterTakesOneLine() {
        List<HostStatus> hosts = List.of(host("rs1", HostStatus.State.CONNECTED, ""));
        assertThat(StateReport.text(state(hosts, SharingMemory.EMPTY, List.of())))
                .isEqualTo("Mode manual. 1 of 1 hosts connected, no loans of this master, no open proposal.");
    }

    private ControlState troubled() {
        return state(
                List.of(
                        host("rs1", HostStatus.State.CONNECTED, ""),
                        host("rs2", HostStatus.State.RETRYING, "Cannot reach rs2.")),
                SharingMemory.EMPTY.withLoans(
                        List.of(new Loan(serving.id(), PerfectCluster.WEB, NOW, "web is overloaded."))),
                List.of(
                        proposal(4, Status.OPEN, ""),
                        proposal(3, Status.HALTED, "Left as it is by root."),
                        proposal(2, Status.SUPERSEDED, "P4 took its place."),
                        proposal(1, Status.FAILED, "Step 2 failed.")));
    }

    @Test
    void tellsWhatIsLostLentOpenAndEnded() {
        assertThat(StateReport.text(troubled()).lines())
                .containsExactly(
                        "Mode manual. 1 of 2 hosts connected, 1 loan of this master, 1 live proposal.",
                        "Not connected: rs2 (192.0.2.1), retrying since 2026-11-22T10:00:00Z. Cannot reach rs2.",
                        "Loan: %s serves web since 2026-11-22T10:00:00Z, weight %s on lb1, %<s on lb2. web is overloaded."
                                .formatted(serving.id(), weight()),
                        "Proposal: P4 borrow for web is open.",
                        "  why    It is needed.",
                        "  what   4 steps on 3 hosts",
                        "    1. Start web on rs2",
                        "       rs2 $ run 'start web on rs2'",
                        "    2. Wait until web on rs2 answers, at most 30 s",
                        "    3. Add 192.0.2.12:80 with weight 10 to web on lb1",
                        "       lb1 $ run 'add 192.0.2.12:80 with weight 10 to web on lb1'",
                        "    4. Add 192.0.2.12:80 with weight 10 to web on lb2",
                        "       lb2 $ run 'add 192.0.2.12:80 with weight 10 to web on lb2'",
                        "  It cannot be approved now: Nothing is judged yet.",
                        "Ended 2026-11-22T10:00:00Z: P3 borrow for web was stopped before its end. Left as it is by root.",
                        "Ended 2026-11-22T10:00:00Z: P1 borrow for web, approved by ann, has failed. Step 2 failed.");
    }

    private int weight() {
        return snapshot.directors()
                .getFirst()
                .entry(snapshot.service(PerfectCluster.WEB).orElseThrow().address())
                .flatMap(e -> e.destination(serving.role().servingAt().orElseThrow()))
                .orElseThrow()
                .spec()
                .weight()
                .value();
    }

    @Test
    void tellsTheSameInFieldsForPrograms() {
        JsonNode json = JsonMapper.builder().build().readTree(StateReport.json(troubled()));
        assertThat(json.propertyNames())
                .containsExactly(
                        "mode",
                        "halted",
                        "takenAt",
                        "hosts",
                        "loans",
                        "proposals",
                        "ended",
                        "firstLook",
                        "otherMasters",
                        "unanswered",
                        "rests");
        assertThat(json.at("/hosts/1/sentence").asString()).isEqualTo("Cannot reach rs2.");
        assertThat(json.at("/hosts/1/state").asString()).isEqualTo("retrying");
        assertThat(json.at("/loans/0/service").asString()).isEqualTo("web");
        assertThat(json.at("/loans/0/weights/lb1").asInt()).isEqualTo(weight());
        assertThat(json.at("/proposals/0/status").asString()).isEqualTo("open");
        assertThat(json.at("/proposals/0/plan/steps/0/commands/0").asString()).isEqualTo("run 'start web on rs2'");
        assertThat(json.at("/proposals/0/plan/steps/1/atMostSeconds").asInt()).isEqualTo(30);
        assertThat(json.at("/proposals/0/plan/basisRevision").asLong()).isOne();
        assertThat(json.at("/proposals/0/refusal").asString()).isEqualTo("Nothing is judged yet.");
        assertThat(json.at("/ended/1/note").asString()).isEqualTo("Step 2 failed.");
        assertThat(json.at("/ended/1/approvedBy").asString()).isEqualTo("ann");
        assertThat(json.at("/ended/0/approvedBy").asString()).isEmpty();
    }

    @Test
    void aLongPlanIsFoldedWithItsCountAndTheWayToAllOfIt() {
        Plan plan = PerfectCluster.borrow(PerfectCluster.WEB, 1, 10);
        List<StepProgress> steps = Collections.nCopies(20, pending(plan.steps().getFirst()));
        Proposal large = new Proposal(new ProposalId(5), plan, steps, Status.OPEN, NOW, NOW, "");

        assertThat(StateReport.text(state(List.of(), SharingMemory.EMPTY, List.of(large))))
                .contains("    6. Start", "  … and 14 more steps; 'headroom state --proposal P5' prints all.")
                .doesNotContain("    7. Start");
        assertThat(StateReport.whole(large)).contains("   20. Start").doesNotContain("more steps");
    }

    @Test
    void tellsProgramsWhatAnOperatorShouldKnowBesideThePlans() {
        Unanswered sent = new Unanswered(
                new ProposalId(4),
                0,
                PerfectCluster.borrow(PerfectCluster.WEB, 1, 10).actions().getFirst(),
                Duration.ofSeconds(70),
                NOW.plusSeconds(70));
        ControlState state = troubled();
        state = state.withContinuity(state.continuity().unanswered(List.of(sent)))
                .looked(new FirstLook(Set.of(), List.of(new ServerId("rs1")), Duration.ZERO), NOW);

        JsonNode json = JsonMapper.builder().build().readTree(StateReport.json(state));

        assertThat(json.at("/unanswered/0/proposal").asString()).isEqualTo("P4");
        assertThat(json.at("/unanswered/0/host").asString()).isEqualTo("rs2");
        assertThat(json.at("/unanswered/0/limitSeconds").asInt()).isEqualTo(70);
        assertThat(json.at("/firstLook/done").asBoolean()).isFalse();
        assertThat(json.at("/firstLook/awaited/0").asString()).isEqualTo("rs1");
        assertThat(json.at("/otherMasters").isArray()).isTrue();
    }
}
