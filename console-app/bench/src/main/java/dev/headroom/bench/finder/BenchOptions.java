package dev.headroom.bench.finder;

import java.time.Duration;
import java.util.Optional;

/**
 * Options of a benchmark.
 *
 * @param runs measured runs of each finder on each problem, of which the median counts; at least 1
 * @param deadline for each run; empty for {@link #LONGEST}, which stops only runs that would never end
 * @param solver solves generated problems; empty where it is not installed
 */
public record BenchOptions(int runs, Optional<Duration> deadline, Optional<SolverProcess> solver) {
    /** The longest run: an operator would not wait longer for a finder. */
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
