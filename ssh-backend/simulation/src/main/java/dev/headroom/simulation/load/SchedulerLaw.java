package dev.headroom.simulation.load;

import dev.headroom.simulation.ipvs.IpvsDestination;
import java.util.List;
import java.util.stream.IntStream;

/** Divides new connections among destinations as the kernel's schedulers do, as flows instead of single connections. */
public final class SchedulerLaw {
    /** The weight of an active connection against an inactive one in {@code ip_vs_dest_conn_overhead}. */
    private static final double ACTIVE = 256;

    private SchedulerLaw() {}

    /** The part of {@code connections} that each destination gets; all 0 when none is available. */
    public static double[] share(String scheduler, List<IpvsDestination> destinations, double connections) {
        double[] weights = destinations.stream()
                .mapToDouble(d -> d.available() ? d.spec().weight().value() : 0)
                .toArray();
        return switch (scheduler) {
            case "rr" -> byWeight(nonZero(weights), connections);
            case "lc" -> levelled(destinations, nonZero(weights), connections);
            case "wlc", "sed", "nq" -> levelled(destinations, weights, connections);
            case "fo" -> toHighest(weights, connections);
            default -> byWeight(weights, connections);
        };
    }

    private static double[] nonZero(double[] weights) {
        double[] result = weights.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] = Math.signum(result[i]);
        }
        return result;
    }

    private static double[] byWeight(double[] weights, double connections) {
        double[] shares = weights.clone();
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] = sum == 0 ? 0 : connections * weights[i] / sum;
        }
        return shares;
    }

    private static double[] toHighest(double[] weights, double connections) {
        double[] shares = new double[weights.length];
        int best = -1;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0 && (best < 0 || weights[i] > weights[best])) {
                best = i;
            }
        }
        if (best >= 0) {
            shares[best] = connections;
        }
        return shares;
    }

    /** Divides by least overhead for each weight: the destinations with the least rise together to one level. */
    private static double[] levelled(List<IpvsDestination> destinations, double[] weights, double connections) {
        double[] shares = new double[weights.length];
        int[] order = IntStream.range(0, weights.length)
                .filter(i -> weights[i] > 0)
                .boxed()
                .sorted((a, b) -> Double.compare(
                        destinations.get(a).overhead() / weights[a],
                        destinations.get(b).overhead() / weights[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        double room = 0;
        double weightSum = 0;
        for (int n = 0; n < order.length; n++) {
            room += destinations.get(order[n]).overhead() / ACTIVE;
            weightSum += weights[order[n]];
            double level = (connections + room) / weightSum;
            boolean last = n + 1 == order.length
                    || level <= destinations.get(order[n + 1]).overhead() / ACTIVE / weights[order[n + 1]];
            if (last) {
                for (int i = 0; i <= n; i++) {
                    double overhead = destinations.get(order[i]).overhead() / ACTIVE;
                    shares[order[i]] = Math.max(0, level * weights[order[i]] - overhead);
                }
                return shares;
            }
        }
        return shares;
    }
}
