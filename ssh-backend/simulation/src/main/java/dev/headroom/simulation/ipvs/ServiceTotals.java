package dev.headroom.simulation.ipvs;

import java.time.Duration;

/**
 * What became of the connections to one service since the beginning: {@code offered = served + failed + waiting}.
 *
 * @param offered asked by clients
 * @param served answered to the end
 * @param failed refused, lost, or sent where nothing answers
 * @param waiting in service or queued now
 * @param latency how long a connection takes now
 */
public record ServiceTotals(double offered, double served, double failed, double waiting, Duration latency) {
    /** Nothing yet. */
    public static final ServiceTotals NONE = new ServiceTotals(0, 0, 0, 0, Duration.ZERO);

    /** Both together; the latency is the longer one. */
    public ServiceTotals plus(ServiceTotals other) {
        return new ServiceTotals(
                offered + other.offered,
                served + other.served,
                failed + other.failed,
                waiting + other.waiting,
                latency.compareTo(other.latency) >= 0 ? latency : other.latency);
    }

    /** What happened since {@code earlier}; waiting and latency are of now. */
    public ServiceTotals since(ServiceTotals earlier) {
        return new ServiceTotals(
                offered - earlier.offered, served - earlier.served, failed - earlier.failed, waiting, latency);
    }
}
