package dev.headroom.backend.control.driver;

import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Kept;
import dev.headroom.backend.control.Notice;
import dev.headroom.backend.control.Notice.Severity;
import dev.headroom.backend.control.RevertReport;
import dev.headroom.backend.control.core.ControlCore;
import dev.headroom.backend.control.core.Effect;
import dev.headroom.backend.control.core.Event;
import dev.headroom.backend.control.core.Leaving;
import dev.headroom.backend.control.core.Transition;
import dev.headroom.backend.control.core.Words;
import dev.headroom.backend.control.leasehold.HostOrder;
import dev.headroom.backend.control.leasehold.Leasehold;
import dev.headroom.backend.control.leasehold.OrderStanding;
import dev.headroom.backend.control.restraint.Reverting;
import dev.headroom.backend.control.sight.Changes;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.policy.Mode;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Drives {@link ControlCore} with one thread and one queue. Events go in from any thread; the master's thread steps
 * the core, carries out the effects in order and publishes the new state. The VMMaster of Chen & Xiao's paper. Safe
 * for several threads at once.
 *
 * <p>A fault in the core halts the master; a fault in a port is logged. Neither ends the thread, because an operator
 * must still be able to observe and to halt.
 */
public final class VmMaster implements AutoCloseable {
    private static final Logger LOG = System.getLogger(VmMaster.class.getName());
    private static final String STOPPING = "The master is stopping.";

    private final ControlCore core;
    private final Ports ports;
    private final Clock clock;
    private final Records records;
    private final Edition edition;
    private final Grounds grounds;
    private final Changes changes = new Changes();
    private final InabilityLog inabilities = new InabilityLog();
    private final Mailbox mailbox;
    private final List<CompletableFuture<ControlState>> waiting = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile ControlState state;
    private volatile boolean closing;
    /** When the event came that is handled now. Used by the master's thread only. */
    private TimeMark decided;

    public VmMaster(ControlCore core, ControlState initial, Ports ports, Clock clock) {
        this(core, initial, ports, clock, Edition.UNTOLD);
    }

    /** @param edition what the journal shall tell of this program and its settings */
    public VmMaster(ControlCore core, ControlState initial, Ports ports, Clock clock, Edition edition) {
        this.edition = edition;
        this.grounds = new Grounds(edition.policy());
        this.core = core;
        this.state = initial;
        this.ports = ports;
        this.clock = clock;
        this.mailbox = new Mailbox(clock);
        this.decided = TimeMark.now(clock);
        this.records = new Records(ports, Kept.of(initial));
        this.thread = Thread.ofPlatform().name("vmmaster").daemon().unstarted(this::loop);
    }

    /** Begins to observe and to decide. Call it once. */
    public void start() {
        record(("Started in %s mode. " + edition.sentence().replace("%", "%%")).strip(), JournalEntry.Kind.STARTED);
        thread.start();
        ports.hosts().whenChanged(this::leaseChanged);
        ports.hosts().orders().whenOrdered(this::ordered);
        ports.hosts().want(state.mode() != Mode.WATCH);
        ports.observer().start(mailbox::observed);
    }

