package dev.headroom.backend.control.core;

import dev.headroom.backend.control.Adoption;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.FirstLook;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Kept;
import dev.headroom.backend.control.Notice;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.OtherMasters;
import dev.headroom.backend.control.RevertReport;
import dev.headroom.backend.control.concurrency.RefusingDirectors;
import dev.headroom.backend.control.restraint.Learning;
import dev.headroom.backend.control.restraint.Reverting;
import dev.headroom.backend.control.sight.ClockJump;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.policy.ServiceModes;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * The control loop as a pure function: (state, event, now) → (state, effects). No clock, no threads, no input or
 * output: the same events give the same decisions again. Stateless; safe for several threads at once.
 */
public final class ControlCore {
    private final ControlSettings settings;
    private final Function<Action, List<ExactCommand>> preview;
    private final Judgement judgement;
    private final Inbox inbox;
    private final PlanRun run;
    private final RightOfWay rightOfWay;
    private final Obstacles obstacles;
    private final MasterDesk master;
    private final OperatorDesk desk;
    private final AutomaticMode automatic;

    /** @param preview the exact commands of an action, for showing */
    public ControlCore(ControlSettings settings, Function<Action, List<ExactCommand>> preview) {
        this(settings, preview, Judgement.OfMa2scf.with(settings.policy()));
    }

    ControlCore(ControlSettings settings, Function<Action, List<ExactCommand>> preview, Judgement judgement) {
        this.settings = settings;
        this.preview = preview;
        this.judgement = judgement;
        this.inbox = new Inbox(settings, preview, judgement);
        UndoOffer undo = new UndoOffer(judgement, inbox);
        this.run = new PlanRun(settings, judgement, undo);
        this.rightOfWay = new RightOfWay(judgement, run);
        this.obstacles = new Obstacles(judgement, undo);
        this.master = new MasterDesk(run);
        this.desk = new OperatorDesk(settings, obstacles, run, undo, rightOfWay, master);
        this.automatic = new AutomaticMode(settings, obstacles, desk);
    }

