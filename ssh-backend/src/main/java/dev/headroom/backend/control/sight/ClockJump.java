package dev.headroom.backend.control.sight;

import dev.headroom.backend.control.Observation;
import java.time.Duration;
import java.util.Optional;

/**
 * That the wall clock of this computer was set, or that this computer slept, between two observations. It changes no hold, no age and
 * no deadline, which count elapsed time; but times of the journal are wall time, and whoever reads them must know. Pure.
 *
 * @param by how far the wall clock jumped: negative where it was set back
 */
public record ClockJump(Duration by) {
    /** More than drift, and than what a time service corrects little by little. */
    private static final Duration LEAST = Duration.ofSeconds(10);

    /** Empty where it did not jump, and where there is nothing before to compare with. */
    public static Optional<ClockJump> between(Observation before, Observation after) {
        Duration by = after.wallAhead().minus(before.wallAhead());
        boolean known = before.snapshot().revision() > 0;
        return known && by.abs().compareTo(LEAST) > 0 ? Optional.of(new ClockJump(by)) : Optional.empty();
    }

    /** For the journal and the operator. */
    public String sentence() {
        return by.isNegative()
                ? "The clock of this computer was set back by %s: the times of this journal go back, and no hold or deadline does."
                        .formatted(words())
                : "The clock of this computer was set forward by %s, or this computer slept that long: every host is read anew before anything is judged."
                        .formatted(words());
    }

    private String words() {
        Duration size = by.abs().plusMillis(500);
        long minutes = size.toMinutes();
        return minutes == 0 ? size.toSeconds() + " s" : "%d min %d s".formatted(minutes, size.toSecondsPart());
    }
}
