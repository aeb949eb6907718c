package dev.headroom.simulation.ipvs;

import java.time.Duration;

/**
 * The outcomes of the connections to one service since the beginning: {@code offered = served + failed + waiting}.
 * Numbers of connections, with fractions.
 *
 * @param offered asked for by clients
 * @param served answered to the end
 * @param failed refused, lost, or sent to a destination without an answer
 * @param waiting in service or queued now
 * @param latency how long a connection takes now
 */
public record ServiceTotals(double offered, double served, double failed, double waiting, Duration latency) {
    /** No connections yet. */
    public static final ServiceTotals NONE = new ServiceTotals(0, 0, 0, 0, Duration.ZERO);

    /** The sum; its latency is the longer one. */
    public ServiceTotals plus(ServiceTotals other) {
        return new ServiceTotals(
                offered + other.offered,
                served + other.served,
                failed + other.failed,
                waiting + other.waiting,
                latency.compareTo(other.latency) >= 0 ? latency : other.latency);
    }

    /** The outcomes since {@code earlier}; waiting and latency are those of now. */
    public ServiceTotals since(ServiceTotals earlier) {
        return new ServiceTotals(
                offered - earlier.offered, served - earlier.served, failed - earlier.failed, waiting, latency);
    }
}