    /** The state before the first reading, without a history. */
    public static ControlState initial(Mode mode, Instant now) {
        return new ControlState(
                mode,
                false,
                new Observation(new ClusterSnapshot(0, now, List.of(), List.of(), List.of()), List.of()),
                SharingMemory.EMPTY,
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /**
     * The state before the first reading, restored from the journal of earlier masters: their unfinished plans, their
     * last plans, what they changed, the numbers of their proposals.
     *
     * @param past their journal, oldest first
     */
    public ControlState resumed(Mode mode, List<JournalEntry> past, Instant now) {
        return resumed(initial(mode, now), past, now);
    }

    /**
     * The state before the first reading, restored from the journal and the ledger of earlier masters. A cluster that
     * no operator adopted is only watched.
     */
    public ControlState resumed(Mode mode, Kept kept, List<JournalEntry> past, Instant now) {
        // The wall clock may have been set back since a loan began: it must not last until then and a term longer.
        SharingMemory memory = kept.memory().notAfter(now);
        ControlState resumed = resumed(initial(mode, now, new Kept(kept.adoption(), memory)), past, now);
        // The ledger is newer than the journal about weights: it forgets those that an operator or another program
        // has changed since.
        return kept.equals(Kept.NOTHING)
                ? resumed
                : resumed.withMemory(resumed.memory()
                        .withLasting(memory.loans(), memory.quiesced(), memory.startedFor())
                        .withWeights(
                                memory.weights().isEmpty() ? resumed.memory().weights() : memory.weights())
                        .withSetbacks(
                                memory.stamps().setbacks(), memory.stamps().refusals()));
    }

    private ControlState resumed(ControlState first, List<JournalEntry> past, Instant now) {
        ControlState bounded = first.withContinuity(first.continuity()
                .moded(ServiceModes.of(settings.serviceModes()))
                .acting(first.continuity().automatic().with(settings.limits())));
        return obstacles.withProspects(
                new Restoration(preview, settings.policy().deadlines().proposal(), bounded, now).of(past));
    }

    /** The state before the first reading, with the ledger of an earlier master. */
    static ControlState initial(Mode mode, Instant now, Kept kept) {
        Mode permitted = kept.adoption().permitsChanges() ? mode : Mode.WATCH;
        return initial(permitted, now)
                .withMemory(kept.memory())
                .withAdoption(kept.adoption().begun(now));
    }

    /**
     * The state after {@code event}, with the prospects of all proposals, and the effects that the driver shall carry
     * out.
     */
    public Transition step(ControlState state, Event event, Instant now) {
        return decided(state, event, now)
                .then(next -> marked(next, now))
                .then(next -> Interruption.noticing(state, next))
                .then(obstacles::withProspects)
                .then(next -> automatic.withProspects(next, now));
    }

    private Transition decided(ControlState state, Event event, Instant now) {
        return switch (event) {
            case Event.Observed(Observation observation) -> observed(state, observation, now);
            case Event.Asked(Intent intent) -> desk.answer(state, intent, now);
            case Event.CommandEnded ended -> run.commandEnded(state, ended, now);
            case Event.RevertTold(RevertReport report) ->
                Reverting.entry(state, report, now)
                        .map(entry -> Transition.to(Reverting.told(state, report, now))
                                .with(new Effect.Note(entry)))
                        .orElseGet(() -> Transition.to(state));
            case Event.JournalFailed(String sentence) ->
                master.haltNow(journalFailed(state, sentence, now), "the master", now);
            case Event.LeaseAwaited awaited -> Transition.to(MasterDesk.awaitingLease(state, awaited, now));
            case Event.LeaseSettled(var epoch) -> MasterDesk.leaseSettled(state, epoch, now);
            case Event.Ordered(var order, boolean lifts) -> master.ordered(state, order, lifts, now);
            case Event.LeaseLost(String sentence) ->
                master.haltNow(
                        state.forgetting(Notice.Topic.JOURNAL)
                                .withoutLease(sentence)
                                .noting(now, Notice.Severity.FAILURE, Notice.Topic.BARRED, "Halted: " + sentence),
                        "the master",
                        now);
        };
    }

    /** A master that has lost its lease writes no journal any more: nothing of that can be mended. */
    private static ControlState journalFailed(ControlState state, String sentence, Instant now) {
        return state.halted() && state.barred().isPresent()
                ? state
                : state.noting(
                        now,
                        Notice.Severity.FAILURE,
                        Notice.Topic.JOURNAL,
                        "Halted: the journal cannot be written (%s). Mend that, then resume.".formatted(sentence));
    }

    private ControlState marked(ControlState state, Instant now) {
        return RefusingDirectors.marked(state, settings.policy(), now);
    }

    private static Transition told(ControlState state, ClockJump jump, Instant now) {
        JournalEntry entry = new JournalEntry(now, JournalEntry.Kind.CLOCK, "master", "master", jump.sentence());
        return Transition.to(state.noting(now, Notice.Severity.WARNING, jump.sentence()))
                .with(new Effect.Note(entry));
    }

    private Transition observed(ControlState state, Observation observation, Instant now) {
        // A plan that ends with this reading starts the hold times again, which must precede the verdict on the same
        // reading.
        ClusterSnapshot known = state.adoption().remembering(observation.snapshot());
        Adoption adoption = state.adoption().seen(known);
        Observation usable = observation.with(state.continuity().maintenance().marked(adoption.usable(known)));
        FirstLook look = state.continuity().look().after(usable);
        ControlState looking = SentCommands.expired(state, now)
                .withAdoption(adoption)
                .withObservation(usable)
                .looked(look, now);
        ControlState noted =
                looking.notingOnly(now, Notice.Severity.WARNING, Notice.Topic.OTHER_MASTER, OtherMasters.in(looking));
        return ClockJump.between(state.observation(), observation)
                .map(jump -> told(noted, jump, now))
                .orElseGet(() -> Transition.to(noted))
                .then(next -> marked(next, now))
                .followedBy(next -> Recovery.seen(next, now))
                .followedBy(next -> run.seen(next, now))
                .then(next -> marked(next, now))
                .then(next -> next.withDecision(judgement.decide(next.snapshot(), next.memory())))
                .followedBy(next -> inbox.update(next, now))
                .followedBy(next -> automatic.approve(next, Learning.between(state.memory(), next), now))
                .followedBy(next -> rightOfWay.goOn(next, now));
    }
}
