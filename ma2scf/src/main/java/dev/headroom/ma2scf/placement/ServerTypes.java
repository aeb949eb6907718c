package dev.headroom.ma2scf.placement;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

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
        Comparator<Integer> byNumbers = Comparator.<Integer, double[]>comparing(problem::lendable, Arrays::compare)
                .thenComparing(problem::room, Arrays::compare);
        // one server of each kind: where there are too many kinds, this is known after few servers
        NavigableMap<Integer, Integer> kinds = new TreeMap<>(byNumbers);
        for (int j = 0; j < problem.servers(); j++) {
            kinds.putIfAbsent(j, 0);
            if (kinds.size() > MOST) {
                return similar(problem);
            }
        }
        int types = 0;
        for (Map.Entry<Integer, Integer> kind : kinds.entrySet()) {
            kind.setValue(types++);
        }
        int[] typeOf = new int[problem.servers()];
        Arrays.setAll(typeOf, j -> kinds.getOrDefault(j, 0));
        return new ServerTypes(typeOf, types);
    }

    private static ServerTypes similar(Problem problem) {
        int[] byRatio = Order.ascending(problem.servers(), _ -> true, j -> ratio(problem, j));
        int[] typeOf = new int[byRatio.length];
        for (int slice = 0; slice < SLICES; slice++) {
            int[] bySize =
                    Arrays.copyOfRange(byRatio, slice * byRatio.length / SLICES, (slice + 1) * byRatio.length / SLICES);
            Arrays.sort(bySize);
            Order.ascending(bySize, j -> first(problem.lendable(j)));
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
