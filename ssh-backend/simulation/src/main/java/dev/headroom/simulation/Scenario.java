package dev.headroom.simulation;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A story of a simulated cluster: the same seed gives the same story each time. Immutable.
 *
 * @param end when the story is over, in simulated time since its beginning
 * @param moments in order of time
 */
public record Scenario(String name, ClusterDescription cluster, long seed, Duration end, List<Moment> moments) {

    public Scenario {
        moments = moments.stream().sorted(Comparator.comparing(Moment::at)).toList();
    }

    /**
     * A moment of a story.
     *
     * @param at simulated time since the beginning
     * @param caption one sentence for the viewer
     * @param fault the fault of a host; empty where only the demand changes
     */
    public record Moment(Duration at, String caption, Optional<Fault> fault) {}

    /** A new cluster at the beginning of the story; its faults happen as its time advances. */
    public SimulatedCluster begin() {
        return new SimulatedCluster(this);
    }

    /** The moments after {@code from} and not after {@code to}. */
    public List<Moment> between(Duration from, Duration to) {
        return moments.stream()
                .filter(m -> m.at().compareTo(from) > 0 && m.at().compareTo(to) <= 0)
                .toList();
    }
}
