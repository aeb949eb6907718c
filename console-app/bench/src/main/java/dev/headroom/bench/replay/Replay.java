package dev.headroom.bench.replay;

import dev.headroom.bench.rule.Outcome;
import dev.headroom.bench.rule.Rule;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Replays a day of demand on a cluster under one rule after another, with the same requests and the same delays. See decision 0001. */
public final class Replay {
    /** The time between two readings of the cluster. */
    static final int INTERVAL_SECONDS = 5;

    private Replay() {}

    /** The results of Headroom with {@code policy}, and of its rivals with the thresholds of that policy. */
    public static List<Outcome> sideBySide(ReplayPlan plan, SharingPolicy policy) {
        double overloadAt = policy.overloadAt().fraction();
        List<Outcome> outcomes = new ArrayList<>();
        Rule.alternatives(overloadAt).forEach(rule -> outcomes.add(run(plan, rule.get(), overloadAt)));
        outcomes.add(run(plan, new HeadroomRule(policy), overloadAt));
        return outcomes;
    }

    static Outcome run(ReplayPlan plan, Rule<? super ReplayCluster> rule, double overloadAt) {
        ReplayCluster cluster = new ReplayCluster(plan, overloadAt);
        SplittableRandom random = new SplittableRandom(plan.seed());
        double[] requests = new double[plan.services().size()];
        long nextLook = INTERVAL_SECONDS;
        for (int second = 0; second < plan.seconds(); second++) {
            for (int service = 0; service < requests.length; service++) {
                requests[service] = noisy(plan.services().get(service).curve().at(second), random);
            }
            cluster.pass(requests);
            if (cluster.now() >= nextLook) {
                cluster.read();
                nextLook = cluster.now() + rule.look(cluster);
            }
        }
        return cluster.result(rule.name());
    }

    /**
     * The number of requests of many independent clients: a normal approximation with the variance of a Poisson
     * distribution.
     */
    private static double noisy(double expected, SplittableRandom random) {
        return Math.max(0, expected + Math.sqrt(expected) * random.nextGaussian());
    }
}
