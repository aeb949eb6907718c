package dev.headroom.backend.control.driver;

import dev.headroom.backend.control.Continuity;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Needs;
import dev.headroom.backend.control.OtherMasters;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.Unanswered;
import dev.headroom.backend.control.core.Words;
import dev.headroom.backend.control.restraint.Restraints;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.AutomaticPlans;
import dev.headroom.ma2scf.sharing.ServiceAssessment;
import dev.headroom.ma2scf.sharing.facts.Remark;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that keeps a master from doing what it might do, in one state: the journal tells when each begins and ends, so
 * that it can be said afterwards why nothing was done. Pure. See decision 0113.
 */
final class Inabilities {
    private static final String MASTER = "master";

    private Inabilities() {}

    /**
     * One thing that stands in the way.
     *
     * @param subject a proposal, a service, a host, or "master"
     * @param matter what it is, in one word; with the subject it is known again
     */
    record Hindrance(String subject, String matter) implements Comparable<Hindrance> {
        private static final Comparator<Hindrance> ORDER =
                Comparator.comparing(Hindrance::subject).thenComparing(Hindrance::matter);

        @Override
        public int compareTo(Hindrance other) {
            return ORDER.compare(this, other);
        }
    }

    /** What stands in the way in {@code state}, with a sentence for each. */
    static SortedMap<Hindrance, String> in(ControlState state) {
        SortedMap<Hindrance, String> found = new TreeMap<>();
        state.barred()
                .ifPresent(why -> found.put(new Hindrance(MASTER, "lease"), "This master may send nothing: " + why));
        state.haltedBecause().ifPresent(why -> found.put(new Hindrance(MASTER, "halt"), "No step begins: " + why));
        state.continuity().look().notable().ifPresent(why -> found.put(new Hindrance(MASTER, "first-look"), why));
        OtherMasters.in(state).forEach(why -> found.put(new Hindrance(MASTER, "other-master"), why));
        if (state.continuity().look().isDone()) {
            state.observation().hosts().forEach(host -> add(found, host));
            Needs.unanswered(state)
                    .forEach(service -> found.put(new Hindrance(service.name(), "service"), why(state, service)));
        }
        state.assessments().forEach(assessment -> owed(found, assessment));
        spent(found, state);
        state.proposals().stream().filter(Proposal::isAwaited).forEach(proposal -> add(found, proposal));
        state.continuity().rests().forEach(rest -> add(found, rest));
        state.continuity().unanswered().stream()
                .filter(command -> !isOnTheWay(state, command))
                .forEach(command -> found.put(
                        new Hindrance(command.proposal().toString(), "unanswered-" + (command.step() + 1)),
                        command.sentence()));
        return found;
    }

    /** What directors lack that others have, or may lack because they are not read. */
    private static void owed(SortedMap<Hindrance, String> found, ServiceAssessment assessment) {
        for (Remark remark : assessment.remarks()) {
            owing(remark)
                    .ifPresent(director -> found.put(
                            new Hindrance(assessment.service().name(), "owed-" + director), remark.sentence()));
        }
    }

    /** The budgets that automatic mode has used up. */
    private static void spent(SortedMap<Hindrance, String> found, ControlState state) {
        Instant now = state.snapshot().takenAt();
        AutomaticPlans automatic = state.continuity().automatic();
        automatic.spent(now).ifPresent(spent -> found.put(new Hindrance(MASTER, "budget"), Restraints.sentence(spent)));
        for (VirtualService service : state.snapshot().services()) {
            automatic
                    .spentBy(service.id(), now)
                    .ifPresent(spent -> found.put(
                            new Hindrance(service.id().name(), "service-budget"), Restraints.sentence(spent)));
        }
    }

    private static Optional<DirectorId> owing(Remark remark) {
        return switch (remark) {
            case Remark.DirectorUnread unread -> Optional.of(unread.director());
            case Remark.TableNotUnderstood part -> Optional.of(part.director());
            case Remark.ServiceAbsent absent -> Optional.of(absent.director());
            case Remark.DirectorUnchangeable refusing -> Optional.of(refusing.director());
            case Remark.Disagreement difference -> Optional.of(difference.lacks());
            case Remark.LoanRemoved removed -> Optional.of(removed.director());
            case Remark.WeightOfAnother _,
                    Remark.WeightChanged _,
                    Remark.RunsByAnother _,
                    Remark.LoanOfAnother _,
                    Remark.Evacuated _,
                    Remark.Ambiguous _ -> Optional.empty();
        };
    }

    private static void add(SortedMap<Hindrance, String> found, HostStatus host) {
        if (host.state() != HostStatus.State.CONNECTED) {
            found.put(
                    new Hindrance(host.host().name(), "host"),
                    "%s is not connected (%s). %s"
                            .formatted(
                                    host.host().name(),
                                    Words.of(host.state()),
                                    host.sentence().orElse(""))
                            .strip());
        }
        host.lacking()
                .ifPresent(why -> found.put(
                        new Hindrance(host.host().name(), "rights"),
                        "No command can change %s: %s".formatted(host.host().name(), why)));
    }

    private static void add(SortedMap<Hindrance, String> found, Proposal proposal) {
        String id = proposal.id().toString();
        proposal.prospects()
                .approval()
                .ifPresent(
                        why -> found.put(new Hindrance(id, "obstacle"), "%s cannot begin now: %s".formatted(id, why)));
        proposal.prospects()
                .automatic()
                .ifPresent(why -> found.put(
                        new Hindrance(id, "automatic"),
                        "Automatic mode leaves %s to an operator: %s".formatted(id, why)));
        proposal.prospects()
                .announced()
                .ifPresent(when -> found.put(
                        new Hindrance(id, "announced"),
                        "Automatic mode does not begin %s yet. %s".formatted(id, when)));
    }

    private static void add(SortedMap<Hindrance, String> found, Continuity.Rest rest) {
        found.put(
                new Hindrance(rest.service().name(), "service-rest-" + Words.of(rest.kind())),
                "%s for %s is not offered for a while, because %s was rejected."
                        .formatted(Words.of(rest.kind()), rest.service(), rest.rejected()));
    }

    /** Why a service that needs something has no proposal. */
    private static String why(ControlState state, ServiceId service) {
        String condition = state.assessments().stream()
                .filter(a -> a.service().equals(service))
                .map(a -> Words.of(a.condition()))
                .findFirst()
                .orElse("unknown");
        List<String> reasons = state.verdicts().stream()
                .filter(v -> v.service().equals(service))
                .findFirst()
                .map(Inabilities::reasons)
                .orElse(List.of());
        return "%s is %s and has no proposal (snapshot %d). %s"
                .formatted(service, condition, state.snapshot().revision(), String.join(" ", reasons))
                .strip();
    }

    private static List<String> reasons(Verdict verdict) {
        return switch (verdict) {
            case Verdict.NoChange(var _, List<String> reasons) -> reasons;
            case Verdict.Undecided(var _, List<String> reasons) -> reasons;
            case Verdict.Proposed(Plan plan) -> plan.reasons();
        };
    }

    /** The answer to each command is waited for a short while. */
    private static boolean isOnTheWay(ControlState state, Unanswered command) {
        Set<StepProgress.State> onTheWay = Set.of(StepProgress.State.RUNNING, StepProgress.State.VERIFYING);
        return state.proposal(command.proposal())
                .filter(p -> onTheWay.contains(p.steps().get(command.step()).state()))
                .isPresent();
    }
}
