package dev.headroom.ma2scf.finder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Priority classes as one class, in which a unit of a higher class is worth more: so much more for each core that it
 * seldom pays to serve a lower class in place of a higher one. Then all loads may be moved together, which the core,
 * taking one class after the other, does not do; and the worth of all bounds the amount of a lower class.
 */
final class Ranking {
    /** Of two classes the higher one is worth at least so much more for each core. */
    private static final double STEP = 10;

    private Ranking() {}

    /** The {@code requests} in their order, all of one priority. */
    static List<Request> oneClass(List<Request> requests) {
        List<Integer> lowestFirst = requests.stream()
                .map(Request::priority)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
        List<Request> ranked = new ArrayList<>(requests);
        double least = 0;
        for (int priority : lowestFirst) {
            double own = requests.stream()
                    .filter(r -> r.priority() == priority)
                    .mapToDouble(Ranking::density)
                    .min()
                    .orElse(1);
            double factor = Math.max(1, STEP * least / own);
            for (int i = 0; i < ranked.size(); i++) {
                Request request = requests.get(i);
                if (request.priority() == priority) {
                    ranked.set(i, request.ranked(lowestFirst.getLast(), request.value() * factor));
                    least = Math.max(least, density(request) * factor);
                }
            }
        }
        return ranked;
    }

    private static double density(Request request) {
        return request.value() / request.need().unitCost();
    }
}
