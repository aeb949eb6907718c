package dev.headroom.simulation;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A story that a simulated cluster lives through: the same seed tells it the same way each time.
 *
 * @param end when the story is over
 * @param moments in order of time
 */
public record Scenario(String name, ClusterDescription cluster, long seed, Duration end, List<Moment> moments) {

    public Scenario {
        moments = moments.stream().sorted(Comparator.comparing(Moment::at)).toList();
    }

    /**
     * Something that happens.
     *
     * @param caption one sentence for whoever watches
     * @param fault what happens to a host; empty where only the demand changes
     */
    public record Moment(Duration at, String caption, Optional<Fault> fault) {}

    /** A new cluster at the beginning of the story. Its faults happen by themselves as its time advances. */
    public SimulatedCluster begin() {
        return new SimulatedCluster(this);
    }

    /** What happens after {@code from} and not after {@code to}. */
    public List<Moment> between(Duration from, Duration to) {
        return moments.stream()
                .filter(m -> m.at().compareTo(from) > 0 && m.at().compareTo(to) <= 0)
                .toList();
    }
}
