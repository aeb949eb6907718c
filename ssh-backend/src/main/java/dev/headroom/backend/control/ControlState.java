package dev.headroom.backend.control;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.sharing.Decision;
import dev.headroom.ma2scf.sharing.ServiceAssessment;
import dev.headroom.ma2scf.sharing.SharingMemory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything the control loop knows, at one moment. Immutable; safe to share.
 *
 * @param halted nothing begins until the operator resumes
 * @param proposals newest first; the live ones and the last that ended
 * @param notices what the operator should know now: refusals, failures, missing lease; newest first
 */
public record ControlState(
        Mode mode,
        boolean halted,
        Observation observation,
        SharingMemory memory,
        List<ServiceAssessment> assessments,
        List<Verdict> verdicts,
        List<Proposal> proposals,
        List<Notice> notices) {
    public ControlState {
        assessments = List.copyOf(assessments);
        verdicts = List.copyOf(verdicts);
        proposals = List.copyOf(proposals);
        notices = List.copyOf(notices);
    }

    /** A sentence for the operator. */
    public record Notice(Instant at, Severity severity, String sentence) {}

    /** How much a notice matters. */
    public enum Severity {
        INFORMATION,
        WARNING,
        FAILURE
    }

    public ClusterSnapshot snapshot() {
        return observation.snapshot();
    }

    public Optional<Proposal> proposal(ProposalId id) {
        return proposals.stream().filter(p -> p.id().equals(id)).findFirst();
    }

    /** The one proposal whose steps are being run; empty when none is. */
    public Optional<Proposal> running() {
        return proposals.stream()
                .filter(p -> p.status() == Proposal.Status.RUNNING)
                .findFirst();
    }

    public List<Proposal> open() {
        return proposals.stream()
                .filter(p -> p.status() == Proposal.Status.OPEN)
                .toList();
    }

    private static final int NOTICES = 20;

    ControlState withObservation(Observation next) {
        return new ControlState(mode, halted, next, memory, assessments, verdicts, proposals, notices);
    }

    ControlState withDecision(Decision decision) {
        return new ControlState(
                mode,
                halted,
                observation,
                decision.memory(),
                decision.assessments(),
                decision.verdicts(),
                proposals,
                notices);
    }

    ControlState withMode(Mode next) {
        return new ControlState(next, halted, observation, memory, assessments, verdicts, proposals, notices);
    }

    ControlState withHalted(boolean next) {
        return new ControlState(mode, next, observation, memory, assessments, verdicts, proposals, notices);
    }

    ControlState withMemory(SharingMemory next) {
        return new ControlState(mode, halted, observation, next, assessments, verdicts, proposals, notices);
    }

    ControlState withProposals(List<Proposal> next) {
        return new ControlState(mode, halted, observation, memory, assessments, verdicts, next, notices);
    }

    ControlState replacing(Proposal changed) {
        return withProposals(proposals.stream()
                .map(p -> p.id().equals(changed.id()) ? changed : p)
                .toList());
    }

    /** With one more notice on top; the same sentence again only moves up, so that a lasting trouble cannot flood the rest. */
    ControlState noting(Instant at, Severity severity, String sentence) {
        Stream<Notice> others = notices.stream().filter(n -> !n.sentence().equals(sentence));
        List<Notice> next = Stream.concat(Stream.of(new Notice(at, severity, sentence)), others)
                .limit(NOTICES)
                .toList();
        return new ControlState(mode, halted, observation, memory, assessments, verdicts, proposals, next);
    }
}
