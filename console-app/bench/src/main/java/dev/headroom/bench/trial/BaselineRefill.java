package dev.headroom.bench.trial;

import dev.headroom.ma2scf.placement.Placement;
import dev.headroom.ma2scf.placement.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Lets one server stop its least productive containers, none to all of them, and start containers of services with a
 * deficit that the {@link Knapsack} chooses. It makes the first change that serves more.
 */
final class BaselineRefill {
    private record Group(int service, int count, double load) {}

    /** The greatest number of items in the knapsack. */
    private static final int CHOICE = 16;
    /** The greatest number of items of one service on one server. */
    private static final int TOGETHER = 4;
    /** The factor by which a refilled server must serve more. */
    private static final double BETTER = 1 + 1e-6;
    /** The factor by which a priority class outweighs the next one. */
    private static final double ABOVE = 1e3;

    private final BaselineDraft draft;
    private final Problem problem;
    private final Placement placement;
    private final double[] value;
    private final List<Integer> shortServices;

    BaselineRefill(BaselineDraft draft) {
        this.draft = draft;
        problem = draft.problem();
        placement = draft.placement();
        int last = IntStream.of(Worth.priorities(problem)).max().orElse(0);
        value = IntStream.range(0, problem.services())
                .mapToDouble(i -> problem.borrower(i).value()
                        * Math.pow(ABOVE, last - problem.borrower(i).priority()))
                .toArray();
        shortServices = sorted(IntStream.range(0, problem.services()));
    }

    private List<Integer> sorted(IntStream services) {
        return services.filter(i -> draft.unserved(i) > 0)
                .boxed()
                .sorted(Comparator.comparingDouble(i ->
                        -draft.unserved(i) * value[i] / Math.max(draft.footprint(i), BaselineDraft.ALMOST_NOTHING)))
                .toList();
    }

    void run(int server) {
        List<Group> groups = leastProductiveFirst(server);
        double before = worth(server);
        for (int stopped = 0; stopped <= groups.size(); stopped++) {
            for (Group group : groups.subList(0, stopped)) {
                draft.set(group.service(), server, 0, 0);
            }
            fill(server, groups.subList(0, stopped));
            if (worth(server) > before * BETTER) {
                return;
            }
            while (placement.size(server) > 0) {
                draft.set(placement.serviceAt(server, 0), server, 0, 0);
            }
            groups.forEach(group -> draft.set(group.service(), server, group.count(), group.load()));
        }
    }

    private List<Group> leastProductiveFirst(int server) {
        return IntStream.range(0, placement.size(server))
                .mapToObj(at -> new Group(
                        placement.serviceAt(server, at), placement.countAt(server, at), placement.loadAt(server, at)))
                .sorted(Comparator.comparingDouble(group -> group.load()
                        * value[group.service()]
                        / Math.max(group.count() * draft.footprint(group.service()), BaselineDraft.ALMOST_NOTHING)))
                .toList();
    }

    private double worth(int server) {
        double worth = 0;
        for (int at = 0; at < placement.size(server); at++) {
            worth += placement.loadAt(server, at) * value[placement.serviceAt(server, at)];
        }
        return worth;
    }

    private void fill(int server, List<Group> stopped) {
        draft.topUp(server);
        List<Knapsack.Thing> things = things(server, stopped);
        boolean[] packed = Knapsack.pack(things, roomLeft(server), enough(server, things));
        for (int at = 0; at < packed.length; at++) {
            int service = things.get(at).service();
            if (packed[at] && draft.startable(service, server) > 0) {
                int count = placement.count(service, server) + 1;
                double more = Math.min(draft.unserved(service), draft.spare(service, server, count));
                if (more > BaselineDraft.ALMOST_NOTHING) {
                    draft.set(service, server, count, placement.load(service, server) + more);
                }
            }
        }
    }

    /**
     * An upper bound on the gain until the server's first resource is used up, if all items use it alike for their
     * value.
     */
    private double enough(int server, List<Knapsack.Thing> things) {
        double most = 0;
        for (Knapsack.Thing thing : things) {
            double cost = draft.unitCost(thing.service(), 0);
            most = Math.max(most, cost > 0 ? value[thing.service()] / cost : Double.POSITIVE_INFINITY);
        }
        return most * placement.left(server, 0);
    }

    /** The items to choose from. Stopped containers may start again: only as many as the others leave room for. */
    private List<Knapsack.Thing> things(int server, List<Group> stopped) {
        List<Knapsack.Thing> things = new ArrayList<>();
        Set<Integer> looked = new HashSet<>();
        for (Group group : stopped) {
            looked.add(group.service());
            addThings(group.service(), server, things);
        }
        List<Integer> among = problem.isOpen() ? shortServices : sorted(IntStream.of(problem.candidates(server)));
        for (int at = 0; at < among.size() && things.size() < CHOICE; at++) {
            if (looked.add(among.get(at))) {
                addThings(among.get(at), server, things);
            }
        }
        things.sort(Comparator.comparingDouble(
                thing -> -thing.gain() / Math.max(draft.footprint(thing.service()), BaselineDraft.ALMOST_NOTHING)));
        return things;
    }

    private void addThings(int service, int server, List<Knapsack.Thing> things) {
        int startable = Math.min(TOGETHER, draft.startable(service, server));
        int count = placement.count(service, server);
        double unserved = draft.unserved(service);
        double before = Math.min(unserved, draft.spare(service, server, count));
        for (int more = 1; more <= startable; more++) {
            double with = Math.min(unserved, draft.spare(service, server, count + more));
            if (with - before > BaselineDraft.ALMOST_NOTHING) {
                things.add(new Knapsack.Thing(
                        service,
                        (with - before) * value[service],
                        problem.borrower(service).footprint()));
            }
            before = with;
        }
    }

    private double[] roomLeft(int server) {
        int kinds = problem.supply(server).room().size();
        return IntStream.range(0, kinds)
                .mapToDouble(kind -> placement.roomLeft(server, kind))
                .toArray();
    }
}