    /**
     * Sends an intent; the future completes when the core has decided. Never blocks. Stages that depend on the future
     * run on the master's thread and must be short.
     */
    public CompletableFuture<Answer> submit(Intent intent) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        mailbox.post(new Event.Asked(intent), answer::complete);
        if (closing) {
            answer.complete(new Answer.Refused(STOPPING));
        }
        return answer;
    }

    /**
     * Connects now to every host that is not connected; from any thread. It decides nothing, so the core has no event
     * for it.
     */
    public void tryAgain() {
        guarded("the observer", ports.observer()::tryAgain);
    }

    /** As {@link #tryAgain()}, for one host. */
    public void tryAgain(HostId host) {
        guarded("the observer", () -> ports.observer().tryAgain(host));
    }

    /** Halts this master, which has lost the right to write. From any thread. */
    public void leaseLost(String sentence) {
        mailbox.post(new Event.LeaseLost(sentence), Mailbox::nobody);
    }

    /** What becomes of the lease of the hosts counts only while the state folder is this master's. */
    private void leaseChanged(HostsLease.Change change) {
        if (ports.lease().refusal().isEmpty()) {
            mailbox.post(
                    switch (change) {
                        case HostsLease.Change.Unwanted() -> new Event.LeaseSettled(Optional.empty());
                        case HostsLease.Change.Taken(long epoch) -> new Event.LeaseSettled(Optional.of(epoch));
                        case HostsLease.Change.Awaited(String sentence, boolean contested) ->
                            new Event.LeaseAwaited(sentence, contested);
                        case HostsLease.Change.TakenAway(String sentence) -> new Event.LeaseLost(sentence);
                    },
                    Mailbox::nobody);
        }
    }

    private void ordered(HostsOrders.Come come) {
        if (ports.lease().refusal().isEmpty()) {
            mailbox.post(new Event.Ordered(come.order(), come.lifts()), Mailbox::nobody);
        }
    }

    /** What becomes of an order to the master that acts, which is another; from any thread. */
    public HostsOrders orders() {
        return ports.hosts().orders();
    }

    /** The newest state; from any thread. */
    public ControlState state() {
        return state;
    }

    /** The time by the clock that its readings and its state are told by; from any thread. */
    public Instant now() {
        return clock.instant();
    }

    /**
     * Whether no event waits to be handled: asked by the state sink, whether this state is the last for now. For tests in
     * simulated time.
     */
    boolean isUpToDate() {
        return mailbox.isEmpty();
    }

    /**
     * Completes with the first state in which the master may be closed as an operator asked; see {@link
     * Intent.Close}.
     */
    public CompletableFuture<ControlState> whenClosable() {
        CompletableFuture<ControlState> closable = new CompletableFuture<>();
        waiting.add(closable);
        tellWhoWaits();
        return closable;
    }

    private void tellWhoWaits() {
        ControlState now = state;
        if (now.mayClose() || closing) {
            waiting.forEach(w -> w.complete(now));
            waiting.clear();
        }
    }

    /**
     * Stops deciding, and journals the plans that are left unfinished. It does not wait for a command on the way: the
     * next master reads its effect. Must not be called by a port.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        closing = true;
        mailbox.stop();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        mailbox.refuseAll(STOPPING);
        tellWhoWaits();
        Leaving.entries(state, clock.instant()).forEach(entry -> carriedOut(new Effect.Note(entry)));
        record("Stopped in %s mode.", JournalEntry.Kind.STOPPED);
    }

    private void loop() {
        try {
            boolean goesOn = true;
            while (goesOn && !closing) {
                Optional<Mailbox.Letter> letter = mailbox.next();
                letter.ifPresent(this::handleSafely);
                goesOn = letter.isPresent();
            }
        } catch (InterruptedException e) {
            LOG.log(Level.ERROR, "The master's thread was interrupted and ends", e);
        } finally {
            closing = true;
            mailbox.refuseAll(STOPPING);
        }
    }

    private void handleSafely(Mailbox.Letter letter) {
        Answer answer;
        decided = letter.posted();
        try {
            reverts(letter.event()).forEach(this::told);
            answer = lacksLease(letter.event()).map(this::refused).orElseGet(() -> handle(letter.event()));
        } catch (Throwable e) {
            LOG.log(
                    Level.ERROR,
                    "A fault while handling " + letter.event().getClass().getSimpleName(),
                    e);
            String sentence = "Halted: Headroom itself has a fault (%s). See the log, then resume.".formatted(e);
            state = state.haltedByFault(clock.instant(), sentence);
            answer = new Answer.Refused(sentence);
        }
        guarded("the lease of the hosts", this::lookAtLease);
        if (letter.event() instanceof Event.Observed && orders().isAwaited()) {
            hurryAll();
        }
        boolean acts = state.mode() != Mode.WATCH;
        guarded("the lease of the hosts", () -> ports.hosts().want(acts));
        guarded("the observer", () -> ports.observer().attend(Concerns.of(state)));
        // Last: who sees a state finds every other port told of it.
        guarded("the state sink", () -> ports.sink().accept(state));
        tellWhoWaits();
        letter.answered().accept(answer);
    }

    /** The state tells who holds the lease of the hosts, and how far an order to that master has come. */
    private void lookAtLease() {
        Leasehold before = state.continuity().leasehold();
        Leasehold now = before.facing(ports.hosts().rival());
        OrderStanding order = orders().standing();
        state = (now.equals(before)
                        ? state
                        : state.withContinuity(state.continuity().held(now)))
                .notingOnly(
                        clock.instant(),
                        order.state() == OrderStanding.State.DONE ? Severity.INFORMATION : Severity.WARNING,
                        Notice.Topic.ORDER,
                        order.sentence().isEmpty() ? List.of() : List.of(order.sentence()));
    }

    private void hurryAll() {
        Set<HostId> all =
                state.observation().hosts().stream().map(HostStatus::host).collect(Collectors.toSet());
        guarded("the observer", () -> ports.observer().hurry(all));
    }

    /** Before the reading with which it came, whose changes it explains. */
    private void told(RevertReport report) {
        changes.told(report);
        handle(new Event.RevertTold(report));
    }

    /** What became known, with a reading or an answer, of directors that take plans back by themselves. */
    private List<RevertReport> reverts(Event event) {
        return event instanceof Event.Observed
                ? ports.hosts().reverted()
                : event instanceof Event.CommandEnded ? ports.executor().armed() : List.of();
    }

    /**
     * Why the event needs a lease that this master does not hold. Without the lease an operator may still observe,
     * and choose a more careful mode.
     */
    private Optional<String> lacksLease(Event event) {
        boolean writes = event instanceof Event.Asked(Intent.Approve _)
                || event instanceof Event.Asked(Intent.Resume _)
                || event instanceof Event.Asked(Intent.Undo _)
                || event instanceof Event.Asked(Intent.Adopt _)
                || event instanceof Event.Asked(Intent.SetMaintenance _)
                || (event instanceof Event.Asked(Intent.SetMode(Mode mode, var _)) && mode != Mode.WATCH)
                || (event instanceof Event.Asked(Intent.SetServiceMode(var _, Mode most, var _)) && most != Mode.WATCH);
        return writes ? ports.lease().refusal() : Optional.empty();
    }

    /**
     * The answer for a refused event, which adds a notice to the state for the window. No journal entry: the journal
     * may be another master's.
     */
    private Answer refused(String sentence) {
        state = state.noting(clock.instant(), Severity.WARNING, sentence);
        return new Answer.Refused(sentence);
    }

    private Answer handle(Event event) {
        Transition transition = core.step(state, event, clock.instant());
        Kept before = Kept.of(state);
        state = transition.state();
        ports.hosts().armed(Reverting.armed(state));
        Kept after = Kept.of(state);
        // A state that a full disk did not take is written again when an operator resumes.
        boolean owed = !records.have(after) && (!after.equals(before) || !state.halted());
        if (owed && ports.lease().refusal().isEmpty() && !written(records.keep(after))) {
            String sentence = "The ledger cannot be written; the master has halted.";
            transition.effects().forEach(left -> dropped(left, sentence));
            return unwritten(event, transition, sentence);
        }
        Answer answer = new Answer.Accepted(state);
        List<Effect> effects = Stream.concat(
                        Told.of(event, clock.instant()).stream().map(Effect.Note::new), transition.effects().stream())
                .toList();
        for (int i = 0; i < effects.size(); i++) {
            if (effects.get(i) instanceof Effect.Refuse(String sentence)) {
                answer = new Answer.Refused(sentence);
            } else if (!carriedOut(effects.get(i))) {
                String sentence = "The journal cannot be written; the master has halted.";
                // The effect that failed is owed already.
                effects.subList(i + 1, effects.size()).forEach(left -> dropped(left, sentence));
                return unwritten(event, transition, sentence);
            }
        }
        tellChanges();
        tellInabilities();
        return answer;
    }

    /** The answer where something could not be written: an order that holds is not called refused, and the state says why it has halted. */
    private Answer unwritten(Event event, Transition transition, String sentence) {
        return Told.holdsUnwritten(event, transition) ? new Answer.Accepted(state) : new Answer.Refused(sentence);
    }

    /** What others have changed: an entry that cannot be written is owed, and the state tells of it. */
    private void tellChanges() {
        List<JournalEntry> seen = new ArrayList<>();
        guarded(
                "the look at what others change",
                () -> seen.addAll(changes.seen(state, otherHolder(), clock.instant())));
        if (!seen.isEmpty()) {
            state = state.withContinuity(state.continuity().changed(seen));
            for (JournalEntry entry : seen) {
                if (mayTell()) {
                    carriedOut(new Effect.Note(entry));
                } else {
                    records.owe(grounds.of(entry, state));
                }
            }
        }
    }

    /** Who holds the lease of the hosts, as far as another master does. */
    private Optional<String> otherHolder() {
        return switch (ports.hosts().now()) {
            case HostsLease.Change.Awaited(String sentence, boolean contested) when contested -> Optional.of(sentence);
            case HostsLease.Change.TakenAway(String sentence) -> Optional.of(sentence);
            case HostsLease.Change.Awaited _, HostsLease.Change.Unwanted _, HostsLease.Change.Taken _ ->
                Optional.empty();
        };
    }

    /** While the journal cannot be written nothing is told: what still holds then is told of later. */
    private void tellInabilities() {
        if (mayTell()) {
            boolean told = inabilities.changes(Inabilities.in(state), clock.instant()).stream()
                    .allMatch(entry -> carriedOut(new Effect.Note(entry)));
            if (!told) {
                inabilities.forget();
            }
        }
    }

    private boolean mayTell() {
        return state.notices().stream()
                .noneMatch(n -> state.halted() && n.topic().equals(Notice.Topic.JOURNAL));
    }

    /**
     * What an effect that is not carried out leaves to do: an entry tells of what the state has already, and a halt holds whatever
     * becomes of the journal, so the hosts are told of it all the same.
     */
    private void dropped(Effect effect, String sentence) {
        switch (effect) {
            case Effect.Note(JournalEntry entry) -> records.owe(grounds.of(entry, state));
            case Effect.Order order when order.verb() == HostOrder.Verb.HALT -> carriedOut(order);
            case Effect.Noted(HostOrder order, HostOrder.Note note) ->
                carriedOut(
                        new Effect.Noted(order, note == HostOrder.Note.GOES_ON ? HostOrder.Note.STAYS_HALTED : note));
            case Effect.Send _, Effect.Order _, Effect.Hurry _, Effect.TakeOver _, Effect.Refuse _ ->
                notSent(effect, sentence);
        }
    }

    /** Tells the core that the command it believes to be on the way was not sent. */
    private void notSent(Effect effect, String sentence) {
        if (effect instanceof Effect.Send send) {
            ended(send, new CommandOutcome.Unsent("Not sent: " + sentence));
        }
    }

    private void ended(Effect.Send send, CommandOutcome outcome) {
        mailbox.post(new Event.CommandEnded(send.permit().proposal(), send.step(), outcome), Mailbox::nobody);
    }

    /** Carries out an effect; false if the journal failed, so that the effects after it are dropped. */
    private boolean carriedOut(Effect effect) {
        switch (effect) {
            case Effect.Note(JournalEntry entry) -> {
                return written(records.append(grounds.of(entry, state)));
            }
            case Effect.Send send ->
                ports.lease()
                        .refusal()
                        .or(() -> ports.hosts().now().refusal())
                        .ifPresentOrElse(sentence -> notSent(send, sentence), () -> send(send));
            case Effect.TakeOver() ->
                guarded("the lease of the hosts", () -> ports.hosts().takeOver());
            case Effect.Order(var verb, String by, boolean wasHalted) -> {
                guarded("the orders of the hosts", () -> orders().give(verb, by, wasHalted));
                if (orders().isAwaited()) {
                    hurryAll();
                }
            }
            case Effect.Noted(var order, var note) -> {
                guarded("the orders of the hosts", () -> orders().noted(order, note));
                hurryAll();
            }
            case Effect.Hurry(var hosts) ->
                guarded("the observer", () -> ports.observer().hurry(hosts));
            case Effect.Refuse _ -> {
                // The caller answers.
            }
        }
        return true;
    }

    private void send(Effect.Send send) {
        try {
            ports.executor().execute(send.permit(), send.action(), decided, outcome -> ended(send, outcome));
        } catch (Throwable e) {
            LOG.log(Level.ERROR, "The executor failed at " + send, e);
            ended(send, new CommandOutcome.Indeterminate("The command could not be handed over (%s).".formatted(e)));
        }
    }

    /** Halts the master if a record failed; false then. */
    private boolean written(Optional<String> failure) {
        failure.ifPresent(why -> {
            Transition halted = core.step(state, new Event.JournalFailed(why), clock.instant());
            state = halted.state();
            halted.effects().forEach(left -> dropped(left, why));
        });
        return failure.isEmpty();
    }

    /** Calls a port that only reads or shows; its fault must not stop the master. */
    private static void guarded(String port, Runnable call) {
        try {
            call.run();
        } catch (Throwable e) {
            LOG.log(Level.ERROR, "A fault in " + port, e);
        }
    }

    private void record(String text, JournalEntry.Kind kind) {
        String sentence = text.formatted(Words.of(state.mode()));
        carriedOut(new Effect.Note(new JournalEntry(clock.instant(), kind, "master", "master", sentence)));
    }
}
