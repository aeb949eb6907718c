package dev.headroom.backend.agent;

import dev.headroom.backend.agent.HostReport.NotRead;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.HostStatus.State;
import dev.headroom.ma2scf.model.HostId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Whether one host answers, as its reports and failures show it: the status that the operator sees, and the pause after
 * a failure, which doubles with each further failure. Not thread-safe: its owner locks.
 *
 * <pre>
 * CONNECTING ─report─► CONNECTED ─failure─► RETRYING or REFUSED ─report─► CONNECTED
 *      └──────failure──────────────────────────────┘
 * </pre>
 */
final class Reachability {
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** After so many failures the pause has reached its longest; a larger shift would overflow. */
    private static final int DOUBLINGS = 5;

    private final Duration slow;
    private HostStatus status;
    private Instant pausedUntil = Instant.MIN;
    private int failures;

    /**
     * A host that was not read yet.
     *
     * @param address the address of the host, as the operator shall see it
     * @param slow the time from which on a report is called slow
     */
    Reachability(HostId host, String address, Duration slow, Instant now) {
        this.slow = slow;
        this.status = new HostStatus(host, address, State.CONNECTING, now);
    }

    HostStatus status() {
        return status;
    }

    /** Whether the host is not to be asked now, because it failed a short time ago. */
    boolean isPaused(Instant now) {
        return now.isBefore(pausedUntil);
    }

    /** Whether an answer is to be expected: the host gave one last time, or was never asked. */
    boolean promisesAnAnswer() {
        return status.state() == State.CONNECTED || status.state() == State.CONNECTING;
    }

    /** Ends the pause after a failure. */
    void endPause() {
        pausedUntil = Instant.MIN;
    }

    /** Forgets what is known of the connection: the time since the last report was slept through. */
    void woken(Instant now) {
        turn(State.CONNECTING, Optional.empty(), now);
    }

    /**
     * Tells the operator that a report is late.
     *
     * @param sentence for how long it has been waited for, and why it may be late
     */
    void late(String sentence, Instant now) {
        boolean answered = status.answered();
        turn(status.state(), Optional.of(sentence), now);
        status = status.answered(answered);
    }

    /** Takes a report or a failure that came at {@code now}. */
    void accept(HostReport report, Instant now) {
        if (report instanceof NotRead failed) {
            // Asking a host that refused the login costs nothing: the shell does not log in before the pause is over.
            Duration pause = SHORTEST_PAUSE.multipliedBy(1L << Math.min(failures, DOUBLINGS));
            pausedUntil = now.plus(pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause);
            failures++;
            turn(failed.transientFailure() ? State.RETRYING : State.REFUSED, Optional.of(failed.sentence()), now);
            status = status.with(failed.hostKey()).answered(failed.answered());
        } else {
            failures = 0;
            pausedUntil = Instant.MIN;
            turn(State.CONNECTED, delay(Duration.between(report.at(), now)), now, report.notes(), report.lacking());
        }
    }

    private Optional<String> delay(Duration took) {
        return took.compareTo(slow) < 0
                ? Optional.empty()
                : Optional.of("%s is slow: its last report took %d s."
                        .formatted(status.host().name(), took.toSeconds()));
    }

    private void turn(State state, Optional<String> sentence, Instant now) {
        turn(state, sentence, now, status.notes(), status.lacking());
    }

    private void turn(
            State state, Optional<String> sentence, Instant now, List<String> notes, Optional<String> lacking) {
        Instant since = state == status.state() ? status.since() : now;
        status = new HostStatus(status.host(), status.address(), state, sentence, since, notes, lacking);
    }
}
