package dev.headroom.bench.trial;

import dev.headroom.ma2scf.placement.Patience;
import dev.headroom.ma2scf.placement.Placement;
import dev.headroom.ma2scf.placement.Placer;
import dev.headroom.ma2scf.placement.Problem;
import java.util.stream.IntStream;

/**
 * After Karve et al. 2006 and Tang et al. 2007, as far as their texts are public. It begins with the naive answer and
 * repeats while that helps: shift the load so that idle CPU and free memory meet on one server, drop idle containers,
 * and let each server stop its least productive containers and start better ones of services with a deficit. At the
 * end existing containers stay where there is room. Stateless.
 */
public final class ShiftAndRefill implements Placer {
    /** The part of the served amount that a round must add for another round to follow. */
    private static final double WORTH_A_ROUND = 1e-5;

    public ShiftAndRefill() {}

    @Override
    public Placement place(Problem problem, Patience patience) {
        BaselineDraft draft = NaiveMostAvailable.draft(problem, patience);
        double before;
        do {
            before = draft.placement().amount();
            BaselineShift.run(draft, patience);
            dropIdle(draft);
            refill(draft, patience);
        } while (!patience.isOver() && draft.placement().amount() > before * (1 + WORTH_A_ROUND));
        BaselineShift.run(draft, patience);
        dropIdle(draft);
        draft.keepExisting();
        return draft.placement();
    }

    private static void dropIdle(BaselineDraft draft) {
        Placement placement = draft.placement();
        for (int j = 0; j < draft.problem().servers(); j++) {
            for (int at = placement.size(j) - 1; at >= 0; at--) {
                double load = placement.loadAt(j, at);
                int service = placement.serviceAt(j, at);
                if (load <= BaselineDraft.ALMOST_NOTHING) {
                    draft.set(service, j, 0, 0);
                } else {
                    double limit = draft.problem().containerLimit(service);
                    int needed = Math.max(1, (int) Math.ceil(load / limit - BaselineDraft.ALMOST_NOTHING));
                    draft.set(service, j, Math.min(needed, placement.countAt(j, at)), load);
                }
            }
        }
    }

    /** Refills the servers, those with the most idle CPU first. */
    private static void refill(BaselineDraft draft, Patience patience) {
        ServerHeap byIdle = new ServerHeap(draft.problem().servers());
        IntStream.range(0, draft.problem().servers())
                .forEach(j -> byIdle.offer(j, draft.placement().left(j, 0)));
        byIdle.order();
        BaselineRefill refill = new BaselineRefill(draft);
        while (!byIdle.isEmpty() && byIdle.firstKey() > BaselineDraft.ALMOST_NOTHING && !patience.isOver()) {
            refill.run(byIdle.poll());
        }
    }
}
