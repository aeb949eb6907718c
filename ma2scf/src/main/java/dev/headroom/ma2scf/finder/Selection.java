package dev.headroom.ma2scf.finder;

import dev.headroom.ma2scf.model.ServerId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Third stage: takes pieces in order, as far as the limits allow, until they cover the deficit, then puts the smallest piece that
 * still does so in place of the last.
 *
 * <p>Where no zone is avoided, this reaches {@code min(deficit, the most that allowed pieces add up to)} with the fewest starts
 * possible: the k largest allowed pieces add up to at least as much as any k others; see {@link Allowance}.
 */
final class Selection {
    /** Sums of measured numbers are never exact: this part of the deficit may be missing. */
    static final double TOLERANCE = 1e-9;

    private final Request request;
    private final Request.Need need;
    private final Allowance allowance;
    private final List<Piece> taken = new ArrayList<>();

    private Selection(Request request) {
        this.request = request;
        need = request.need();
        allowance = new Allowance(request);
    }

    /** @param sorted by {@link MostAvailable} */
    static List<Piece> of(List<Piece> sorted, Request request) {
        return new Selection(request).taken(sorted);
    }

    private List<Piece> taken(List<Piece> sorted) {
        double sum = 0;
        double before = 0;
        for (Piece piece : sorted) {
            if (closes(sum, need) && taken.size() >= need.atLeast()) {
                break;
            }
            if (allowance.refusal(piece).isEmpty()) {
                allowance.take(piece);
                taken.add(piece);
                before = sum;
                sum += piece.amount();
            }
        }
        if (closes(sum, need) && !closes(before, need)) {
            Piece last = taken.removeLast();
            allowance.putBack(last);
            taken.add(smallest(last, before, sorted));
        }
        return taken;
    }

    private Piece smallest(Piece last, double before, List<Piece> sorted) {
        boolean avoided = MostAvailable.isIn(last, request.avoided());
        return next(sorted).stream()
                .filter(p -> MostAvailable.isIn(p, request.avoided()) == avoided)
                .filter(p -> closes(before + p.amount(), need))
                .min(Comparator.comparingDouble(Piece::amount).thenComparing(MostAvailable.order(request)))
                .orElse(last);
    }

    /** What could be taken now. Pieces of one server are used in order: a later one cannot be had without the earlier. */
    private List<Piece> next(List<Piece> sorted) {
        Set<Piece> gone = new HashSet<>(taken);
        Set<ServerId> seen = new HashSet<>();
        return sorted.stream()
                .filter(p -> !gone.contains(p))
                .filter(p -> seen.add(p.lender().server()))
                .filter(p -> allowance.refusal(p).isEmpty())
                .toList();
    }

    static boolean closes(double sum, Request.Need need) {
        return sum >= need.deficit() * (1 - TOLERANCE);
    }
}
