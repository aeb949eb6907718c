package dev.headroom.backend.control.core;

import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.AutomaticLimits;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The core in the hands of a test: a clock that it moves, a cluster that obeys, and all effects so far. */
final class Loop {
    static final String OPERATOR = "ann";
    static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final int MOST_ROUNDS = 500;
    private static final Duration MOMENT = Duration.ofMillis(100);

    final PerfectCluster cluster;
    final ScriptedJudgement judgement;
    private final List<JournalEntry> before = new ArrayList<>();
    final List<Effect> effects = new ArrayList<>();
    final SharingPolicy policy = SharingPolicy.defaults();
    private final ControlCore core;
    private final AutomaticLimits limits;
    Instant now;
    ControlState state;

    Loop(Mode mode) {
        this(mode, Map.of());
    }

    Loop(Mode mode, Map<ServiceId, Mode> serviceModes) {
        this(mode, serviceModes, new PerfectCluster());
    }

    Loop(Mode mode, Map<ServiceId, Mode> serviceModes, PerfectCluster cluster) {
        this(
                serviceModes,
                AutomaticLimits.NONE,
                cluster,
                new ScriptedJudgement(),
                PerfectCluster.START,
                mode,
                List.of());
    }

    /** In automatic mode, which may go so far. */
    Loop(AutomaticLimits limits) {
        this(
                Map.of(),
                limits,
                new PerfectCluster(),
                new ScriptedJudgement(),
                PerfectCluster.START,
                Mode.AUTOMATIC,
                List.of());
    }

    private Loop(
            Map<ServiceId, Mode> serviceModes,
            AutomaticLimits limits,
            PerfectCluster cluster,
            ScriptedJudgement judgement,
            Instant now,
            Mode mode,
            List<JournalEntry> past) {
        this.limits = limits;
        this.cluster = cluster;
        this.judgement = judgement;
        this.now = now;
        core = new ControlCore(
                new ControlSettings(policy, serviceModes, limits),
                action -> action.mutates()
                        ? List.of(new ExactCommand(action.host(), "do " + action.describe(), cluster.limit()))
                        : List.of(),
                judgement);
        state = core.resumed(mode, past, now);
    }

    /** The next master after this one has ended, with the same hosts and with all that was written down. */
    Loop restarted(Mode mode) {
        List<JournalEntry> past = Stream.concat(before.stream(), written()).toList();
        Loop next = new Loop(Map.of(), limits, cluster, judgement, now, mode, past);
        next.before.addAll(past);
        next.before.add(
                new JournalEntry(now, JournalEntry.Kind.STARTED, "master", "master", "Started in manual mode."));
        return next;
    }

    private Stream<JournalEntry> written() {
        return effects.stream().filter(Effect.Note.class::isInstance).map(e -> ((Effect.Note) e).entry());
    }

    /** Gives the event to the core; the effects of this event alone. */
    List<Effect> happens(Event event) {
        Transition transition = core.step(state, event, now);
        state = transition.state();
        effects.addAll(transition.effects());
        return transition.effects();
    }

    List<Effect> asked(Intent intent) {
        return happens(new Event.Asked(intent));
    }

    /** The refusal that the intent would get, if it were asked for now. */
    Optional<String> refusalOf(Intent intent) {
        return refusals(core.step(state, new Event.Asked(intent), now).effects()).stream()
                .findFirst();
    }

    void after(Duration time) {
        now = now.plus(time);
    }

    /** A proposal to borrow for web, open. */
    Proposal proposed() {
        return proposed(PerfectCluster.borrow(PerfectCluster.WEB, 1, 10));
    }

    /** The plan, proposed after the next reading. */
    Proposal proposed(Plan plan) {
        judgement.propose(plan);
        observes();
        return open();
    }

    /** A proposal to borrow for web, approved: the command of its first step is on the way. */
    Proposal approved() {
        Proposal proposal = proposed();
        approves(proposal);
        return proposal;
    }

    /** From now on no plan is needed for the service. */
    void settlesDown(ServiceId service) {
        judgement.say(new Verdict.NoChange(service, List.of()));
    }

