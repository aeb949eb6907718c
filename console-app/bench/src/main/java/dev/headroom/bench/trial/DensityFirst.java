package dev.headroom.bench.trial;

import dev.headroom.ma2scf.placement.Patience;
import dev.headroom.ma2scf.placement.Placement;
import dev.headroom.ma2scf.placement.Placer;
import dev.headroom.ma2scf.placement.Problem;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Residual placement by densities (Kimbrel, Steinder, Sviridenko, Tantawi 2005; the recipe is claim 1 of US 8230438),
 * incremental as in Karve et al. 2006. First the present containers get as much load as they can carry. Then the
 * service with the most remaining load for its memory goes to the server with the most free CPU for its free memory,
 * in part if it does not fit as a whole. CPU is the first resource in proportion to load, memory the first kind of
 * room; other resources are limits only. A higher priority goes before a lower one. Stateless.
 */
public final class DensityFirst implements Placer {
    private record Rest(int service, int priority, double density) {
        static final Comparator<Rest> ORDER = Comparator.comparingInt(Rest::priority)
                .thenComparing(Comparator.comparingDouble(Rest::density).reversed())
                .thenComparingInt(Rest::service);
    }

    public DensityFirst() {}

    @Override
    public Placement place(Problem problem, Patience patience) {
        BaselineDraft draft = new BaselineDraft(problem);
        draft.keepExisting();
        BaselineShift.run(draft, patience);
        ServersByDensity servers = new ServersByDensity(draft);
        PriorityQueue<Rest> queue = new PriorityQueue<>(Rest.ORDER);
        for (int i = 0; i < problem.services(); i++) {
            enqueue(draft, i, queue);
        }
        while (!queue.isEmpty() && !patience.isOver()) {
            int service = queue.remove().service();
            int server = servers.densestFor(service);
            if (server >= 0) {
                double more = Math.min(draft.unserved(service), servers.spare(service, server));
                servers.remove(server);
                draft.add(service, server, more);
                servers.add(server);
                enqueue(draft, service, queue);
            }
        }
        return draft.placement();
    }

    private static void enqueue(BaselineDraft draft, int service, PriorityQueue<Rest> queue) {
        double unserved = draft.unserved(service);
        if (unserved > 0) {
            double load = unserved * draft.unitCost(service, 0);
            queue.add(new Rest(service, draft.problem().borrower(service).priority(), load / draft.footprint(service)));
        }
    }
}
