package dev.headroom.ma2scf.finder;

import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which pieces may still be taken under the {@link Request.Limits}, while they are taken.
 *
 * <p>"At most k in all, at most z of each zone" is a laminar matroid: zones do not overlap, and all of them lie in the whole. So
 * taking the largest piece that is still allowed gives, after each k, the greatest sum of any k allowed pieces (Edmonds 1971,
 * <i>Matroids and the greedy algorithm</i>, DOI 10.1007/BF01584082).
 */
final class Allowance {
    private final ServiceId service;
    private final Request.Limits limits;
    private final Map<ZoneId, Integer> takenIn = new HashMap<>();
    private int taken;

    Allowance(Request request) {
        service = request.service();
        limits = request.limits();
    }

    /** What {@code sorted} comes to under the limits of {@code request}, taken in its order. */
    static List<Piece> allowed(List<Piece> sorted, Request request) {
        Allowance allowance = new Allowance(request);
        List<Piece> allowed = new ArrayList<>();
        for (Piece piece : sorted) {
            if (allowance.refusal(piece).isEmpty()) {
                allowance.take(piece);
                allowed.add(piece);
            }
        }
        return allowed;
    }

    /** Why {@code piece} may not be taken besides those that were; empty if it may. */
    Optional<Refusal> refusal(Piece piece) {
        ZoneId zone = piece.lender().zone();
        if (taken >= limits.atMost()) {
            return Optional.of(new Refusal.MaximumReached(service));
        }
        return takenIn.getOrDefault(zone, 0) >= limits.leftIn(zone)
                ? Optional.of(new Refusal.ZoneFull(service, zone, limits.perZone()))
                : Optional.empty();
    }

    void take(Piece piece) {
        taken++;
        takenIn.merge(piece.lender().zone(), 1, Integer::sum);
    }

    /** Undoes the last {@link #take} of {@code piece}. */
    void putBack(Piece piece) {
        taken--;
        takenIn.merge(piece.lender().zone(), -1, Integer::sum);
    }
}
