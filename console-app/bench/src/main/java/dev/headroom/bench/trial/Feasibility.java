package dev.headroom.bench.trial;

import dev.headroom.ma2scf.placement.Borrower;
import dev.headroom.ma2scf.placement.Placement;
import dev.headroom.ma2scf.placement.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks every rule that an answer must keep. It adds up loads and containers itself, so that it finds errors in the
 * sums of the {@link Placement} too. Stateless.
 */
public final class Feasibility {
    /** The part of a limit by which rounding may exceed it. */
    private static final double TOLERANCE = 1e-6;

    private static final double ALMOST_NOTHING = 1e-9;

    private final Problem problem;
    private final Placement placement;
    private final List<String> found = new ArrayList<>();
    private final double[] served;
    private final int[] containers;
    private final int[][] inZone;

    private Feasibility(Problem problem, Placement placement) {
        this.problem = problem;
        this.placement = placement;
        served = new double[problem.services()];
        containers = new int[problem.services()];
        inZone = new int[problem.services()][problem.zones()];
    }

    /** One sentence for each broken rule; empty if the answer is feasible. Minimum counts are not checked. */
    public static List<String> violations(Problem problem, Placement placement) {
        return violations(problem, placement, false);
    }

    /**
     * One sentence for each broken rule; empty if the answer is feasible.
     *
     * @param minimumsToo also reports each service with fewer containers than its minimum, even if there is no
     *     place for more
     */
    public static List<String> violations(Problem problem, Placement placement, boolean minimumsToo) {
        Feasibility check = new Feasibility(problem, placement);
        for (int j = 0; j < problem.servers(); j++) {
            check.places(j);
            check.resources(j);
            check.groups(j);
        }
        for (int i = 0; i < problem.services(); i++) {
            check.service(i, minimumsToo);
        }
        return List.copyOf(check.found);
    }

    private void places(int server) {
        Set<Integer> seen = new HashSet<>();
        for (int at = 0; at < placement.size(server); at++) {
            int service = placement.serviceAt(server, at);
            int count = placement.countAt(server, at);
            double load = placement.loadAt(server, at);
            if (!seen.add(service)) {
                found.add("Service %d is on server %d twice.".formatted(service, server));
            }
            if (count < 1) {
                found.add("Service %d has %d containers on server %d.".formatted(service, count, server));
            }
            if (!(load >= 0) || Double.isInfinite(load)) {
                found.add("Service %d carries %s on server %d.".formatted(service, load, server));
            }
            if (count > problem.most(service, server)) {
                found.add("Service %d has %d containers on server %d, where it may have %d."
                        .formatted(service, count, server, problem.most(service, server)));
            }
            if (isOver(load, count * problem.containerLimit(service))) {
                found.add("Service %d carries %s on server %d: too much for %d containers."
                        .formatted(service, load, server, count));
            }
            served[service] += load;
            containers[service] += count;
            inZone[service][problem.zone(server)] += count;
        }
    }

    private void resources(int server) {
        List<Double> lendable = problem.supply(server).lendable();
        for (int kind = 0; kind < lendable.size(); kind++) {
            double used = 0;
            for (int at = 0; at < placement.size(server); at++) {
                used += placement.loadAt(server, at)
                        * borrower(server, at).unitCost().get(kind);
            }
            compare("Load", server, kind, used, lendable.get(kind));
        }
        List<Double> room = problem.supply(server).room();
        for (int kind = 0; kind < room.size(); kind++) {
            double taken = 0;
            for (int at = 0; at < placement.size(server); at++) {
                taken += placement.countAt(server, at)
                        * borrower(server, at).footprint().get(kind);
            }
            compare("Containers", server, kind, taken, room.get(kind));
        }
    }

    private void compare(String what, int server, int kind, double used, double limit) {
        if (isOver(used, limit)) {
            found.add("%s on server %d: %s of resource %d, which has %s.".formatted(what, server, used, kind, limit));
        }
    }

    private Borrower borrower(int server, int at) {
        return problem.borrower(placement.serviceAt(server, at));
    }

    private void groups(int server) {
        Map<Integer, Integer> byGroup = new HashMap<>();
        for (int at = 0; at < placement.size(server); at++) {
            int service = placement.serviceAt(server, at);
            int group = problem.borrower(service).limits().apart();
            if (group != Borrower.Limits.WITH_ANY) {
                int other = byGroup.merge(group, service, (first, next) -> first);
                if (other != service) {
                    found.add(
                            "Services %d and %d must be apart and share server %d.".formatted(other, service, server));
                }
            }
        }
    }

    private void service(int service, boolean minimumsToo) {
        Borrower.Limits limits = problem.borrower(service).limits();
        if (isOver(served[service], problem.demand(service))) {
            found.add("Service %d is served %s of %s.".formatted(service, served[service], problem.demand(service)));
        }
        if (containers[service] > limits.atMost()) {
            found.add("Service %d has %d containers, at most %d."
                    .formatted(service, containers[service], limits.atMost()));
        }
        for (int zone = 0; zone < problem.zones(); zone++) {
            if (inZone[service][zone] > limits.perZone()) {
                found.add("Service %d has %d containers in zone %d, at most %d."
                        .formatted(service, inZone[service][zone], zone, limits.perZone()));
            }
        }
        if (minimumsToo && containers[service] < limits.atLeast()) {
            found.add("Service %d has %d containers, at least %d."
                    .formatted(service, containers[service], limits.atLeast()));
        }
        if (containers[service] != placement.containers(service)
                || isOver(Math.abs(served[service] - placement.served(service)), TOLERANCE * served[service])) {
            found.add("Service %d: the placement says %s with %d containers, its servers say %s with %d."
                    .formatted(
                            service,
                            placement.served(service),
                            placement.containers(service),
                            served[service],
                            containers[service]));
        }
    }

    private static boolean isOver(double used, double limit) {
        return used > limit * (1 + TOLERANCE) + ALMOST_NOTHING;
    }
}
