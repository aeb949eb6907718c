package dev.headroom.console.cli.journal;

import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.journal.JournalReader.Outline;
import dev.headroom.ma2scf.plan.Plan;
import java.util.List;
import java.util.Optional;

/**
 * What the journal tells of one proposal from its offer to its end. Immutable.
 *
 * @param approved the newest approval
 * @param ended how it ended; empty while it lives
 */
record LifeOfPlan(JournalEntry offered, Plan plan, Optional<JournalEntry> approved, Optional<JournalEntry> ended) {

    /** By the lines about it; empty where its plan cannot be read. */
    static Optional<LifeOfPlan> of(List<Outline> lines) {
        List<JournalEntry> told =
                lines.stream().flatMap(line -> line.entry().stream()).toList();
        Optional<LifeOfPlan> life = told.isEmpty() ? Optional.empty() : of(told.getFirst());
        for (JournalEntry entry : told) {
            life = life.map(l -> l.with(entry));
        }
        return life.filter(l -> l.ended().isPresent());
    }

    static Optional<LifeOfPlan> of(JournalEntry entry) {
        return entry.detail() instanceof JournalEntry.Detail.OfPlan(Plan plan)
                ? Optional.of(new LifeOfPlan(entry, plan, Optional.empty(), Optional.empty()))
                : Optional.empty();
    }

    LifeOfPlan with(JournalEntry next) {
        return switch (next.kind()) {
            case APPROVED -> new LifeOfPlan(offered, plan, Optional.of(next), Optional.empty());
            case REJECTED, EXPIRED, SUPERSEDED, ENDED -> new LifeOfPlan(offered, plan, approved, Optional.of(next));
            default -> this;
        };
    }

    String approver() {
        return approved.map(JournalEntry::by).orElse("");
    }
}
