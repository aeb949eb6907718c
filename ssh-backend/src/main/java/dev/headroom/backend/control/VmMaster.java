package dev.headroom.backend.control;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * Drives {@link ControlCore}: one thread, one queue. Events go in from any thread; the thread steps the core, carries out the
 * effects in order and publishes the new state. The paper's VMMaster.
 */
public final class VmMaster implements AutoCloseable {

    /** One thing in the queue. */
    private record Mail(Event event, Consumer<Answer> answered) {}

    private final ControlCore core;
    private final Ports ports;
    private final Clock clock;
    private final BlockingQueue<Mail> queue = new LinkedBlockingQueue<>();
    private final Thread thread;
    private volatile ControlState state;
    private volatile boolean closing;

    /** Everything outside that the master needs. It closes none of them. */
    public record Ports(ClusterObserver observer, StepExecutor executor, Journal journal, StateSink sink) {}

    public VmMaster(ControlCore core, ControlState initial, Ports ports, Clock clock) {
        this.core = core;
        this.state = initial;
        this.ports = ports;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("vmmaster").daemon().unstarted(this::loop);
    }

    /** Begins to observe and to decide. Once. */
    public void start() {
        record("Started in %s mode.", JournalEntry.Kind.STARTED);
        thread.start();
        ports.observer().start(observation -> post(new Event.Observed(observation), VmMaster::nobody));
    }

    /** Asks for something; the answer comes when the core has decided. Never blocks. */
    public CompletableFuture<Answer> submit(Intent intent) {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        post(new Event.Asked(intent), answer::complete);
        if (closing) {
            answer.complete(new Answer.Refused("The master is stopping."));
        }
        return answer;
    }

    /** The newest state; from any thread. */
    public ControlState state() {
        return state;
    }

    /** Stops deciding. A command that is on the way is not waited for: the next master sees what it did. */
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        record("Stopped in %s mode.", JournalEntry.Kind.STOPPED);
    }

    private static void nobody(Answer answer) {}

    private void post(Event event, Consumer<Answer> answered) {
        queue.add(new Mail(event, answered));
    }

    private void loop() {
        try {
            while (!closing) {
                Mail mail = queue.take();
                handle(mail);
            }
        } catch (InterruptedException e) {
            // closing: what is left in the queue was not decided
            queue.forEach(mail -> mail.answered().accept(new Answer.Refused("The master is stopping.")));
        }
    }

    private void handle(Mail mail) {
        Instant now = clock.instant();
        Transition transition = core.step(state, mail.event(), now);
        state = transition.state();
        Answer answer = new Answer.Accepted(state);
        for (Effect effect : transition.effects()) {
            if (effect instanceof Effect.Refuse(String sentence)) {
                answer = new Answer.Refused(sentence);
            } else if (!carriedOut(effect)) {
                answer = new Answer.Refused("The journal cannot be written; the master has halted.");
                break;
            }
        }
        ports.sink().accept(state);
        mail.answered().accept(answer);
    }

    /** False if the journal failed: then nothing that was to follow may happen. */
    private boolean carriedOut(Effect effect) {
        switch (effect) {
            case Effect.Note(JournalEntry entry) -> {
                try {
                    ports.journal().append(entry);
                } catch (IOException e) {
                    Transition halted = core.step(state, new Event.JournalFailed(e.toString()), clock.instant());
                    state = halted.state();
                    return false;
                }
            }
            case Effect.Send send ->
                ports.executor()
                        .execute(
                                send.permit(),
                                send.action(),
                                outcome -> post(
                                        new Event.CommandEnded(send.permit().proposal(), send.step(), outcome),
                                        VmMaster::nobody));
            case Effect.Hurry() -> ports.observer().hurry();
            case Effect.Refuse _ -> {
                // answered by the caller
            }
        }
        return true;
    }

    private void record(String text, JournalEntry.Kind kind) {
        String mode = state.mode().name().toLowerCase(java.util.Locale.ROOT);
        carriedOut(new Effect.Note(new JournalEntry(clock.instant(), kind, "master", "master", text.formatted(mode))));
    }
}
