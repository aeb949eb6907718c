package dev.headroom.console.proposals;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.link.OfferWords;
import dev.headroom.console.fx.NaturalOrder;
import dev.headroom.console.fx.NumberText;
import dev.headroom.console.status.Since;
import dev.headroom.console.status.Standings;
import dev.headroom.console.status.StepRow;
import dev.headroom.console.status.WallTime;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.plan.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Projects a state to the cards of the inbox: live proposals, the most urgent first, and those that ended just now.
 * Pure.
 */
final class CardProjection {
    /** How long a success or a refusal stays visible; a failure stays ten times as long. */
    private static final Duration SUCCESS_IN_SIGHT = Duration.ofMinutes(2);

    private static final Duration FAILURE_IN_SIGHT = Duration.ofMinutes(20);
    private static final int ENDED_AT_MOST = 3;
    /** How many lenders a card names where there are more than one more. */
    private static final int LENDERS_NAMED = 3;

    private final ControlState state;
    private final Instant now;

    private CardProjection(ControlState state, Instant now) {
        this.state = state;
        this.now = now;
    }

    static List<ProposalCard> of(ControlState state, Instant now) {
        return new CardProjection(state, now).cards();
    }

    private List<ProposalCard> cards() {
        Stream<Proposal> live = state.proposals().stream()
                .filter(proposal -> proposal.status().live())
                .sorted(Comparator.comparingInt(
                                (Proposal proposal) -> proposal.status() == Proposal.Status.RUNNING ? 0 : 1)
                        .thenComparingInt(this::priority)
                        .thenComparing(Proposal::id));
        Stream<Proposal> ended = state.proposals().stream()
                .filter(this::endedJustNow)
                .sorted(Comparator.comparing(Proposal::changedAt).reversed())
                .limit(ENDED_AT_MOST);
        return Stream.concat(live, ended).map(this::card).toList();
    }

    private boolean endedJustNow(Proposal proposal) {
        Duration age = Duration.between(proposal.changedAt(), now);
        return switch (proposal.status()) {
            case OPEN, RUNNING, SUSPENDED, INTERRUPTED -> false;
            case SUPERSEDED ->
                age.compareTo(SUCCESS_IN_SIGHT) < 0 && !hasLive(proposal.plan().service());
            case DONE, REJECTED, EXPIRED -> age.compareTo(SUCCESS_IN_SIGHT) < 0;
            case FAILED, HALTED -> age.compareTo(FAILURE_IN_SIGHT) < 0;
        };
    }

    /** Whether the service has a live proposal: a withdrawn one need not be shown then. */
    private boolean hasLive(ServiceId service) {
        return state.proposals().stream()
                .anyMatch(proposal ->
                        proposal.status().live() && proposal.plan().service().equals(service));
    }

    private ProposalCard card(Proposal proposal) {
        Plan plan = proposal.plan();
        return new ProposalCard(
                proposal.id(),
                proposal.status(),
                Standings.of(proposal.status()),
                new ProposalCard.Headline(
                        proposal.id() + priorityText(proposal),
                        Standings.verb(plan.kind()) + " · " + plan.service(),
                        OfferWords.amount(plan).orElse(""),
                        from(plan, LENDERS_NAMED),
                        from(plan, Integer.MAX_VALUE),
                        "Offered " + WallTime.exact(proposal.openedAt())),
                Since.of(proposal.status().live() ? proposal.openedAt() : proposal.changedAt(), now),
                new ProposalCard.Progress(
                        StepRow.of(proposal.steps(), now), progress(proposal), note(proposal), stopNote(proposal)),
                new ProposalCard.Argument(reasons(proposal), plan.forecast(), plan.whyNot()),
                new ProposalCard.Answers(
                        plan.basisRevision(),
                        OfferWords.scope(plan),
                        refusal(proposal),
                        leftBy(proposal),
                        proposal.undoable()));
    }

    private String priorityText(Proposal proposal) {
        int priority = priority(proposal);
        return priority == Integer.MAX_VALUE ? "" : " · priority " + priority;
    }

    private int priority(Proposal proposal) {
        return state.snapshot()
                .service(proposal.plan().service())
                .map(VirtualService::priority)
                .orElse(Integer.MAX_VALUE);
    }

