package dev.headroom.backend.control.restraint;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Notice.Severity;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.RevertReport;
import dev.headroom.backend.control.RevertReport.Outcome;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which plans a director takes back by itself when this master dies, and what is told of that. Pure. */
public final class Reverting {
    private Reverting() {}

    /**
     * The changes of {@code running} on the director of {@code action} that it takes back; none where it takes none back. What a reading
     * showed before this master sent anything is somebody else's, and stays.
     */
    public static List<TableAction> of(Proposal running, Action action) {
        return action instanceof TableAction there && isTakenBack(running.plan().kind())
                ? running.steps().stream()
                        .filter(step -> step.mayStillRun() || step.state() == StepProgress.State.DONE)
                        .map(step -> step.step().action())
                        .filter(TableAction.class::isInstance)
                        .map(TableAction.class::cast)
                        .filter(change -> change.mutates() && change.director().equals(there.director()))
                        .toList()
                : List.of();
    }

    /**
     * A failover, a restoration, a recall, an evacuation and an undo are safe ends when they are half done; taking one back would
     * send clients to what is dead, or put the lender above its limit again.
     */
    private static boolean isTakenBack(PlanKind kind) {
        return switch (kind) {
            case BORROW, MAKE_ROOM, BALANCE, GIVE_BACK -> true;
            case FAILOVER, RECALL, EVACUATE, RESTORE, UNDO -> false;
        };
    }

    /**
     * The plans that stay armed: those that run, or of which a host is not read. One that gave way does not: a more urgent plan has
     * decided since what shall get clients. Its next command arms it again.
     */
    public static Set<ProposalId> armed(ControlState state) {
        return state.proposals().stream()
                .filter(p -> p.status() == Proposal.Status.RUNNING || p.status() == Proposal.Status.INTERRUPTED)
                .filter(p -> isTakenBack(p.plan().kind()))
                .map(Proposal::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The state in which the operator is told of it. */
    public static ControlState told(ControlState state, RevertReport report, Instant now) {
        ControlState next = onCard(report)
                .flatMap(note -> state.proposal(report.plan())
                        .filter(proposal -> proposal.status().live())
                        .filter(proposal -> !proposal.note().contains(note))
                        .map(proposal -> state.replacing(saying(proposal, note))))
                .orElse(state);
        return switch (report.outcome()) {
            case Outcome.Armed() -> next;
            case Outcome.NotArmed _ -> next.noting(now, Severity.WARNING, sentence(report));
            case Outcome.Reverted(boolean ours) ->
                (ours ? next.withMemory(remembering(next, report, now)) : next)
                        .noting(now, Severity.WARNING, sentence(report));
        };
    }

    /** What the director may have set is ours, as if this master had set it: it clears away what is left of that. */
    private static SharingMemory remembering(ControlState state, RevertReport report, Instant now) {
        SharingMemory memory = state.memory();
        Optional<Plan> plan = state.proposal(report.plan()).map(Proposal::plan);
        if (plan.isEmpty() || !isTakenBack(plan.get().kind())) {
            return memory;
        }
        Set<List<Object>> seen = new HashSet<>();
        for (Action action : plan.get().actions()) {
            if (action instanceof TableAction change
                    && change.mutates()
                    && change.director().equals(report.director())
                    && seen.add(List.of(change.service(), change.endpoint()))) {
                Optional<TableAction> set = takenBack(change);
                memory = set.isPresent() ? memory.recorded(set.get(), plan.get(), now) : memory;
            }
        }
        return memory;
    }

    /** Whether the director's part of {@code plan}, taken back, leaves {@code is} of a destination: empty where it is removed. */
    public static boolean leaves(
            Plan plan, DirectorId director, ServiceId service, Endpoint endpoint, Optional<DestinationSpec> is) {
        Optional<TableAction> first = plan.actions().stream()
                .filter(TableAction.class::isInstance)
                .map(TableAction.class::cast)
                .filter(change -> change.mutates()
                        && change.director().equals(director)
                        && change.service().equals(service)
                        && change.endpoint().equals(endpoint))
                .findFirst();
        boolean drained =
                first.filter(TableAction.AddDestination.class::isInstance).isPresent() && is.isEmpty();
        return drained
                || first.flatMap(Reverting::takenBack)
                        .filter(back ->
                                back instanceof TableAction.SetWeight set && is.equals(Optional.of(set.after())))
                        .isPresent();
    }

    /** What takes back the changes of an entry of which {@code first} is the first. */
    private static Optional<TableAction> takenBack(TableAction first) {
        return switch (first) {
            case TableAction.AddDestination(var director, var service, var address, var spec) ->
                Optional.of(new TableAction.SetWeight(director, service, address, spec, Weight.ZERO));
            case TableAction.SetWeight set ->
                Optional.<TableAction>of(new TableAction.SetWeight(
                                set.director(),
                                set.service(),
                                set.address(),
                                set.after(),
                                set.before().weight()))
                        .filter(_ -> !set.before().weight().isQuiesced());
            case TableAction.RemoveDestination _, TableAction.AwaitDrained _ -> Optional.empty();
        };
    }

    private static Proposal saying(Proposal proposal, String note) {
        String both = "%s %s".formatted(proposal.note(), note).strip();
        return proposal.with(proposal.status(), both, proposal.changedAt());
    }

    /** What the card of the proposal says. */
    private static Optional<String> onCard(RevertReport report) {
        return switch (report.outcome()) {
            case Outcome.Armed() ->
                Optional.of("If this master dies, %s takes its part back by itself."
                        .formatted(report.director().name()));
            case Outcome.NotArmed _ ->
                Optional.of("If this master dies, %s keeps its part as it is then."
                        .formatted(report.director().name()));
            case Outcome.Reverted(boolean ours) ->
                Optional.of("%s has taken its part back by itself."
                                .formatted(report.director().name()))
                        .filter(_ -> ours);
        };
    }

    /** The journal's entry; none where the state has told of the same before. */
    public static Optional<JournalEntry> entry(ControlState before, RevertReport report, Instant now) {
        String sentence = sentence(report);
        boolean known = before.notices().stream().anyMatch(n -> n.sentence().equals(sentence));
        return known
                ? Optional.empty()
                : Optional.of(new JournalEntry(
                        now, JournalEntry.Kind.REVERT, report.plan().toString(), "master", sentence));
    }

    private static String sentence(RevertReport report) {
        String director = report.director().name();
        return switch (report.outcome()) {
            case Outcome.Armed() ->
                "%s takes its part of %s back by itself if this master dies.".formatted(director, report.plan());
            case Outcome.NotArmed(String why) ->
                "%s cannot take its part of %s back by itself if this master dies: %s. The plan goes on."
                        .formatted(director, report.plan(), why);
            case Outcome.Reverted(boolean ours) ->
                "%s has taken its part of %s%s back by itself, as far as it could, for the master that ran it did not renew the lease there."
                        .formatted(director, report.plan(), ours ? "" : ", a plan of another installation,");
        };
    }
}
