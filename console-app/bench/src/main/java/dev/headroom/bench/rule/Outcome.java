package dev.headroom.bench.rule;

import java.util.Optional;

/**
 * The result of a run under one rule.
 *
 * @param asked requests
 * @param unmet requests that got no answer
 * @param slowest seconds within which 99 % of the answered requests were answered; empty where the model has no queue and so
 *     does not know
 * @param overloadedMinutes server-minutes above the policy's overload threshold
 * @param relief of the longest time with unmet requests; empty where there was none
 * @param weights changes of the weight of a destination
 * @param flaps starts and stops of one container less than 5 min apart, whichever was first
 */
public record Outcome(
        String rule,
        double asked,
        double unmet,
        Optional<Double> slowest,
        double overloadedMinutes,
        Optional<Relief> relief,
        int starts,
        int stops,
        int weights,
        int flaps) {

    /**
     * A time with unmet requests.
     *
     * @param seconds from its first unmet request to its last: 10 s without any end it
     * @param ended whether it was over when the run ended
     */
    public record Relief(double seconds, boolean ended) {}
}
