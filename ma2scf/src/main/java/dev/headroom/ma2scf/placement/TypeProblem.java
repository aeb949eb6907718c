package dev.headroom.ma2scf.placement;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntPredicate;

/**
 * A problem relaxed to a linear programme over types of servers, without integers: no placement can exceed its value.
 *
 * <p>A container of service i on type t carries at most {@code u = min(containerLimit, what the largest server can carry,
 * demand)}, so load x needs at least x/u containers and takes x/u footprints: demand in u makes services that are small pay for
 * whole containers. See decision 0011.
 */
final class TypeProblem {
    /** With more types than this only the first rules for room are used: each costs time for each type. */
    private static final int FEW_TYPES = 12;

    final int types;
    final int services;
    final int loadKinds;
    final int roomKinds;
    final double[] demand;
    final double[] value;
    /** By type, then resource. */
    final double[][] lendable;

    final double[][] room;
    final double[][] unitCost;
    /** By service and type: what one unit of load takes of each kind of room; and how much load fits at most. */
    final double[][][] roomCost;

    final double[][] most;
    /** For each service: its demand as a part of what all servers could carry of it, nothing else running; at most 1. */
    final double[] criticality;
    /** Whether any service may run there. */
    final boolean[] usable;

    /**
     * Puts servers together.
     *
     * @param included services whose demand counts
     */
    TypeProblem(Problem problem, ServerTypes servers, IntPredicate included) {
        types = servers.types();
        services = problem.services();
        loadKinds = problem.servers() == 0 ? 0 : problem.lendable(0).length;
        List<DoubleUnaryOperator> rules = types <= FEW_TYPES ? RoomRules.MANY : RoomRules.FEW;
        int realKinds = problem.servers() == 0 ? 0 : problem.room(0).length;
        roomKinds = realKinds * rules.size();
        demand = new double[services];
        value = new double[services];
        unitCost = new double[services][];
        lendable = new double[types][loadKinds];
        room = new double[types][roomKinds];
        most = new double[services][types];
        usable = new boolean[types];
        criticality = new double[services];
        roomCost = new double[services][types][roomKinds];
        double[][] carried = new double[services][types];
        double[][] largest = new double[types][loadKinds];
        double[][] roomiest = new double[types][realKinds];
        measureServers(problem, servers, rules.size(), largest, roomiest);
        for (int i = 0; i < services; i++) {
            demand[i] = included.test(i) ? problem.demand(i) : 0;
            value[i] = problem.value(i);
            unitCost[i] = problem.unitCost(i);
        }
        if (problem.isOpen()) {
            measureOpen(problem, largest, roomiest, members(problem, servers), carried);
        } else {
            measureListed(problem, servers, carried);
        }
        for (int i = 0; i < services; i++) {
            double carriable = Arrays.stream(most[i]).sum();
            criticality[i] = carriable > 0 ? Math.min(1, demand[i] / carriable) : 0;
            for (int t = 0; t < types; t++) {
                most[i][t] = Math.min(most[i][t], demand[i]);
                usable[t] |= most[i][t] > 0;
                price(i, t, Math.min(carried[i][t], demand[i]), problem.footprint(i), roomiest[t], rules);
            }
        }
    }

    /** The number of servers of each type. */
    private static int[] members(Problem problem, ServerTypes servers) {
        int[] members = new int[servers.types()];
        for (int j = 0; j < problem.servers(); j++) {
            members[servers.typeOf(j)]++;
        }
        return members;
    }

    private void measureServers(
            Problem problem, ServerTypes servers, int rules, double[][] largest, double[][] roomiest) {
        for (int j = 0; j < problem.servers(); j++) {
            int t = servers.typeOf(j);
            add(lendable[t], problem.lendable(j));
            for (int kind = 0; kind < loadKinds; kind++) {
                largest[t][kind] = Math.max(largest[t][kind], problem.lendable(j)[kind]);
            }
            for (int kind = 0; kind < roomiest[t].length; kind++) {
                for (int rule = 0; rule < rules; rule++) {
                    room[t][kind * rules + rule] += rule == 0 ? problem.room(j)[kind] : 1;
                }
                roomiest[t][kind] = Math.max(roomiest[t][kind], problem.room(j)[kind]);
            }
        }
    }

    /** What one unit of load of a service takes of each kind of room on a type, where a container carries {@code u}. */
    private void price(int i, int t, double u, double[] footprint, double[] roomiest, List<DoubleUnaryOperator> rules) {
        for (int kind = 0; u > 0 && kind < roomKinds; kind++) {
            double takes = footprint[kind / rules.size()];
            int rule = kind % rules.size();
            roomCost[i][t][kind] =
                    (rule == 0 ? takes : rules.get(rule).applyAsDouble(part(takes, roomiest[kind / rules.size()]))) / u;
        }
    }

    private static double part(double takes, double whole) {
        return whole > 0 ? Math.min(1, takes / whole) : 0;
    }

    private static void add(double[] sum, double[] more) {
        Arrays.setAll(sum, kind -> sum[kind] + more[kind]);
    }

    private void measureOpen(
            Problem problem, double[][] largest, double[][] roomiest, int[] members, double[][] carried) {
        for (int i = 0; i < services; i++) {
            for (int t = 0; t < types; t++) {
                int containers = fits(problem, i, roomiest[t]);
                if (containers > 0) {
                    double whole = carries(i, largest[t]);
                    carried[i][t] = Math.min(problem.containerLimit(i), whole);
                    most[i][t] = members[t] * Math.min(containers * problem.containerLimit(i), whole);
                }
            }
        }
    }

    private static int fits(Problem problem, int service, double[] roomThere) {
        double fitting = problem.borrower(service).limits().perServer();
        double[] takes = problem.footprint(service);
        for (int kind = 0; kind < takes.length; kind++) {
            if (takes[kind] > 0) {
                fitting = Math.min(fitting, roomThere[kind] * (1 + Problem.TOLERANCE) / takes[kind]);
            }
        }
        return (int) fitting;
    }

    private double carries(int service, double[] lendableThere) {
        double most = Double.POSITIVE_INFINITY;
        for (int kind = 0; kind < loadKinds; kind++) {
            if (unitCost[service][kind] > 0) {
                most = Math.min(most, lendableThere[kind] / unitCost[service][kind]);
            }
        }
        return most;
    }

    private void measureListed(Problem problem, ServerTypes servers, double[][] carried) {
        for (int j = 0; j < problem.servers(); j++) {
            int t = servers.typeOf(j);
            for (int i : problem.candidates(j)) {
                int containers = problem.fits(i, j);
                carried[i][t] = Math.max(carried[i][t], problem.carries(i, j, Math.min(1, containers)));
                most[i][t] += problem.carries(i, j, containers);
            }
        }
    }
}
