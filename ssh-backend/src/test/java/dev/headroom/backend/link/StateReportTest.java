package dev.headroom.backend.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.Proposal.Status;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.core.PerfectCluster;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.sharing.memory.Loan;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.time.Instant;
import java.util.List;
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
        return new Proposal(
                new ProposalId(number),
                PerfectCluster.borrow(PerfectCluster.WEB, 1, 10),
                List.of(),
                status,
                NOW,
                NOW,
                note);
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
                .isEqualTo("Mode manual. 1 of 1 hosts connected, no loans, no open proposal.");
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
                        "Mode manual. 1 of 2 hosts connected, 1 loan, 1 live proposal.",
                        "Not connected: rs2 (192.0.2.1), retrying since 2026-11-22T10:00:00Z. Cannot reach rs2.",
                        "Loan: %s serves web since 2026-11-22T10:00:00Z, weight %s on lb1, %<s on lb2. web is overloaded."
                                .formatted(serving.id(), weight()),
                        "Proposal: P4 borrow for web is open.",
                        "Ended 2026-11-22T10:00:00Z: P3 borrow for web was stopped before its end. Left as it is by root.",
                        "Ended 2026-11-22T10:00:00Z: P1 borrow for web has failed. Step 2 failed.");
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
                .containsExactly("mode", "halted", "takenAt", "hosts", "loans", "proposals", "ended");
        assertThat(json.at("/hosts/1/sentence").asString()).isEqualTo("Cannot reach rs2.");
        assertThat(json.at("/hosts/1/state").asString()).isEqualTo("retrying");
        assertThat(json.at("/loans/0/service").asString()).isEqualTo("web");
        assertThat(json.at("/loans/0/weights/lb1").asInt()).isEqualTo(weight());
        assertThat(json.at("/proposals/0/status").asString()).isEqualTo("open");
        assertThat(json.at("/ended/1/note").asString()).isEqualTo("Step 2 failed.");
    }
}
