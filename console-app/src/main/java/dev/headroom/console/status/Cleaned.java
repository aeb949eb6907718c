package dev.headroom.console.status;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.HostKeyNotice;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Notice;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.Prospects;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.remote.Printable;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.Unchangeable;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.Verdict;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A state that is safe to show. Text of a host can be part of reasons, sentences and details; here, on its only way
 * into the window, every character that controls a terminal or the direction of writing is spelled out. Names need no
 * cleaning: their types allow letters, digits and few other characters. Pure.
 */
public final class Cleaned {
    private Cleaned() {}

    public static ControlState of(ControlState state) {
        return state.retold(
                new Observation(
                        snapshot(state.snapshot()),
                        state.observation().hosts().stream().map(Cleaned::host).toList(),
                        state.observation().listsReadAt(),
                        state.observation().freshFor(),
                        state.observation().paces()),
                state.verdicts().stream().map(Cleaned::verdict).toList(),
                state.proposals().stream().map(Cleaned::proposal).toList(),
                state.notices().stream()
                        .map(notice ->
                                new Notice(notice.at(), notice.severity(), notice.topic(), text(notice.sentence())))
                        .toList());
    }

    private static String text(String text) {
        return Printable.of(text);
    }

    private static List<String> texts(List<String> texts) {
        return texts.stream().map(Cleaned::text).toList();
    }

    private static HostStatus host(HostStatus status) {
        return new HostStatus(
                status.host(),
                text(status.address()),
                status.state(),
                status.sentence().map(Cleaned::text),
                status.since(),
                texts(status.notes()),
                status.lacking().map(Cleaned::text),
                status.hostKey()
                        .map(key -> new HostKeyNotice(
                                key.kind(), text(key.address()), text(key.type()), key.fingerprint(), key.picture())),
                status.facts().map(Cleaned::facts),
                status.answered());
    }

    private static HostStatus.Facts facts(HostStatus.Facts facts) {
        SortedMap<String, String> values = new TreeMap<>();
        facts.values().forEach((source, value) -> values.put(text(source), text(value)));
        return new HostStatus.Facts(facts.at(), values);
    }

    private static ClusterSnapshot snapshot(ClusterSnapshot snapshot) {
        return new ClusterSnapshot(
                snapshot.revision(),
                snapshot.takenAt(),
                snapshot.directors().stream()
                        .map(director -> new Director(
                                director.id(),
                                reading(director.table()),
                                director.unchangeable().stream()
                                        .map(u -> new Unchangeable(u.service(), text(u.why())))
                                        .toList()))
                        .toList(),
                snapshot.servers().stream()
                        .map(server -> server.with(reading(server.load()), reading(server.containers()))
                                .withUnchangeable(server.unchangeable().map(Cleaned::text)))
                        .toList(),
                snapshot.services().stream()
                        .map(service -> service.withDemand(reading(service.demand())))
                        .toList());
    }

    private static <T> Reading<T> reading(Reading<T> reading) {
        return switch (reading) {
            case Reading.Fresh<T> fresh -> fresh;
            case Reading.Stale<T>(var value, var at, String reason) -> new Reading.Stale<>(value, at, text(reason));
            case Reading.Missing<T>(String reason) -> new Reading.Missing<>(text(reason));
        };
    }

    private static Verdict verdict(Verdict verdict) {
        return switch (verdict) {
            case Verdict.NoChange(var service, List<String> reasons) -> new Verdict.NoChange(service, texts(reasons));
            case Verdict.Undecided(var service, List<String> reasons) -> new Verdict.Undecided(service, texts(reasons));
            case Verdict.Proposed(Plan plan) -> new Verdict.Proposed(plan(plan));
        };
    }

    private static Plan plan(Plan plan) {
        return new Plan(
                plan.kind(),
                plan.service(),
                plan.basisRevision(),
                plan.amount(),
                plan.steps(),
                plan.forecast(),
                texts(plan.reasons()),
                plan.whyNot().stream()
                        .map(other ->
                                new Plan.WhyNot(text(other.subject()), text(other.reason()), text(other.remedy())))
                        .toList());
    }

    private static Proposal proposal(Proposal proposal) {
        return new Proposal(
                proposal.id(),
                plan(proposal.plan()),
                proposal.steps().stream().map(Cleaned::step).toList(),
                proposal.status(),
                proposal.openedAt(),
                proposal.changedAt(),
                text(proposal.note()),
                new Prospects(
                        proposal.prospects().approval().map(Cleaned::text),
                        proposal.prospects().undo().map(Cleaned::text),
                        proposal.prospects().automatic().map(Cleaned::text),
                        proposal.prospects().announced().map(Cleaned::text),
                        proposal.prospects().risks().stream().map(Cleaned::text).toList()),
                text(proposal.approvedBy()));
    }

    private static StepProgress step(StepProgress step) {
        return new StepProgress(
                step.step(),
                step.commands().stream()
                        .map(command -> new ExactCommand(command.host(), text(command.text()), command.within()))
                        .toList(),
                step.state(),
                text(step.detail()),
                step.changedAt(),
                step.refusal(),
                step.late());
    }
}
