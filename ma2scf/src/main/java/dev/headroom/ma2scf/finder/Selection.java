package dev.headroom.ma2scf.finder;

import dev.headroom.ma2scf.model.ServerId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Third stage: takes pieces in order until they cover the deficit, then puts the smallest piece that still does so in place
 * of the last.
 *
 * <p>Where no zone is avoided, this reaches {@code min(deficit, sum of all pieces)} with the fewest starts possible: the k
 * largest pieces add up to at least as much as any k others.
 */
final class Selection {
    /** Sums of measured numbers are never exact: this part of the deficit may be missing. */
    static final double TOLERANCE = 1e-9;

    private Selection() {}

    /** @param sorted by {@link MostAvailable} */
    static List<Piece> of(List<Piece> sorted, Request request) {
        Request.Need need = request.need();
        List<Piece> taken = new ArrayList<>();
        double sum = 0;
        double before = 0;
        for (Piece piece : sorted) {
            if (closes(sum, need) && taken.size() >= need.atLeast()) {
                break;
            }
            taken.add(piece);
            before = sum;
            sum += piece.amount();
        }
        if (closes(sum, need) && !closes(before, need)) {
            taken.add(smallest(taken.removeLast(), before, taken.size() + 1, sorted, request));
        }
        return taken;
    }

    private static Piece smallest(Piece last, double before, int taken, List<Piece> sorted, Request request) {
        boolean avoided = MostAvailable.isIn(last, request.avoided());
        return firstOfEachServer(sorted.subList(taken - 1, sorted.size())).stream()
                .filter(p -> MostAvailable.isIn(p, request.avoided()) == avoided)
                .filter(p -> closes(before + p.amount(), request.need()))
                .min(Comparator.comparingDouble(Piece::amount).thenComparing(MostAvailable.order(request)))
                .orElse(last);
    }

    /** Pieces of one server are used in order: a later one cannot be had without the earlier. */
    private static List<Piece> firstOfEachServer(List<Piece> sorted) {
        Set<ServerId> seen = new HashSet<>();
        return sorted.stream().filter(p -> seen.add(p.lender().server())).toList();
    }

    private static boolean closes(double sum, Request.Need need) {
        return sum >= need.deficit() * (1 - TOLERANCE);
    }
}
