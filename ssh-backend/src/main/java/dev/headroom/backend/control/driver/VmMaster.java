package dev.headroom.backend.control.driver;

import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.ControlState.Severity;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Kept;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.core.ControlCore;
import dev.headroom.backend.control.core.Effect;
import dev.headroom.backend.control.core.Event;
import dev.headroom.backend.control.core.Leaving;
import dev.headroom.backend.control.core.Transition;
import dev.headroom.backend.control.core.Words;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.policy.Mode;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Drives {@link ControlCore}: one thread, one queue. Events go in from any thread; the thread steps the core, carries out the
 * effects in order and publishes the new state. The paper's VMMaster.
 *
 * <p>A fault in the core halts the master, a fault in a port is logged; neither ends the thread, because an operator must still
 * be able to look and to halt.
 */
public final class VmMaster implements AutoCloseable {
    private static final Logger LOG = System.getLogger(VmMaster.class.getName());
    private static final String STOPPING = "The master is stopping.";

    /** One thing in the queue. */
    private sealed interface Mail {
        /** To be decided by the core. */
        record Letter(Event event, Consumer<Answer> answered) implements Mail {}

        /** To look at the newest reading; those before it are as good as never made. */
        record Reading() implements Mail {}

        /** The last one. An interrupt instead would close the journal's file under the thread's hands. */
        record Stop() implements Mail {}
    }

    private final ControlCore core;
    private final Ports ports;
    private final Clock clock;
    private final BlockingQueue<Mail> queue = new LinkedBlockingQueue<>();
    /** What no {@link Mail.Reading} was handled for yet; a core that is slower than the readings gets the newest only. */
    private final AtomicReference<Optional<Event.Observed>> newest = new AtomicReference<>(Optional.empty());

    private final List<CompletableFuture<ControlState>> waiting = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile ControlState state;
    /** What the ledger holds; the master's thread alone uses it. */
    private Kept kept;

    private volatile boolean closing;

    /**
     * Everything outside that the master needs. It closes none of them.
     *
     * @param lease without it no plan begins and no command is sent
     * @param ledger told before the effects of what it keeps
     */
    public record Ports(
            ClusterObserver observer,
            StepExecutor executor,
            Journal journal,
            StateSink sink,
            Lease lease,
            Ledger ledger) {

        /** With a ledger that keeps nothing. */
        public Ports(ClusterObserver observer, StepExecutor executor, Journal journal, StateSink sink, Lease lease) {
            this(observer, executor, journal, sink, lease, Ledger.FORGETFUL);
        }

        /** With a lease that nobody contests. */
        public Ports(ClusterObserver observer, StepExecutor executor, Journal journal, StateSink sink) {
            this(observer, executor, journal, sink, Lease.UNCONTESTED);
        }
    }

    public VmMaster(ControlCore core, ControlState initial, Ports ports, Clock clock) {
        this.core = core;
        this.state = initial;
        this.kept = Kept.of(initial);
        this.ports = ports;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("vmmaster").daemon().unstarted(this::loop);
    }

    /** Begins to observe and to decide. Once. */
    public void start() {
        record("Started in %s mode.", JournalEntry.Kind.STARTED);
        thread.start();
        ports.observer().start(this::observed);
    }

