package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.Proposal.Status;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.JournalEntry.Detail;
import dev.headroom.backend.control.Notice.Severity;
import dev.headroom.backend.control.Notice.Topic;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.StepProgress.State;
import dev.headroom.backend.control.concurrency.LeftOut;
import dev.headroom.backend.control.restraint.Restraints;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.policy.Maintenance;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.policy.ServiceModes;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Restores the state of earlier masters from their journal. Pure. One object for one reading of one journal, one
 * thread.
 *
 * <p>Open proposals have expired, since no master could answer them. Running ones are interrupted, and steps whose
 * command was sent without a proof are unknown until their hosts are read.
 */
final class Restoration {
    private final Function<Action, List<ExactCommand>> preview;
    private final Duration term;
    private final Instant start;
    private final SortedMap<ProposalId, Proposal> proposals = new TreeMap<>();
    private ControlState state;
    private long lastNumber;
    /** The last order of a mode for the cluster. */
    private Optional<JournalEntry> ordered = Optional.empty();

    /**
     * @param preview the exact commands of an action; none for a host that is no longer in the cluster
     * @param term how long a rejection by an operator holds
     * @param start when this master begins
     */
    Restoration(Function<Action, List<ExactCommand>> preview, Duration term, ControlState fresh, Instant start) {
        this.start = start;
        this.preview = preview;
        this.term = term;
        this.state = fresh;
    }

    /** The state after the entries {@code past}, oldest first. */
    ControlState of(List<JournalEntry> past) {
        past.stream().map(this::notInTheFuture).forEach(this::read);
        List<Proposal> all =
                proposals.values().stream().map(this::atTheEnd).toList().reversed();
        List<Proposal> kept = Inbox.kept(all);
        state = SentCommands.expired(state, start);
        state = state.withContinuity(
                state.continuity().acting(state.continuity().automatic().at(start)));
        ControlState restored =
                state.withProposals(kept).withContinuity(state.continuity().numbered(lastNumber));
        for (Proposal left : restored.interrupted()) {
            restored = Interruption.noted(restored, left, left.note(), start);
        }
        return inOrderedMode(restored);
    }

    /**
     * The entry as if it were of now, if it is of later: the wall clock was set back since. Else a failure, a rejection or a
     * command would hold things up until the clock is there again.
     */
    private JournalEntry notInTheFuture(JournalEntry entry) {
        return entry.at().isAfter(start)
                ? new JournalEntry(start, entry.kind(), entry.subject(), entry.by(), entry.text(), entry.detail())
                : entry;
    }

    private void read(JournalEntry entry) {
        if (entry.kind() == JournalEntry.Kind.STARTED) {
            // That master found what was open.
            proposals.replaceAll((_, before) -> before.status() == Status.OPEN ? expired(before, entry.at()) : before);
        }
        halted(entry);
        moded(entry);
        maintained(entry);
        id(entry.subject()).ifPresent(id -> {
            // Who mistypes an id is refused in its name, and uses up no number.
            lastNumber = entry.kind() == JournalEntry.Kind.REFUSED ? lastNumber : Math.max(lastNumber, id.number());
            if (entry.kind() == JournalEntry.Kind.PROPOSED && entry.detail() instanceof Detail.OfPlan(Plan plan)) {
                proposals.put(id, offered(id, plan, entry.at()));
            }
            Optional.ofNullable(proposals.get(id)).ifPresent(before -> proposals.put(id, after(before, entry)));
        });
    }

    /** An operator's halt holds under the next master, too, until an operator resumes. */
    private void halted(JournalEntry entry) {
        if (entry.kind() == JournalEntry.Kind.HALTED) {
            String sentence = "Halted by %s, before this master began.".formatted(entry.by());
            state = state.withHalted(true).noting(start, Severity.WARNING, Topic.HALTED, sentence);
        } else if (entry.kind() == JournalEntry.Kind.RESUMED) {
            state = state.withHalted(false).forgetting(Topic.HALTED);
        }
    }

    /**
     * A mode that an operator ordered holds under the next master, too, where it is more careful than what that master was
     * started for: who ordered less at night does not expect a restart to undo it. See decision 0121.
     */
    private void moded(JournalEntry entry) {
        if (entry.detail() instanceof Detail.OfMode(var service, Mode mode)) {
            service.ifPresentOrElse(
                    one -> state = state.withContinuity(state.continuity()
                            .moded(state.continuity()
                                    .modes()
                                    .ordered(one, new ServiceModes.Order(mode, entry.by(), entry.at())))),
                    () -> ordered = Optional.of(entry));
        }
    }

    private void maintained(JournalEntry entry) {
        if (entry.detail() instanceof Detail.OfMaintenance(var server, boolean begins)) {
            Maintenance before = state.continuity().maintenance();
            state = state.withContinuity(state.continuity()
                    .maintaining(
                            begins
                                    ? before.begun(server, new Maintenance.Order(entry.by(), entry.at()))
                                    : before.ended(server)));
        }
    }

