package dev.headroom.backend.control.driver;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.CountingReadings;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.JournalEntry.Basis;
import dev.headroom.backend.control.JournalEntry.Detail;
import dev.headroom.backend.control.JournalEntry.Sight;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.sight.Sights;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Says of each entry of the journal what it rests on: the readings of that moment, the policy, and for a step what these
 * readings said of what it changes. Pure. See decision 0136.
 *
 * @param policy the first digits of a hash of the policy
 */
record Grounds(String policy) {

    /** The entry as it is written when {@code state} holds. */
    JournalEntry of(JournalEntry entry, ControlState state) {
        ClusterSnapshot snapshot = state.snapshot();
        return entry.with(new Basis(
                snapshot.revision(),
                CountingReadings.oldest(snapshot).map(read -> age(read, entry.at())),
                CountingReadings.hosts(snapshot).size(),
                CountingReadings.all(snapshot).size(),
                policy,
                sight(entry, state)));
    }

    /** A host may have been asked after the moment of the entry's clock. */
    private static Duration age(Instant read, Instant at) {
        Duration age = Duration.between(read, at);
        return age.isNegative() ? Duration.ZERO : age;
    }

    private static Optional<Sight> sight(JournalEntry entry, ControlState state) {
        return entry.detail() instanceof Detail.OfStep(int step, var _)
                ? state.proposals().stream()
                        .filter(proposal -> proposal.id().toString().equals(entry.subject()))
                        .map(Proposal::steps)
                        .filter(steps -> step >= 0 && step < steps.size())
                        .map(steps -> Sights.of(steps.get(step).step().action(), state.snapshot()))
                        .findFirst()
                : Optional.empty();
    }
}
