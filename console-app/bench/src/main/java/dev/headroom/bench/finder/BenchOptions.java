package dev.headroom.bench.finder;

import java.time.Duration;
import java.util.Optional;

/**
 * How a benchmark runs.
 *
 * @param runs measured runs of each finder on each problem, of which the median counts; at least 1
 * @param deadline for each run; empty for {@link #LONGEST}, which only stops what would never end
 * @param solver asked for made problems; empty where it is not installed
 */
public record BenchOptions(int runs, Optional<Duration> deadline, Optional<SolverProcess> solver) {
    /** A finder that takes longer is of no use to anybody who waits. */
    public static final Duration LONGEST = Duration.ofSeconds(60);

    public BenchOptions {
        if (runs < 1) {
            throw new IllegalArgumentException("The number of runs (%d) must be at least 1.".formatted(runs));
        }
        if (deadline.filter(d -> !d.isPositive()).isPresent()) {
            throw new IllegalArgumentException("The deadline must be longer than 0.");
        }
    }

    Deadline patience() {
        return new Deadline(deadline.orElse(LONGEST));
    }
}