    /** With the mode that an operator ordered last for the cluster, if that is the more careful one. */
    private ControlState inOrderedMode(ControlState restored) {
        return ordered.map(entry -> entry.detail() instanceof Detail.OfMode(var _, Mode mode)
                                && mode.compareTo(restored.mode()) < 0
                        ? restored.withMode(mode)
                                .noting(
                                        start,
                                        Severity.WARNING,
                                        "The mode is %s, as %s ordered before this master began, although it was started for %s."
                                                .formatted(Words.of(mode), entry.by(), Words.of(restored.mode())))
                        : restored)
                .orElse(restored);
    }

    private static Optional<ProposalId> id(String subject) {
        try {
            return subject.startsWith("P") ? Optional.of(ProposalId.parse(subject)) : Optional.empty();
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private Proposal offered(ProposalId id, Plan plan, Instant at) {
        List<StepProgress> steps = plan.steps().stream()
                .map((Step step) -> new StepProgress(step, preview.apply(step.action()), State.PENDING, "", at))
                .toList();
        return new Proposal(id, plan, steps, Status.OPEN, at, at, "");
    }

    private Proposal after(Proposal before, JournalEntry entry) {
        return switch (entry.kind()) {
            case APPROVED -> approved(before, entry);
            case SUSPENDED -> before.with(Status.SUSPENDED, entry.text(), entry.at());
            case CONTINUED -> before.with(Status.RUNNING, entry.text(), entry.at());
            case RESTS -> rested(before, entry);
            case INTERRUPTED -> reached(before, entry).with(Status.INTERRUPTED, entry.text(), entry.at());
            case STEP_SENT, STEP_DONE, STEP_FAILED -> reached(before, entry);
            case ENDED, REJECTED, EXPIRED, SUPERSEDED ->
                entry.detail() instanceof Detail.OfStatus(Status status) ? ended(before, status, entry) : before;
            case STARTED,
                    MODE,
                    MAINTENANCE,
                    ADOPTED,
                    PROPOSED,
                    HALTED,
                    RESUMED,
                    REFUSED,
                    LEASE,
                    REVERT,
                    ANSWERED,
                    UNABLE,
                    ABLE,
                    CHANGED,
                    REMOVED,
                    CLOCK,
                    CLOSING,
                    STOPPED -> before;
        };
    }

    private Proposal approved(Proposal before, JournalEntry entry) {
        if (entry.by().equals(AutomaticMode.AUTOMATIC) && before.status() == Status.OPEN) {
            state = Restraints.counting(
                    state, before.plan().service(), before.plan().kind(), entry.at());
        }
        return before.approved(entry.by(), entry.at());
    }

    private Proposal reached(Proposal before, JournalEntry entry) {
        return entry.detail() instanceof Detail.OfStep(int step, State reached)
                        && step >= 0
                        && step < before.steps().size()
                ? stepped(before, step, reached, entry)
                : before;
    }

    private Proposal stepped(Proposal before, int index, State reached, JournalEntry entry) {
        StepProgress step = before.steps().get(index);
        if (reached == State.RUNNING) {
            state = SentCommands.sent(state, before.id(), index, step, entry.at());
        }
        if (reached == State.PENDING) {
            state = SentCommands.answered(state, before.id(), index);
        }
        if (reached == State.DONE) {
            SharingMemory memory = state.memory();
            state = SentCommands.answered(state, before.id(), index)
                    .withMemory(memory.recorded(step.step().action(), before.plan(), entry.at()));
        }
        String detail = reached == State.RUNNING ? "" : entry.text();
        Proposal after = before.withStep(index, step.with(reached, detail, entry.at()))
                .with(before.status(), before.note(), entry.at());
        return reached == State.FAILED && LeftOut.goesOn(before, index)
                ? LeftOut.after(after, index, entry.at())
                : after;
    }

    private Proposal rested(Proposal before, JournalEntry entry) {
        state = Inbox.resting(state, before, term, entry.at());
        return before;
    }

    private Proposal ended(Proposal proposal, Status status, JournalEntry entry) {
        Proposal before = status == Status.REJECTED ? rested(proposal, entry) : proposal;
        return before.withSteps(before.steps().stream()
                        .map(s -> s.mayStillRun() && s.state() != State.UNKNOWN
                                ? s.with(State.NOT_RUN, "", entry.at())
                                : s)
                        .toList())
                .with(status, entry.text(), entry.at());
    }

    private Proposal atTheEnd(Proposal proposal) {
        return switch (proposal.status()) {
            case OPEN -> expired(proposal, start);
            case RUNNING, SUSPENDED -> interrupted(proposal);
            case INTERRUPTED, DONE, FAILED, HALTED, REJECTED, EXPIRED, SUPERSEDED -> proposal;
        };
    }

    private Proposal expired(Proposal open, Instant found) {
        JournalEntry entry = new JournalEntry(
                found,
                JournalEntry.Kind.EXPIRED,
                open.id().toString(),
                "master",
                "The master ended before an operator answered.");
        return ended(open, Status.EXPIRED, entry);
    }

    private static Proposal interrupted(Proposal proposal) {
        List<StepProgress> steps = proposal.steps().stream()
                .map(s -> s.state() == State.RUNNING
                        ? s.with(State.UNKNOWN, "Its command was sent; what became of it was not seen.", s.changedAt())
                        : s)
                .toList();
        // how many steps are done is seen with the next reading: a number here would be another than that
        return proposal.withSteps(steps)
                .with(Status.INTERRUPTED, "The master ended in the middle of it.", proposal.changedAt());
    }
}
