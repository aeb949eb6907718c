package dev.headroom.ma2scf.finder;

import dev.headroom.ma2scf.finder.Allocation.Part;
import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ZoneId;
import dev.headroom.ma2scf.placement.Borrower;
import dev.headroom.ma2scf.placement.Placement;
import dev.headroom.ma2scf.placement.Problem;
import dev.headroom.ma2scf.placement.Supply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Requests and lenders as a {@link Problem} in numbers, and the answer back. The index of a service is that of its request, the
 * index of a server that of its lender.
 *
 * <p>Two limits have no equal there: zones of which a different number is in use, and services apart from others that are not
 * apart from each other. The problem has the weaker form of them, so a bound for it is a bound for what was asked; what the
 * answer breaks of the stronger form {@link Narrowing} forbids.
 */
final class Translation {
    private final List<Request> requests;
    private final List<Lender> lenders;
    private final boolean networkCounts;
    private final double unlimited;
    private final List<Integer> groups;

    /** @param lenders in order of server */
    Translation(List<Request> requests, List<Lender> lenders) {
        this.requests = List.copyOf(requests);
        this.lenders = List.copyOf(lenders);
        networkCounts = lenders.stream().anyMatch(Lender::networkIsLimited)
                && requests.stream().anyMatch(r -> r.need().networkCost() > 0);
        // a network whose limit is unknown limits nothing: it carries twice all that is asked
        unlimited = 1
                + 2
                        * requests.stream()
                                .mapToDouble(r -> r.need().deficit() * r.need().networkCost())
                                .sum();
        groups = groups();
    }

    List<Request> requests() {
        return requests;
    }

    List<Lender> lenders() {
        return lenders;
    }

    /** How many containers each service may start on each server, in the zones that it avoids or not. */
    int[][] most(boolean avoidedToo) {
        int[][] most = new int[requests.size()][lenders.size()];
        for (int i = 0; i < most.length; i++) {
            Request request = requests.get(i);
            for (Request.Candidate candidate : request.candidates()) {
                int j = index(candidate.server());
                if (j >= 0
                        && (avoidedToo
                                || !request.avoided().contains(lenders.get(j).zone()))) {
                    int pieces =
                            Pieces.of(lenders.get(j), candidate, request.need()).size();
                    most[i][j] = Math.min(
                            pieces, request.limits().leftIn(lenders.get(j).zone()));
                }
            }
        }
        return most;
    }

