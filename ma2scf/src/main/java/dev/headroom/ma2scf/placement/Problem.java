package dev.headroom.ma2scf.placement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A question to MA2SCF in numbers: servers that can lend, services that are short, and the containers that run for them now.
 * Servers, services, resources and zones are named by their index. Immutable; safe to share between threads.
 *
 * <p>The formulation is a class-constrained multiple knapsack: load uses {@code lendable} in proportion, each container takes its
 * {@code footprint} of {@code room}, and load is only carried where a container runs.
 */
public final class Problem {
    /** Sums of measured numbers are never exact: this part of what there is may be used too much. */
    static final double TOLERANCE = 1e-9;

    private final List<Supply> supplies;
    private final Borrower[] borrowers;
    private final int zones;
    private final double[][] lendable;
    private final double[][] room;
    private final double[][] unitCost;
    private final double[][] footprint;
    private final double[] demand;
    private final double[] containerLimit;
    private final double[] value;
    private final int[] priority;
    private final int[] zone;
    private final Pairs pairs;
    private final Pairs existing;

    private Problem(Builder builder) {
        supplies = List.copyOf(builder.supplies);
        List<Borrower> named = List.copyOf(builder.borrowers);
        borrowers = named.toArray(Borrower[]::new);
        value = named.stream().mapToDouble(Borrower::value).toArray();
        priority = named.stream().mapToInt(Borrower::priority).toArray();
        zone = supplies.stream().mapToInt(Supply::zone).toArray();
        zones = Arrays.stream(zone).max().orElse(-1) + 1;
        lendable = rows(supplies.stream().map(Supply::lendable).toList());
        room = rows(supplies.stream().map(Supply::room).toList());
        unitCost = rows(named.stream().map(Borrower::unitCost).toList());
        footprint = rows(named.stream().map(Borrower::footprint).toList());
        demand = named.stream().mapToDouble(Borrower::demand).toArray();
        containerLimit = named.stream().mapToDouble(Borrower::containerLimit).toArray();
        sameLength("resources in proportion to load", lendable, unitCost);
        sameLength("resources a container takes", room, footprint);
        int[] perServer = named.stream().mapToInt(b -> b.limits().perServer()).toArray();
        pairs = builder.restricted
                ? Pairs.listed(supplies.size(), perServer, builder.allowed)
                : Pairs.everywhere(supplies.size(), perServer);
        existing = Pairs.listed(supplies.size(), new int[named.size()], builder.existing);
    }

    private static double[][] rows(List<List<Double>> lists) {
        return lists.stream()
                .map(list -> list.stream().mapToDouble(Double::doubleValue).toArray())
                .toArray(double[][]::new);
    }

    private static void sameLength(String what, double[][] ofServers, double[][] ofServices) {
        long lengths = java.util.stream.Stream.concat(Arrays.stream(ofServers), Arrays.stream(ofServices))
                .mapToInt(row -> row.length)
                .distinct()
                .count();
        if (lengths > 1) {
            throw new IllegalArgumentException("Every server and service must name the same %s.".formatted(what));
        }
    }

    public int servers() {
        return lendable.length;
    }

    public int services() {
        return unitCost.length;
    }

    public int zones() {
        return zones;
    }

    public Supply supply(int server) {
        return supplies.get(server);
    }

    public Borrower borrower(int service) {
        return borrowers[service];
    }

    public int zone(int server) {
        return zone[server];
    }

    public double demand(int service) {
        return demand[service];
    }

    /** What one unit of {@code service} is worth. */
    double value(int service) {
        return value[service];
    }

    /** The priority class of {@code service}. */
    int priority(int service) {
        return priority[service];
    }

    public double containerLimit(int service) {
        return containerLimit[service];
    }

    /** Containers of {@code service} that {@code server} may run at once, those that run there now included. */
    public int most(int service, int server) {
        return pairs.count(server, service);
    }

    /** Containers of {@code service} that fit into the room of {@code server} when nothing else takes any; at most {@link #most}. */
    public int fits(int service, int server) {
        double fitting = most(service, server);
        double[] takes = footprint[service];
        for (int kind = 0; kind < takes.length; kind++) {
            if (takes[kind] > 0) {
                fitting = Math.min(fitting, room[server][kind] * (1 + TOLERANCE) / takes[kind]);
            }
        }
        return (int) fitting;
    }

    /** Containers of {@code service} that run on {@code server} now, for the demand that is asked here. */
    public int existing(int service, int server) {
        return existing.count(server, service);
    }

    /** The services that may run on {@code server}, in ascending order; must not be changed. */
    public int[] candidates(int server) {
        return pairs.services(server);
    }

    /** The services that run on {@code server} now, in ascending order; must not be changed. */
    public int[] existing(int server) {
        return existing.services(server);
    }

    /** Whether every server may run every service, with the same limit on each. */
    public boolean isOpen() {
        return pairs.isEverywhere();
    }

    /** Units of {@code service} that {@code containers} of it carry on {@code server} when nothing else uses it. */
    public double carries(int service, int server, int containers) {
        double most = containers * containerLimit[service];
        double[] cost = unitCost[service];
        for (int kind = 0; kind < cost.length; kind++) {
            if (cost[kind] > 0) {
                most = Math.min(most, lendable[server][kind] / cost[kind]);
            }
        }
        return containers == 0 ? 0 : most;
    }

    /** Indexed by resource; must not be changed. */
    double[] lendable(int server) {
        return lendable[server];
    }

    /** Indexed by resource; must not be changed. */
    double[] room(int server) {
        return room[server];
    }

    /** Indexed by resource; must not be changed. */
    double[] unitCost(int service) {
        return unitCost[service];
    }

    /** Indexed by resource; must not be changed. */
    double[] footprint(int service) {
        return footprint[service];
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects what a problem is made of. */
    public static final class Builder {
        private final List<Supply> supplies = new ArrayList<>();
        private final List<Borrower> borrowers = new ArrayList<>();
        private final List<Pairs.Pair> allowed = new ArrayList<>();
        private final List<Pairs.Pair> existing = new ArrayList<>();
        private boolean restricted;

        private Builder() {}

        /** Returns its index. */
        public int add(Supply supply) {
            supplies.add(supply);
            return supplies.size() - 1;
        }

        /** Returns its index. */
        public int add(Borrower borrower) {
            borrowers.add(borrower);
            return borrowers.size() - 1;
        }

        /**
         * Once called, a service may run only where this was said.
         *
         * @param most containers at once, those that exist included; not above the service's own limit a server
         */
        public Builder allow(int service, int server, int most) {
            restricted = true;
            allowed.add(new Pairs.Pair(server, service, most));
            return this;
        }

        /** Forbids every pair that {@link #allow} does not name, even if it names none. */
        public Builder nowhereElse() {
            restricted = true;
            return this;
        }

        public Builder running(int service, int server, int containers) {
            existing.add(new Pairs.Pair(server, service, containers));
            return this;
        }

        public Problem build() {
            return new Problem(this);
        }
    }
}
