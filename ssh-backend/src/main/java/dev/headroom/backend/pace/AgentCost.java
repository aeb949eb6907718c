package dev.headroom.backend.pace;

import dev.headroom.backend.parse.ProcFiles.AgentTime;
import java.time.Duration;
import java.util.Optional;

/**
 * What the agent on one host takes, by its own account. Immutable.
 *
 * @param base from which the next measurement counts; empty before the first account
 * @param last the newest measurement of the process that still answers; empty while there is none
 */
record AgentCost(Optional<AgentTime> base, Optional<Measured> last) {
    static final AgentCost UNKNOWN = new AgentCost(Optional.empty(), Optional.empty());

    /** The kernel counts CPU time in ticks of 10 ms and a frame takes less: this is long enough for some hundred of them on a slow host. */
    private static final Duration LEAST = Duration.ofSeconds(10);

    /** More than this is no account of a script that runs one tool after another: a torn or false number. */
    private static final double MOST_CORES = 64;

    /**
     * One measurement.
     *
     * @param cores CPU seconds a second
     * @param frame CPU seconds for each frame
     */
    record Measured(double cores, double frame) {}

    /** With the account of a newer frame; a repeated account changes nothing. */
    AgentCost after(AgentTime next) {
        if (base.isEmpty()) {
            return new AgentCost(Optional.of(next), Optional.empty());
        }
        AgentTime from = base.get();
        if (next.equals(from)) {
            return this;
        }
        Duration elapsed = next.uptime().minus(from.uptime());
        boolean another = next.process() != from.process()
                || elapsed.isNegative()
                || elapsed.isZero()
                || next.frames() <= from.frames()
                || next.used().compareTo(from.used()) < 0;
        if (another) {
            return new AgentCost(Optional.of(next), Optional.empty());
        }
        if (elapsed.compareTo(LEAST) < 0) {
            return this;
        }
        double used = seconds(next.used().minus(from.used()));
        double cores = used / seconds(elapsed);
        return new AgentCost(
                Optional.of(next),
                cores > MOST_CORES
                        ? Optional.empty()
                        : Optional.of(new Measured(cores, used / (next.frames() - from.frames()))));
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }
}
