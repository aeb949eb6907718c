package dev.headroom.bench.replay;

/**
 * What became of a day.
 *
 * @param asked requests
 * @param unmet requests that were not served in the second in which they came: request-seconds, at steps of a second
 * @param overloadedMinutes server-minutes above the policy's overload threshold
 * @param flaps starts and stops of one container less than five minutes apart, whichever was first
 */
public record ReplayResult(
        String rule, double asked, double unmet, double overloadedMinutes, int starts, int stops, int flaps) {}