    private static String from(Plan plan, int named) {
        List<String> servers = plan.actions().stream()
                .filter(action -> plan.kind() != PlanKind.MAKE_ROOM || action instanceof ContainerAction.StopContainer)
                .flatMap(action -> lender(action).stream())
                .distinct()
                .map(ServerId::name)
                .sorted(NaturalOrder.NAMES)
                .toList();
        String word = switch (plan.kind()) {
            case GIVE_BACK, RECALL -> "back to ";
            case MAKE_ROOM -> "on ";
            case BORROW, FAILOVER, EVACUATE, BALANCE, RESTORE, UNDO -> "from ";
        };
        return servers.isEmpty() ? "" : word + names(servers, named);
    }

    private static String names(List<String> servers, int named) {
        int more = servers.size() - named;
        return more > 1
                ? String.join(", ", servers.subList(0, named)) + " and %d more".formatted(more)
                : String.join(", ", servers);
    }

    private static Optional<ServerId> lender(Action action) {
        return switch (action) {
            case Wait _, TableAction _ -> Optional.empty();
            case ContainerAction change -> Optional.of(change.container().server());
        };
    }

    /** The note of the card; empty for an interrupted proposal, whose sentence above it says all. */
    private String note(Proposal proposal) {
        return proposal.status() == Proposal.Status.INTERRUPTED
                ? ""
                : proposal.waitsForOperator(state.mode()).orElse(proposal.note());
    }

    /** The reasons for the plan, and what it may cost clients. */
    private static List<String> reasons(Proposal proposal) {
        return Stream.concat(
                        proposal.plan().reasons().stream(),
                        proposal.prospects().risks().stream().map(risk -> "Risk: " + risk))
                .toList();
    }

    private static String progress(Proposal proposal) {
        if (isUntouched(proposal)) {
            return "";
        }
        return "%d of %s done"
                .formatted(proposal.done(), NumberText.count(proposal.steps().size(), "step"));
    }

    /** Whether none of its steps was ever begun, and none is about to begin. */
    private static boolean isUntouched(Proposal proposal) {
        return switch (proposal.status()) {
            case OPEN -> true;
            case REJECTED, EXPIRED, SUPERSEDED ->
                proposal.steps().stream()
                        .map(StepProgress::state)
                        .allMatch(step -> step == StepProgress.State.PENDING || step == StepProgress.State.NOT_RUN);
            case RUNNING, SUSPENDED, INTERRUPTED, DONE, FAILED, HALTED -> false;
        };
    }

    /** Why the core would refuse the approval; only for a proposal that waits for an answer. */
    private static Optional<String> refusal(Proposal proposal) {
        return proposal.isAwaited() ? proposal.prospects().approval() : Optional.empty();
    }

    private static Optional<String> leftBy(Proposal proposal) {
        return proposal.prospects()
                .automatic()
                .map(why -> "Automatic mode leaves this to you: " + why)
                .or(() -> proposal.prospects().announced());
    }

    private static String stopNote(Proposal proposal) {
        List<StepProgress> steps = proposal.steps();
        boolean rest = steps.stream().anyMatch(step -> step.state() == StepProgress.State.NOT_RUN);
        String tail = rest ? " The rest was not run." : "";
        return switch (proposal.status()) {
            case FAILED -> wentOn(steps) ? proposal.note() : "Step %d failed.%s".formatted(failedStep(steps), tail);
            case HALTED -> "Halted after step %d of %d.%s".formatted(proposal.done(), steps.size(), tail);
            case INTERRUPTED ->
                "%s %d of %d steps are seen to be done. Nothing of it runs until you decide: finish it, undo it or leave it."
                        .formatted(proposal.note(), proposal.done(), steps.size());
            case OPEN, RUNNING, SUSPENDED, DONE, REJECTED, EXPIRED, SUPERSEDED -> "";
        };
    }

    /** Whether the plan went on at other directors after its first failed step: then its note says what is owed. */
    private static boolean wentOn(List<StepProgress> steps) {
        // a plan that ended so without a failed step has passed over one whose answer did not come
        return steps.stream().noneMatch(step -> step.state() == StepProgress.State.FAILED)
                || steps.stream().skip(failedStep(steps)).anyMatch(StepProgress::finished);
    }

    private static int failedStep(List<StepProgress> steps) {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i).state() == StepProgress.State.FAILED) {
                return i + 1;
            }
        }
        return steps.size();
    }
}
