package dev.headroom.console.cli.journal;

import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.JournalEntry.Detail;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.sharing.memory.Loan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The loans that a journal tells of, and those that the ledger holds now, in the order in which they began. One thread. */
final class LoanBook {
    private final Map<String, LifeOfPlan> plans = new LinkedHashMap<>();
    private final List<Line> lines = new ArrayList<>();

    /**
     * One loan.
     *
     * @param by who approved it; empty where the journal does not go back so far
     * @param returned the entry of its end; empty while it runs
     */
    record Line(
            ContainerId container,
            String borrower,
            Instant since,
            String reason,
            String proposal,
            String by,
            Optional<JournalEntry> returned) {
        private Line ended(JournalEntry entry) {
            return new Line(container, borrower, since, reason, proposal, by, Optional.of(entry));
        }
    }

    void take(JournalEntry entry) {
        LifeOfPlan.of(entry).ifPresent(life -> plans.put(entry.subject(), life));
        plans.computeIfPresent(entry.subject(), (_, life) -> life.with(entry));
        if (entry.detail() instanceof Detail.OfStep(int step, StepProgress.State state)
                && state == StepProgress.State.DONE) {
            Optional.ofNullable(plans.get(entry.subject()))
                    .filter(life -> step >= 0 && step < life.plan().steps().size())
                    .ifPresent(life -> done(life, life.plan().steps().get(step).action(), entry));
        }
    }

    private void done(LifeOfPlan life, Action action, JournalEntry entry) {
        switch (action) {
            case ContainerAction.StartContainer(ContainerId container) ->
                lines.add(new Line(
                        container,
                        life.plan().service().name(),
                        entry.at(),
                        String.join(" ", life.plan().reasons()),
                        entry.subject(),
                        life.approver(),
                        Optional.empty()));
            case ContainerAction.StopContainer(ContainerId container) ->
                lines.replaceAll(line ->
                        line.container().equals(container) && line.returned().isEmpty() ? line.ended(entry) : line);
            default -> {
                // no loan begins or ends by it
            }
        }
    }

    /** All lines, with the loans of the ledger that the journal does not tell of. */
    List<Line> with(Collection<Loan> ledger) {
        List<Line> all = new ArrayList<>();
        ledger.stream()
                .filter(loan -> lines.stream()
                        .noneMatch(line -> line.container().equals(loan.container())
                                && line.returned().isEmpty()))
                .map(loan -> new Line(
                        loan.container(),
                        loan.borrower().name(),
                        loan.since(),
                        loan.reason(),
                        "",
                        "",
                        Optional.empty()))
                .forEach(all::add);
        all.addAll(lines);
        return all;
    }
}
