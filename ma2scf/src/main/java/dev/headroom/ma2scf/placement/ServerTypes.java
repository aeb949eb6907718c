package dev.headroom.ma2scf.placement;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * First stage: puts alike servers together, so that prices need not be found for each one alone.
 *
 * <p>Servers with equal numbers are one type. Where there are more kinds of servers than {@link #MOST}, servers with similar
 * room for each unit of load, and of similar size, are one type. A type has the sums of what its servers have; whatever the
 * servers can do their type can do, so a bound that holds for types holds for servers.
 */
final class ServerTypes {
    /** More types make the bound tighter and the prices dearer. */
    static final int MOST = 64;

    private static final int SLICES = 8;

    private final int[] typeOf;
    private final int types;

    private ServerTypes(int[] typeOf, int types) {
        this.typeOf = typeOf;
        this.types = types;
    }

    static ServerTypes of(Problem problem) {
        Integer[] sorted = IntStream.range(0, problem.servers()).boxed().toArray(Integer[]::new);
        Arrays.sort(
                sorted,
                Comparator.<Integer, double[]>comparing(problem::lendable, Arrays::compare)
                        .thenComparing(problem::room, Arrays::compare)
                        .thenComparing(Comparator.naturalOrder()));
        int[] typeOf = new int[sorted.length];
        int types = 0;
        for (int at = 0; at < sorted.length; at++) {
            if (at == 0 || !alike(problem, sorted[at - 1], sorted[at])) {
                types++;
            }
            typeOf[sorted[at]] = types - 1;
        }
        return types <= MOST ? new ServerTypes(typeOf, types) : similar(problem);
    }

    private static boolean alike(Problem problem, int one, int other) {
        return Arrays.equals(problem.lendable(one), problem.lendable(other))
                && Arrays.equals(problem.room(one), problem.room(other));
    }

    private static ServerTypes similar(Problem problem) {
        Integer[] byRatio = IntStream.range(0, problem.servers()).boxed().toArray(Integer[]::new);
        Arrays.sort(
                byRatio,
                Comparator.<Integer>comparingDouble(j -> ratio(problem, j)).thenComparing(Comparator.naturalOrder()));
        int[] typeOf = new int[byRatio.length];
        for (int slice = 0; slice < SLICES; slice++) {
            Integer[] bySize =
                    Arrays.copyOfRange(byRatio, slice * byRatio.length / SLICES, (slice + 1) * byRatio.length / SLICES);
            Arrays.sort(
                    bySize,
                    Comparator.<Integer>comparingDouble(j -> first(problem.lendable(j)))
                            .thenComparing(Comparator.naturalOrder()));
            for (int at = 0; at < bySize.length; at++) {
                typeOf[bySize[at]] = slice * SLICES + at * SLICES / bySize.length;
            }
        }
        return new ServerTypes(typeOf, SLICES * SLICES);
    }

    private static double ratio(Problem problem, int server) {
        double load = first(problem.lendable(server));
        return load > 0 ? first(problem.room(server)) / load : Double.MAX_VALUE;
    }

    private static double first(double[] amounts) {
        return amounts.length > 0 ? amounts[0] : 0;
    }

    int types() {
        return types;
    }

    int typeOf(int server) {
        return typeOf[server];
    }
}
