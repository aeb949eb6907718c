package dev.headroom.bench.trial;

import dev.headroom.ma2scf.placement.Patience;
import dev.headroom.ma2scf.placement.Placement;
import dev.headroom.ma2scf.placement.Placer;
import dev.headroom.ma2scf.placement.Problem;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The name MA2SCF taken literally for many borrowers: one service after the other, the greatest deficit of the
 * highest priority first; each fills its present containers and then starts on the servers with the most available
 * capacity for it. It moves no load. Stateless.
 */
public final class NaiveMostAvailable implements Placer {
    public NaiveMostAvailable() {}

    @Override
    public Placement place(Problem problem, Patience patience) {
        return draft(problem, patience).placement();
    }

    static BaselineDraft draft(Problem problem, Patience patience) {
        BaselineDraft draft = new BaselineDraft(problem);
        draft.keepExisting();
        Openings openings = new Openings(problem);
        int[] byDeficit = IntStream.range(0, problem.services())
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(
                                i -> problem.borrower(i).priority())
                        .thenComparing(Comparator.<Integer>comparingDouble(i ->
                                        problem.demand(i) * problem.borrower(i).value())
                                .reversed()))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int service : byDeficit) {
            fillExisting(draft, service);
            if (draft.unserved(service) > 0 && !patience.isOver()) {
                start(draft, service, openings.servers(service));
            }
        }
        return draft;
    }

    private static void fillExisting(BaselineDraft draft, int service) {
        Placement placement = draft.placement();
        for (int number = 0; number < placement.hosts(service); number++) {
            int server = placement.hostOf(service, number);
            double spare = draft.spare(service, server, placement.count(service, server));
            double more = Math.min(draft.unserved(service), spare);
            if (more > 0) {
                draft.add(service, server, more);
            }
        }
    }

    private static void start(BaselineDraft draft, int service, int[] servers) {
        ServerHeap byAvailable = new ServerHeap(servers.length);
        for (int server : servers) {
            int startable = draft.startable(service, server);
            if (startable > 0) {
                int count = draft.placement().count(service, server);
                byAvailable.offer(server, draft.spare(service, server, count + startable));
            }
        }
        byAvailable.order();
        while (draft.unserved(service) > 0 && !byAvailable.isEmpty() && byAvailable.firstKey() > 0) {
            int server = byAvailable.poll();
            int count = draft.placement().count(service, server);
            double spare = draft.spare(service, server, count + draft.startable(service, server));
            double more = Math.min(draft.unserved(service), spare);
            if (more > 0) {
                draft.add(service, server, more);
            }
        }
    }
}