    private int index(ServerId server) {
        int low = 0;
        int high = lenders.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = lenders.get(middle).server().compareTo(server);
            if (order == 0) {
                return middle;
            }
            low = order < 0 ? middle + 1 : low;
            high = order > 0 ? middle - 1 : high;
        }
        return -1;
    }

    /** @param first what was found already and should be kept */
    Problem problem(int[][] most, Allocation first) {
        Problem.Builder builder = Problem.builder().nowhereElse();
        Map<ZoneId, Integer> zones = new TreeMap<>();
        for (Lender lender : lenders) {
            builder.add(supply(lender, zones.computeIfAbsent(lender.zone(), _ -> zones.size())));
        }
        for (int i = 0; i < requests.size(); i++) {
            builder.add(borrower(i, most[i]));
            for (int j = 0; j < lenders.size(); j++) {
                if (most[i][j] > 0) {
                    builder.allow(i, j, most[i][j]);
                    int running = Math.min(
                            most[i][j],
                            first.part(requests.get(i), lenders.get(j).server())
                                    .map(Part::containers)
                                    .orElse(0));
                    if (running > 0) {
                        builder.running(i, j, running);
                    }
                }
            }
        }
        return builder.build();
    }

    private Supply supply(Lender lender, int zone) {
        List<Double> lendable = new ArrayList<>(List.of(lender.lendable().cpu()));
        if (networkCounts) {
            lendable.add(lender.networkIsLimited() ? lender.lendable().network() : unlimited);
        }
        double slots = Math.max(0, lender.loanLimit() - lender.loans());
        return new Supply(lendable, List.of((double) lender.lendable().memory(), slots), zone);
    }

    private Borrower borrower(int service, int[] most) {
        Request request = requests.get(service);
        Request.Need need = request.need();
        List<Double> unitCost = networkCounts ? List.of(need.unitCost(), need.networkCost()) : List.of(need.unitCost());
        int perServer = 0;
        int perZone = 0;
        for (int j = 0; j < most.length; j++) {
            perServer = Math.max(perServer, most[j]);
            perZone = Math.max(perZone, request.limits().leftIn(lenders.get(j).zone()));
        }
        int atMost = request.limits().atMost();
        // what is started for the minimum's sake must be able to carry something, too
        double demand = Math.max(need.deficit(), need.atLeast() * Pieces.least(need));
        return new Borrower(
                demand,
                request.value(),
                Math.max(0, request.priority()),
                unitCost,
                List.of((double) need.footprint(), 1.0),
                need.containerLimit(),
                new Borrower.Limits(Math.min(need.atLeast(), atMost), atMost, perServer, perZone, groups.get(service)));
    }

    /** Cliques of services that are apart from each other, each service in at most one. */
    private List<Integer> groups() {
        List<List<Request>> cliques = new ArrayList<>();
        for (Request request : requests) {
            List<Request> clique = cliques.stream()
                    .filter(c -> c.stream().allMatch(other -> areApart(request, other)))
                    .findFirst()
                    .orElseGet(() -> {
                        List<Request> own = new ArrayList<>();
                        cliques.add(own);
                        return own;
                    });
            clique.add(request);
        }
        return requests.stream().map(request -> group(request, cliques)).toList();
    }

    private static int group(Request request, List<List<Request>> cliques) {
        for (int number = 0; number < cliques.size(); number++) {
            List<Request> clique = cliques.get(number);
            if (clique.contains(request)) {
                return clique.size() > 1 ? number : Borrower.Limits.WITH_ANY;
            }
        }
        return Borrower.Limits.WITH_ANY;
    }

    static boolean areApart(Request one, Request other) {
        return one.limits().apart().contains(other.service())
                || other.limits().apart().contains(one.service());
    }

    /** What {@code placement} gives, as far as {@code most} allows it. */
    Allocation back(Placement placement, int[][] most) {
        SortedMap<ServiceId, SortedMap<ServerId, Part>> parts = new TreeMap<>();
        for (int i = 0; i < requests.size(); i++) {
            SortedMap<ServerId, Part> of = new TreeMap<>();
            double served = placement.served(i);
            double asked = requests.get(i).need().deficit();
            double part = served > asked ? asked / served : 1;
            for (int j = 0; j < lenders.size(); j++) {
                int count = placement.count(i, j);
                if (count > 0) {
                    of.put(lenders.get(j).server(), new Part(count, part * Math.max(0, placement.load(i, j))));
                }
            }
            parts.put(requests.get(i).service(), of);
        }
        return within(new Allocation(parts), most);
    }

    /** {@code allocation}, where the less important leave the more important what makes their starts worth it. */
    Allocation spared(Allocation allocation) {
        Allocation spared = allocation;
        for (Lender lender : lenders) {
            if (allocation.borrowers(lender.server(), requests).size() > 1) {
                for (Request request : requests) {
                    spared = spared.spared(lender, request, requests);
                }
            }
        }
        return spared;
    }

    /** {@code allocation}, as far as {@code most} allows it. */
    Allocation within(Allocation allocation, int[][] most) {
        SortedMap<ServiceId, SortedMap<ServerId, Part>> parts = new TreeMap<>();
        for (int i = 0; i < requests.size(); i++) {
            Request request = requests.get(i);
            SortedMap<ServerId, Part> of = new TreeMap<>();
            for (int j = 0; j < lenders.size(); j++) {
                int allowed = most[i][j];
                ServerId server = lenders.get(j).server();
                allocation
                        .part(request, server)
                        .filter(_ -> allowed > 0)
                        .ifPresent(part -> of.put(server, part.atMost(allowed, request.need())));
            }
            parts.put(request.service(), of);
        }
        return new Allocation(parts);
    }
}
