package dev.headroom.ma2scf.placement;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Takes back the starts that bring least, as long as an amount is still served: what is left is the amount for fewer changes. */
final class Thinning {
    private record Started(int service, int server, double load) {}

    private final Draft draft;
    private final Problem problem;
    private final Placement placement;
    private final LoadShift shift;

    Thinning(Draft draft, LoadShift shift) {
        this.draft = draft;
        this.shift = shift;
        problem = draft.problem();
        placement = draft.placement();
    }

    /** Goes once over all containers of the open class that would be started, those that carry least first. */
    void run(double goal, Patience patience) {
        Started[] started = IntStream.range(0, problem.servers())
                .boxed()
                .flatMap(j -> IntStream.range(0, placement.size(j))
                        .filter(at -> isStarted(j, at))
                        .mapToObj(at -> new Started(placement.serviceAt(j, at), j, worth(j, at))))
                .toArray(Started[]::new);
        Arrays.sort(
                started,
                Comparator.comparingDouble(Started::load)
                        .thenComparingInt(Started::server)
                        .thenComparingInt(Started::service));
        for (Started one : started) {
            if (patience.isOver()) {
                return;
            }
            tryWithout(one, goal);
        }
    }

    private boolean isStarted(int server, int at) {
        int service = placement.serviceAt(server, at);
        return draft.isOpen(service) && placement.countAt(server, at) > problem.existing(service, server);
    }

    private double worth(int server, int at) {
        return placement.loadAt(server, at)
                / placement.countAt(server, at)
                * problem.borrower(placement.serviceAt(server, at)).value();
    }

    private void tryWithout(Started one, double goal) {
        int count = placement.count(one.service(), one.server());
        double load = placement.load(one.service(), one.server());
        int missing = draft.missing();
        draft.mark();
        double fits = count > 1 ? Math.min(load, (count - 1) * problem.containerLimit(one.service())) : 0;
        draft.put(one.service(), one.server(), count - 1, fits);
        shift.fill(one.service());
        if (draft.amount() < goal || draft.missing() > missing) {
            draft.takeBack();
        }
    }
}
