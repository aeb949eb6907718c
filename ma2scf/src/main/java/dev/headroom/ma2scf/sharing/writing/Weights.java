package dev.headroom.ma2scf.sharing.writing;

import dev.headroom.ma2scf.model.Weight;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Turns planned flows into the integer weights of an IPVS table, by the method of the largest remainder (Hamilton). The
 * weights of destinations that exist already are never rewritten, so giving back restores the table exactly. See decision 0002.
 */
public final class Weights {
    /** The greatest weight that may be written. */
    public static final int MOST = Weight.MOST_WRITABLE;

    private Weights() {}

    /**
     * Weights in proportion to {@code flows}. Their sum is the whole part of {@code sum(flows) * weightPerFlow}, so newcomers
     * together never get more than planned, except that each gets at least 1.
     *
     * @param flows what is planned for each newcomer, connections a second, each at least 0
     * @param weightPerFlow what the existing destinations have, weight for each connection a second; finite, at least 0
     * @return 1..65535 each, in the order of {@code flows}; each less than 1 away from its exact share or at a bound
     */
    public static List<Weight> apportion(List<Double> flows, double weightPerFlow) {
        List<Double> exact = flows.stream()
                .map(flow -> Math.clamp(flow * weightPerFlow, 0, MOST))
                .toList();
        List<Integer> weights = new ArrayList<>(exact.stream()
                .map(share -> Math.max(1, (int) Math.floor(share)))
                .toList());
        double sum = exact.stream().mapToDouble(Double::doubleValue).sum();
        long left = (long) Math.floor(sum + 1e-9)
                - weights.stream().mapToLong(Integer::longValue).sum();
        IntStream.range(0, weights.size())
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> weights.get(i) - exact.get(i))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(Math.max(0, left))
                .forEach(i -> weights.set(i, Math.min(MOST, weights.get(i) + 1)));
        return weights.stream().map(Weight::new).toList();
    }

    /**
     * The same weights, or smaller ones: where the others have small weights one more is much, so none is rounded up to more than
     * its server can spare.
     *
     * @param most what each may bring, in the unit of {@code demand}
     * @param demand all that comes
     * @param beside the sum of all other weights
     * @return at least 1 each: with the least weight there is more than {@code most} may come
     */
    public static List<Weight> spared(List<Weight> weights, List<Double> most, double demand, long beside) {
        List<Weight> spared = new ArrayList<>(weights);
        long all = beside + spared.stream().mapToLong(Weight::value).sum();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int i = 0; i < spared.size(); i++) {
                int weight = spared.get(i).value();
                if (weight > 1 && demand * weight / all > most.get(i) * (1 + 1e-9)) {
                    spared.set(i, new Weight(weight - 1));
                    all--;
                    changed = true;
                }
            }
        }
        return spared;
    }
}
