package dev.headroom.bench.replay;

/**
 * The result of a replay.
 *
 * @param asked requests
 * @param unmet requests that were not served in the second in which they came
 * @param overloadedMinutes server-minutes above the policy's overload threshold
 * @param flaps starts and stops of one container less than 5 min apart, whichever was first
 */
public record ReplayResult(
        String rule, double asked, double unmet, double overloadedMinutes, int starts, int stops, int flaps) {}