    /** A reading of all hosts, asked for and arrived one interval later. */
    List<Effect> observes() {
        after(INTERVAL);
        return observesAsOf(now);
    }

    /** A reading that arrives now, but for which the hosts were asked at {@code asked}. */
    List<Effect> observesAsOf(Instant asked) {
        return happens(new Event.Observed(cluster.read(asked)));
    }

    /** The operator agrees; no command is sent before the hosts have been read anew. */
    List<Effect> agreesTo(Proposal proposal) {
        return asked(new Intent.Approve(proposal.id(), proposal.plan().basisRevision(), OPERATOR));
    }

    /** The operator agrees, and the hosts are read at once. */
    List<Effect> approves(Proposal proposal) {
        List<Effect> answered = agreesTo(proposal);
        if (again(proposal).steps().stream().noneMatch(StepProgress::isWaiting)) {
            return answered;
        }
        return Stream.concat(answered.stream(), readAtOnce().stream()).toList();
    }

    /** A reading of all hosts, asked for because somebody is in a hurry, and there within a moment. */
    List<Effect> readAtOnce() {
        after(MOMENT);
        return observesAsOf(now);
    }

    /** The only open proposal. */
    Proposal open() {
        List<Proposal> open = state.open();
        if (open.size() != 1) {
            throw new AssertionError("Expected one open proposal: " + state.proposals());
        }
        return open.getFirst();
    }

    Proposal again(Proposal proposal) {
        return state.proposal(proposal.id()).orElseThrow();
    }

    List<Effect.Send> sent() {
        return sends(effects);
    }

    /** Commands whose outcome the core has not heard yet, in the order in which they were sent. */
    List<Effect.Send> onTheWay() {
        return sent().stream()
                .filter(send -> state.proposal(send.permit().proposal())
                        .filter(p -> p.steps().get(send.step()).state() == StepProgress.State.RUNNING)
                        .isPresent())
                .toList();
    }

    /** This command did what it should, and ended well. */
    void works(Effect.Send send) {
        cluster.apply(send.action());
        happens(new Event.CommandEnded(send.permit().proposal(), send.step(), new CommandOutcome.Ran("")));
    }

    /** All commands do what they should and are seen, until every plan has ended or waits. */
    void goesOn() {
        observes();
        for (int rounds = 0; !onTheWay().isEmpty() || waitsForReading(); rounds++) {
            if (rounds > MOST_ROUNDS) {
                throw new AssertionError("It does not come to an end: " + state.running());
            }
            onTheWay().forEach(this::works);
            observes();
        }
    }

    private boolean waitsForReading() {
        return state.running().stream()
                .flatMap(p -> p.steps().stream())
                .anyMatch(
                        s -> s.isWaiting() || (s.inFlight() && s.step().action().holds(cluster.truth())));
    }

    /** The only proposal that runs. */
    Proposal running() {
        if (state.running().size() != 1) {
            throw new AssertionError("Expected one running proposal: " + state.proposals());
        }
        return state.running().getFirst();
    }

    Effect.Send lastSent() {
        return sent().getLast();
    }

    static List<Effect.Send> sends(List<Effect> among) {
        return among.stream()
                .filter(Effect.Send.class::isInstance)
                .map(Effect.Send.class::cast)
                .toList();
    }

    List<JournalEntry.Kind> journal() {
        return written().map(JournalEntry::kind).toList();
    }

    static List<String> refusals(List<Effect> among) {
        return among.stream()
                .filter(Effect.Refuse.class::isInstance)
                .map(e -> ((Effect.Refuse) e).sentence())
                .toList();
    }

    /** The command on the way ended so; the cluster did not change. */
    void ends(CommandOutcome outcome) {
        Effect.Send send = lastSent();
        happens(new Event.CommandEnded(send.permit().proposal(), send.step(), outcome));
    }

    /** The command on the way did what it should, and ended well. */
    void works() {
        cluster.apply(lastSent().action());
        ends(new CommandOutcome.Ran(""));
    }

    List<StepProgress.State> steps(Proposal proposal) {
        return again(proposal).steps().stream().map(StepProgress::state).toList();
    }
}
