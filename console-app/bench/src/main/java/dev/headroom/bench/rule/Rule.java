package dev.headroom.bench.rule;

import java.util.List;
import java.util.function.Supplier;

/**
 * Starts and stops containers of a cluster, or sets weights. It may have state; one for each run.
 *
 * @param <C> the cluster that it knows how to steer
 */
public interface Rule<C extends SteeredCluster> {
    String name();

    /** Reads the last readings and acts; returns the seconds until it wants to act again, at least 1. */
    int look(C cluster);

    /**
     * The alternatives to Headroom, each with the same threshold.
     *
     * @param threshold the utilization above which a service counts as overloaded, above 0 and below 1
     */
    static List<Supplier<Rule<SteeredCluster>>> alternatives(double threshold) {
        return List.of(
                Rule::noSharing,
                FeedbackRule::new,
                () -> new NaiveRule(threshold),
                () -> new AutoscalerRule(threshold));
    }

    /** Starts no container: the home containers serve alone. */
    static Rule<SteeredCluster> noSharing() {
        return new Rule<>() {
            @Override
            public String name() {
                return "no sharing";
            }

            @Override
            public int look(SteeredCluster cluster) {
                return cluster.interval();
            }
        };
    }
}
