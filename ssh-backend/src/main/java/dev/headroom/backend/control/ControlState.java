package dev.headroom.backend.control;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.sharing.Decision;
import dev.headroom.ma2scf.sharing.ServerAssessment;
import dev.headroom.ma2scf.sharing.ServiceAssessment;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The whole state of the control loop at one moment. Immutable; safe for several threads at once. See decision 0068.
 *
 * @param halted whether no step begins before the operator resumes
 * @param judged MA2SCF's judgement of the newest readings
 * @param proposals newest first: the live ones and the last that ended
 * @param notices refusals, failures, a missing lease: sentences that the operator should know now, newest first
 * @param continuity what lasts beyond single proposals: how this master ends, rejected kinds of plan, the last
 * proposal number
 * @param adoption whether an operator has agreed to the division of the containers
 */
public record ControlState(
        Mode mode,
        boolean halted,
        Observation observation,
        SharingMemory memory,
        Judged judged,
        List<Proposal> proposals,
        List<Notice> notices,
        Continuity continuity,
        Adoption adoption) {
    public ControlState {
        proposals = List.copyOf(proposals);
        notices = List.copyOf(notices);
    }

    /** A state of a cluster without an operator, with nothing that lasts beyond single proposals. */
    public ControlState(
            Mode mode,
            boolean halted,
            Observation observation,
            SharingMemory memory,
            List<ServiceAssessment> assessments,
            List<Verdict> verdicts,
            List<Proposal> proposals,
            List<Notice> notices) {
        this(
                mode,
                halted,
                observation,
                memory,
                new Judged(assessments, verdicts, List.of()),
                proposals,
                notices,
                Continuity.NEW,
                Adoption.EXEMPT);
    }

    /**
     * MA2SCF's judgement of the newest readings; empty before the first.
     *
     * @param assessments the judgement of each service
     * @param verdicts what Headroom should do for each service
     * @param servers the judgement of each real server
     */
    public record Judged(List<ServiceAssessment> assessments, List<Verdict> verdicts, List<ServerAssessment> servers) {
        public Judged {
            assessments = List.copyOf(assessments);
            verdicts = List.copyOf(verdicts);
            servers = List.copyOf(servers);
        }

        static Judged of(Decision decision) {
            return new Judged(decision.assessments(), decision.verdicts(), decision.servers());
        }
    }

    /** How much may be done for the service: the more careful of the cluster's mode and the service's. */
    public Mode mode(ServiceId service) {
        return mode.atMost(continuity.modes().most(service));
    }

    /** Why this master can change nothing, because it lacks the right to write; empty while it has it. */
    public Optional<String> barred() {
        return continuity.barred();
    }

    /** Whether the hosts refuse the commands of every other master. */
    public boolean holdsLease() {
        return continuity.leasehold().number().isPresent();
    }

    /** The state of a master that has lost the right to write, or does not have it yet: it can only observe. */
    public ControlState withoutLease(String sentence) {
        return withContinuity(continuity.barred(sentence));
    }

    public List<ServiceAssessment> assessments() {
        return judged.assessments();
    }

    public List<Verdict> verdicts() {
        return judged.verdicts();
    }

    public List<ServerAssessment> servers() {
        return judged.servers();
    }

    public ClusterSnapshot snapshot() {
        return observation.snapshot();
    }

    public Optional<Proposal> proposal(ProposalId id) {
        return proposals.stream().filter(p -> p.id().equals(id)).findFirst();
    }

    /** The proposals whose steps run, oldest first. */
    public List<Proposal> running() {
        return with(Proposal.Status.RUNNING).reversed();
    }

    /** The proposals that gave way to more urgent ones and will go on, oldest first. */
    public List<Proposal> suspended() {
        return with(Proposal.Status.SUSPENDED).reversed();
    }

    /**
     * The proposals that an earlier master left unfinished. An operator can approve one (its remaining steps run),
     * undo or reject it.
     */
    public List<Proposal> interrupted() {
        return with(Proposal.Status.INTERRUPTED);
    }

    /** The proposals that wait for approval, newest first. */
    public List<Proposal> open() {
        return with(Proposal.Status.OPEN);
    }

    /** The rejections that hold for {@code service} now. */
    public List<Continuity.Rest> rests(ServiceId service) {
        return continuity.rests(service);
    }

    /** The rejection because of which {@code plan} is not offered now; empty where there is none. */
    public Optional<Continuity.Rest> rest(Plan plan) {
        return rest(plan, snapshot().takenAt());
    }

    /**
     * The rejection because of which {@code plan} is not offered at {@code now}. It holds for the term of a proposal,
     * whatever other container or weight the same plan would take; else the next reading would offer it again. A plan
     * for another fault than the rejected plan's is offered.
     */
    public Optional<Continuity.Rest> rest(Plan plan, Instant now) {
        return rests(plan.service()).stream()
                .filter(r -> r.kind() == plan.kind() && !now.isAfter(r.until()))
                .filter(r -> plan.kind() != PlanKind.FAILOVER
                        || proposal(r.rejected())
                                .filter(p -> Shape.of(p.plan()).equals(Shape.of(plan)))
                                .isPresent())
                .findFirst();
    }

    /** Whether steps may begin: the master is neither halted nor about to end. */
    public boolean mayBegin() {
        return !halted && continuity.closing() == Continuity.Closing.NOT;
    }

    /** Whether this master can end now with every plan as {@link Continuity.Closing} demands. */
    public boolean mayClose() {
        return switch (continuity.closing()) {
            case NOT, FINISH, UNDO -> running().isEmpty() && suspended().isEmpty();
            case LEAVE -> running().stream().noneMatch(Proposal::hasCommandInFlight);
        };
    }

    private List<Proposal> with(Proposal.Status status) {
        return proposals.stream().filter(p -> p.status() == status).toList();
    }

    /** This state with other texts, for a window or terminal; all else stays. */
    public ControlState retold(Observation shown, List<Verdict> said, List<Proposal> offered, List<Notice> noticed) {
        return new ControlState(
                mode,
                halted,
                shown,
                memory,
                new Judged(assessments(), said, servers()),
                offered,
                noticed,
                continuity,
                adoption);
    }

    public ControlState withObservation(Observation next) {
        return new ControlState(mode, halted, next, memory, judged, proposals, notices, continuity, adoption);
    }

    public ControlState withDecision(Decision decision) {
        return new ControlState(
                mode,
                halted,
                observation,
                decision.memory(),
                Judged.of(decision),
                proposals,
                notices,
                continuity,
                adoption);
    }

    public ControlState withAdoption(Adoption next) {
        return new ControlState(mode, halted, observation, memory, judged, proposals, notices, continuity, next);
    }

    public ControlState withMode(Mode next) {
        return new ControlState(next, halted, observation, memory, judged, proposals, notices, continuity, adoption);
    }

    public ControlState withHalted(boolean next) {
        return new ControlState(mode, next, observation, memory, judged, proposals, notices, continuity, adoption);
    }

    /**
     * The state after a fault of the core itself, which judges nothing more: no proposal may be approved before an
     * operator resumes.
     */
    public ControlState haltedByFault(Instant at, String sentence) {
        return withHalted(true)
                .withProposals(proposals.stream()
                        .map(p -> p.withProspects(new Prospects(
                                Optional.of(sentence), p.prospects().undo())))
                        .toList())
                .noting(at, Notice.Severity.FAILURE, Notice.Topic.HALTED, sentence);
    }

    /** Why the master is halted, as {@code Halted by ann.}; empty while it is not, and where that was too long ago. */
    public Optional<String> haltedBecause() {
        return notices.stream()
                .filter(notice -> halted && notice.topic().matter().halts())
                .map(Notice::sentence)
                .findFirst();
    }

    public ControlState withMemory(SharingMemory next) {
        return new ControlState(mode, halted, observation, next, judged, proposals, notices, continuity, adoption);
    }

    public ControlState withProposals(List<Proposal> next) {
        return new ControlState(mode, halted, observation, memory, judged, next, notices, continuity, adoption);
    }

    /** This state after another look at the hosts, with a notice if the first one takes long. */
    public ControlState looked(FirstLook look, Instant at) {
        return withContinuity(continuity.looked(look))
                .notingOnly(
                        at,
                        Notice.Severity.INFORMATION,
                        Notice.Topic.FIRST_LOOK,
                        look.notable().stream().toList());
    }

    /** This state with these notices of a topic and no others; one that is there already stays as it is. */
    public ControlState notingOnly(Instant at, Notice.Severity severity, Notice.Topic topic, List<String> sentences) {
        List<Notice> kept = notices.stream()
                .filter(n -> !n.topic().equals(topic) || sentences.contains(n.sentence()))
                .toList();
        ControlState next =
                new ControlState(mode, halted, observation, memory, judged, proposals, kept, continuity, adoption);
        for (String sentence : sentences) {
            next = kept.stream().anyMatch(n -> n.sentence().equals(sentence))
                    ? next
                    : next.noting(at, severity, topic, sentence);
        }
        return next;
    }

    public ControlState withContinuity(Continuity next) {
        return new ControlState(mode, halted, observation, memory, judged, proposals, notices, next, adoption);
    }

    public ControlState replacing(Proposal changed) {
        return withProposals(proposals.stream()
                .map(p -> p.id().equals(changed.id()) ? changed : p)
                .toList());
    }

    /** This state without the notices of a topic, whose sentences no longer hold. */
    public ControlState forgetting(Notice.Topic topic) {
        List<Notice> kept =
                notices.stream().filter(n -> !n.topic().equals(topic)).toList();
        return new ControlState(mode, halted, observation, memory, judged, proposals, kept, continuity, adoption);
    }

    /**
     * This state with one more notice on top. A sentence that is there already moves up, so that a lasting failure
     * cannot crowd out the others.
     */
    public ControlState noting(Instant at, Notice.Severity severity, String sentence) {
        return noting(at, severity, Notice.Topic.OTHER, sentence);
    }

    /** The same, with a topic by which the notice is found again. */
    public ControlState noting(Instant at, Notice.Severity severity, Notice.Topic topic, String sentence) {
        List<Notice> next = new Notice(at, severity, topic, sentence).onTopOf(notices);
        return new ControlState(mode, halted, observation, memory, judged, proposals, next, continuity, adoption);
    }
}
