package dev.headroom.backend.control.driver;

import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.core.Event;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The events that wait for the master's thread, in order. Events go in from any thread; one thread takes them out. */
final class Mailbox {
    /** An item of the queue. */
    sealed interface Mail permits Letter, Reading, Stop {}

    /**
     * An event for the core, and the recipient of its answer.
     *
     * @param posted when the event happened
     */
    record Letter(Event event, Consumer<Answer> answered, TimeMark posted) implements Mail {}

    /** A reading that the core has not handled yet. */
    private record Unhandled(Event.Observed event, TimeMark posted) {}

    /** Means that the newest reading waits; earlier unhandled readings are dropped. */
    record Reading() implements Mail {}

    /** The last item. An interrupt instead would close the journal's file while the thread writes. */
    record Stop() implements Mail {}

    private final BlockingQueue<Mail> queue = new LinkedBlockingQueue<>();
    /**
     * The newest observation that the core has not handled yet; a core that is slower than the readings gets only the
     * newest.
     */
    private final AtomicReference<Optional<Unhandled>> newest = new AtomicReference<>(Optional.empty());

    private final Clock clock;

    Mailbox(Clock clock) {
        this.clock = clock;
    }

    static void nobody(Answer answer) {}

    void observed(Observation observation) {
        Unhandled reading = new Unhandled(new Event.Observed(observation), TimeMark.now(clock));
        if (newest.getAndSet(Optional.of(reading)).isEmpty()) {
            queue.add(new Reading());
        }
    }

    void post(Event event, Consumer<Answer> answered) {
        queue.add(new Letter(event, answered, TimeMark.now(clock)));
    }

    /** Ends the queue: no event behind this is taken out. */
    void stop() {
        queue.add(new Stop());
    }

    /** Whether no event waits. */
    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Waits for the next event; empty at the end of the queue. */
    Optional<Letter> next() throws InterruptedException {
        while (true) {
            switch (queue.take()) {
                case Letter letter -> {
                    return Optional.of(letter);
                }
                case Reading() -> {
                    Optional<Unhandled> reading = newest.getAndSet(Optional.empty());
                    if (reading.isPresent()) {
                        return reading.map(r -> new Letter(r.event(), Mailbox::nobody, r.posted()));
                    }
                }
                case Stop() -> {
                    return Optional.empty();
                }
            }
        }
    }

    /** Refuses the events that are left in the queue. */
    void refuseAll(String sentence) {
        for (Mail mail = queue.poll(); mail != null; mail = queue.poll()) {
            if (mail instanceof Letter letter) {
                letter.answered().accept(new Answer.Refused(sentence));
            }
        }
    }
}
