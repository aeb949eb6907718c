package dev.headroom.backend.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.sharing.ServiceCondition;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The words of {@code state --json}, which README.md promises to programs, and of the journal, which the next version reads: a
 * constant that is renamed would change them.
 */
class WrittenWordsTest {
    private static Stream<String> words(Enum<?>... constants) {
        return Stream.of(constants).map(StateText::word);
    }

    @Test
    void ofAMode() {
        assertThat(words(Mode.values())).containsExactly("watch", "manual", "automatic");
    }

    @Test
    void ofTheStateOfAHost() {
        assertThat(words(HostStatus.State.values())).containsExactly("connecting", "connected", "retrying", "refused");
    }

    @Test
    void ofTheConditionOfAService() {
        assertThat(words(ServiceCondition.values()))
                .containsExactly("calm", "hot", "overloaded", "degraded", "down", "unknown");
    }

    @Test
    void ofTheKindOfAPlan() {
        assertThat(words(PlanKind.values()))
                .containsExactly(
                        "borrow",
                        "failover",
                        "give-back",
                        "recall",
                        "evacuate",
                        "make-room",
                        "balance",
                        "restore",
                        "undo");
    }

    @Test
    void ofTheStatusOfAProposal() {
        assertThat(words(Proposal.Status.values()))
                .containsExactlyInAnyOrder(
                        "open",
                        "running",
                        "suspended",
                        "interrupted",
                        "done",
                        "failed",
                        "halted",
                        "rejected",
                        "expired",
                        "superseded");
    }

    @Test
    void ofTheStateOfAStep() {
        assertThat(words(StepProgress.State.values()))
                .containsExactlyInAnyOrder(
                        "pending",
                        "awaiting-reading",
                        "running",
                        "verifying",
                        "done",
                        "not-needed",
                        "failed",
                        "unknown",
                        "not-run",
                        "left-out");
    }

    @Test
    void ofWhoHasProbablyChangedSomething() {
        assertThat(words(JournalEntry.Who.values()))
                .containsExactly("health-checker", "another-master", "our-installation", "person", "unknown");
    }

    @Test
    void ofAnEntryOfTheJournal() {
        assertThat(words(JournalEntry.Kind.values()))
                .containsExactlyInAnyOrder(
                        "started",
                        "mode",
                        "maintenance",
                        "adopted",
                        "proposed",
                        "approved",
                        "rejected",
                        "expired",
                        "superseded",
                        "step-sent",
                        "step-done",
                        "step-failed",
                        "suspended",
                        "continued",
                        "interrupted",
                        "ended",
                        "halted",
                        "resumed",
                        "refused",
                        "changed",
                        "removed",
                        "lease",
                        "answered",
                        "revert",
                        "unable",
                        "able",
                        "rests",
                        "clock",
                        "closing",
                        "stopped");
    }
}