    /**
     * Asks for something; the answer comes when the core has decided. Never blocks. What hangs on the answer runs on the
     * master's thread and must be short.
     */
    public CompletableFuture<Answer> submit(Intent intent) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        post(new Event.Asked(intent), answer::complete);
        if (closing) {
            answer.complete(new Answer.Refused(STOPPING));
        }
        return answer;
    }

    /** Tries to reach every host that is not connected now; from any thread. It decides nothing, so the core is not asked. */
    public void tryAgain() {
        guarded("the observer", ports.observer()::tryAgain);
    }

    /** The same for one host. */
    public void tryAgain(HostId host) {
        guarded("the observer", () -> ports.observer().tryAgain(host));
    }

    /** This master may write no more: it halts. From any thread. */
    public void leaseLost(String sentence) {
        post(new Event.LeaseLost(sentence), VmMaster::nobody);
    }

    /** The newest state; from any thread. */
    public ControlState state() {
        return state;
    }

    /** Completed with the first state in which the master may be closed as was asked for; see {@link Intent.Close}. */
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
     * Stops deciding, and writes down what is left in the middle. A command that is on the way is not waited for: the next master
     * sees what it did. Not from a port's call.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        closing = true;
        queue.add(new Mail.Stop());
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        refuseTheRest();
        tellWhoWaits();
        Leaving.entries(state, clock.instant()).forEach(entry -> carriedOut(new Effect.Note(entry)));
        record("Stopped in %s mode.", JournalEntry.Kind.STOPPED);
    }

    private static void nobody(Answer answer) {}

    private void observed(Observation observation) {
        if (newest.getAndSet(Optional.of(new Event.Observed(observation))).isEmpty()) {
            queue.add(new Mail.Reading());
        }
    }

    private void post(Event event, Consumer<Answer> answered) {
        queue.add(new Mail.Letter(event, answered));
    }

    private void loop() {
        try {
            boolean goesOn = true;
            while (goesOn && !closing) {
                goesOn = switch (queue.take()) {
                    case Mail.Letter letter -> {
                        handleSafely(letter);
                        yield true;
                    }
                    case Mail.Reading() -> {
                        newest.getAndSet(Optional.empty())
                                .ifPresent(event -> handleSafely(new Mail.Letter(event, VmMaster::nobody)));
                        yield true;
                    }
                    case Mail.Stop() -> false;
                };
            }
        } catch (InterruptedException e) {
            LOG.log(Level.ERROR, "The master's thread was interrupted and ends", e);
        } finally {
            closing = true;
            refuseTheRest();
        }
    }

    /** What is left in the queue was not decided. */
    private void refuseTheRest() {
        for (Mail mail = queue.poll(); mail != null; mail = queue.poll()) {
            if (mail instanceof Mail.Letter letter) {
                letter.answered().accept(new Answer.Refused(STOPPING));
            }
        }
    }

    private void handleSafely(Mail.Letter letter) {
        Answer answer;
        try {
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
        guarded("the state sink", () -> ports.sink().accept(state));
        tellWhoWaits();
        letter.answered().accept(answer);
    }

    /** Who may not write may look, and may make the master more careful. */
    private Optional<String> lacksLease(Event event) {
        boolean writes = event instanceof Event.Asked(Intent.Approve _)
                || event instanceof Event.Asked(Intent.Resume _)
                || event instanceof Event.Asked(Intent.Undo _)
                || event instanceof Event.Asked(Intent.Adopt _)
                || (event instanceof Event.Asked(Intent.SetMode(Mode mode, var _)) && mode != Mode.WATCH);
        return writes ? ports.lease().refusal() : Optional.empty();
    }

    /** A window shows a refusal by the notice in the state. The journal may be another master's: nothing is written there. */
    private Answer refused(String sentence) {
        state = state.noting(clock.instant(), Severity.WARNING, sentence);
        return new Answer.Refused(sentence);
    }

    private Answer handle(Event event) {
        Transition transition = core.step(state, event, clock.instant());
        Kept before = Kept.of(state);
        state = transition.state();
        Kept after = Kept.of(state);
        // what a full disk did not take is tried again when an operator lets the master go on
        boolean owed = !after.equals(kept) && (!after.equals(before) || !state.halted());
        if (owed && ports.lease().refusal().isEmpty() && !isKept(after)) {
            String sentence = "The ledger cannot be written; the master has halted.";
            transition.effects().forEach(left -> notSent(left, sentence));
            return new Answer.Refused(sentence);
        }
        Answer answer = new Answer.Accepted(state);
        List<Effect> effects = transition.effects();
        for (int i = 0; i < effects.size(); i++) {
            if (effects.get(i) instanceof Effect.Refuse(String sentence)) {
                answer = new Answer.Refused(sentence);
            } else if (!carriedOut(effects.get(i))) {
                String sentence = "The journal cannot be written; the master has halted.";
                effects.subList(i, effects.size()).forEach(left -> notSent(left, sentence));
                return new Answer.Refused(sentence);
            }
        }
        return answer;
    }

    /** The core believes that the command is on the way: it must hear that it is not. */
    private void notSent(Effect effect, String sentence) {
        if (effect instanceof Effect.Send send) {
            ended(send, new CommandOutcome.Refused("Not sent: " + sentence));
        }
    }

    private void ended(Effect.Send send, CommandOutcome outcome) {
        post(new Event.CommandEnded(send.permit().proposal(), send.step(), outcome), VmMaster::nobody);
    }

    /** False if the journal failed: then nothing that was to follow may happen. */
    private boolean carriedOut(Effect effect) {
        switch (effect) {
            case Effect.Note(JournalEntry entry) -> {
                return written(entry);
            }
            case Effect.Send send ->
                ports.lease().refusal().ifPresentOrElse(sentence -> notSent(send, sentence), () -> send(send));
            case Effect.Hurry(var hosts) ->
                guarded("the observer", () -> ports.observer().hurry(hosts));
            case Effect.Refuse _ -> {
                // answered by the caller
            }
        }
        return true;
    }

    private void send(Effect.Send send) {
        try {
            ports.executor().execute(send.permit(), send.action(), outcome -> ended(send, outcome));
        } catch (Throwable e) {
            LOG.log(Level.ERROR, "The executor failed at " + send, e);
            ended(send, new CommandOutcome.Indeterminate("The command could not be handed over (%s).".formatted(e)));
        }
    }

    /** What we started and quiesced must be known to the next master before anything is built on it. */
    private boolean isKept(Kept now) {
        try {
            ports.ledger().keep(now);
            kept = now;
            return true;
        } catch (IOException e) {
            LOG.log(Level.ERROR, "The ledger cannot be written: " + e);
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            state = core.step(state, new Event.JournalFailed(why), clock.instant())
                    .state();
            return false;
        }
    }

    private boolean written(JournalEntry entry) {
        try {
            ports.journal().append(entry);
            return true;
        } catch (IOException e) {
            LOG.log(Level.ERROR, "The journal cannot be written: " + e);
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            state = core.step(state, new Event.JournalFailed(why), clock.instant())
                    .state();
            return false;
        }
    }

    /** A port that only looks or shows must not stop the master. */
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
