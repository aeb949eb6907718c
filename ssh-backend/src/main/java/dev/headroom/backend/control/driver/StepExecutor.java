package dev.headroom.backend.control.driver;

import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.RevertReport;
import dev.headroom.backend.control.core.Permit;
import dev.headroom.ma2scf.plan.Action;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Port to the hosts: sends the command of one action. Every change of a cluster is sent by it. */
public interface StepExecutor {

    /**
     * A decision is good for so long, two usual intervals: a computer that slept, or a process that was stopped, does not do later
     * what it had decided before. See decision 0118.
     */
    Duration GOOD_FOR = Duration.ofSeconds(4);

    /**
     * Sends the command and returns at once; {@code whenDone} is called exactly once, from any thread.
     *
     * @param decided when the event came by which it was decided: once that is {@link #late} it is sent no more
     */
    void execute(Permit permit, Action action, TimeMark decided, Consumer<CommandOutcome> whenDone);

    /** The outcome of a command that is about to be sent too late; empty while it may be sent. */
    static Optional<CommandOutcome> late(TimeMark decided, Clock clock) {
        Duration passed = decided.passed(clock);
        return passed.compareTo(GOOD_FOR) > 0
                ? Optional.of(new CommandOutcome.Late(
                        "Not sent: it was decided %d s before, and the cluster may have changed since."
                                .formatted(passed.toSeconds())))
                : Optional.empty();
    }

    /** What directors said of taking plans back by themselves since this was asked last. */
    default List<RevertReport> armed() {
        return List.of();
    }
}
