package dev.headroom.ma2scf.sharing.rules;

import dev.headroom.ma2scf.finder.Finding;
import dev.headroom.ma2scf.finder.Remedies;
import dev.headroom.ma2scf.finder.Request;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.TableAction;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.plan.Wait;
import dev.headroom.ma2scf.sharing.facts.Remark;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.lending.Round;
import dev.headroom.ma2scf.sharing.writing.LoanPlans;
import dev.headroom.ma2scf.sharing.writing.MakeRoomPlan;
import dev.headroom.ma2scf.sharing.writing.Shortage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Asks the finder once for all services that are short, and makes verdicts of what it found. */
final class FinderRound {
    private final Round round;
    private final Situation situation;

    FinderRound(Round round) {
        this.round = round;
        situation = round.situation();
    }

    /** One for each outcome, in their order. */
    List<Verdict> verdicts(Collection<Outcome> outcomes) {
        List<Request> requests = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Lacking(Shortage shortage)) {
                requests.add(shortage.request());
            }
        }
        Map<ServiceId, Finding> findings = new TreeMap<>();
        round.find(requests).forEach(f -> findings.put(f.service(), f));
        List<Verdict> verdicts = outcomes.stream()
                .map(outcome -> switch (outcome) {
                    case Outcome.Settled(Verdict verdict) -> verdict;
                    case Outcome.Lacking(Shortage shortage) -> answer(shortage, requests, findings);
                })
                .map(FinderRound::compact)
                .map(this::withGaps)
                .toList();
        return withRoomMade(verdicts, outcomes, findings);
    }

    private Verdict answer(Shortage shortage, List<Request> requests, Map<ServiceId, Finding> findings) {
        return Optional.ofNullable(findings.get(shortage.view().id()))
                .map(finding -> LoanPlans.of(
                        shortage,
                        finding,
                        Remedies.ofMostAvailable(shortage.request(), requests, round.lenders(), findings),
                        situation))
                .orElseGet(() -> new Verdict.Undecided(
                        shortage.view().id(), List.of("The finder said nothing of this service.")));
    }

    /** Where no start can help, a loan of another may be in the way. */
    private List<Verdict> withRoomMade(
            List<Verdict> verdicts, Collection<Outcome> outcomes, Map<ServiceId, Finding> findings) {
        Set<ServiceId> untouchable = new TreeSet<>();
        for (Verdict verdict : verdicts) {
            if (verdict instanceof Verdict.Proposed(Plan plan)) {
                plan.actions().forEach(action -> changed(action).ifPresent(untouchable::add));
            }
        }
        RoomSearch rule = new RoomSearch(round, findings);
        Map<ServiceId, Verdict> made = new TreeMap<>();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Lacking(Shortage shortage)
                    && !untouchable.contains(shortage.view().id())) {
                Optional.ofNullable(findings.get(shortage.view().id()))
                        .filter(finding -> finding.chosen().isEmpty())
                        .ifPresent(finding -> rule.room(shortage, untouchable).ifPresent(room -> {
                            untouchable.add(room.borrower().id());
                            made.put(shortage.view().id(), MakeRoomPlan.of(shortage, room, finding, situation));
                        }));
            }
        }
        return verdicts.stream()
                .map(verdict -> Optional.ofNullable(made.get(verdict.service())).orElse(verdict))
                .toList();
    }

    private Optional<ServiceId> changed(Action action) {
        return switch (action) {
            case Wait _ -> Optional.empty();
            case ContainerAction change -> served(change.container());
            case TableAction change -> Optional.of(change.service());
        };
    }

    private Optional<ServiceId> served(ContainerId id) {
        return situation.snapshot().container(id).flatMap(c -> c.role().serving());
    }

    /** A plan says which directors it leaves as they are. */
    private Verdict withGaps(Verdict verdict) {
        if (!(verdict instanceof Verdict.Proposed(Plan plan))) {
            return verdict;
        }
        List<String> reasons = new ArrayList<>(plan.reasons());
        situation.view(verdict.service()).stream()
                .flatMap(view -> situation.reach(view).gaps().stream())
                .map(Remark::sentence)
                .forEach(reasons::add);
        return new Verdict.Proposed(plan.with(plan.forecast(), reasons));
    }

    private static Verdict compact(Verdict verdict) {
        return switch (verdict) {
            case Verdict.NoChange _, Verdict.Undecided _ -> verdict;
            case Verdict.Proposed(Plan plan) ->
                plan.compacted()
                        .<Verdict>map(Verdict.Proposed::new)
                        .orElseGet(() -> new Verdict.NoChange(plan.service(), plan.reasons()));
        };
    }
}
