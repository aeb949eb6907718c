package dev.headroom.ma2scf.placement;

import java.util.Arrays;

/**
 * Which containers run where and how much load each group of them carries: an answer to a {@link Problem}, being made or made.
 * Mutable, for one owner; what a server has left is kept up to date with each change. Nothing here refuses a change that asks
 * too much of a server: {@link #left} and {@link #roomLeft} tell.
 */
public final class Placement {
    private static final int FIRST_SIZE = 2;

    private final Problem problem;
    private final int[] size;
    private final int[][] service;
    private final int[][] count;
    private final double[][] load;
    private final int[][] position;
    private final int[] hosts;
    private final int[][] hostOf;
    private final double[] served;
    private final int[] containers;
    private final double[][] left;
    private final double[][] roomLeft;

    public Placement(Problem problem) {
        this.problem = problem;
        int servers = problem.servers();
        int services = problem.services();
        size = new int[servers];
        service = new int[servers][FIRST_SIZE];
        count = new int[servers][FIRST_SIZE];
        load = new double[servers][FIRST_SIZE];
        position = new int[servers][FIRST_SIZE];
        hosts = new int[services];
        hostOf = new int[services][FIRST_SIZE];
        served = new double[services];
        containers = new int[services];
        left = new double[servers][];
        roomLeft = new double[servers][];
        for (int j = 0; j < servers; j++) {
            left[j] = problem.lendable(j).clone();
            roomLeft[j] = problem.room(j).clone();
        }
    }

    public Problem problem() {
        return problem;
    }

    /** How many services {@code server} runs: the places 0 to this minus 1 of the server. */
    public int size(int server) {
        return size[server];
    }

    public int serviceAt(int server, int place) {
        return service[server][place];
    }

    public int countAt(int server, int place) {
        return count[server][place];
    }

    public double loadAt(int server, int place) {
        return load[server][place];
    }

    /** The place of {@code wanted} on {@code server}; -1 if it does not run there. */
    public int place(int wanted, int server) {
        int[] here = service[server];
        for (int at = 0; at < size[server]; at++) {
            if (here[at] == wanted) {
                return at;
            }
        }
        return -1;
    }

    public int count(int wanted, int server) {
        int at = place(wanted, server);
        return at < 0 ? 0 : count[server][at];
    }

    public double load(int wanted, int server) {
        int at = place(wanted, server);
        return at < 0 ? 0 : load[server][at];
    }

    /** How many servers run {@code wanted}. */
    public int hosts(int wanted) {
        return hosts[wanted];
    }

    /** One of the servers that run {@code wanted}, in no order that means anything. */
    public int hostOf(int wanted, int number) {
        return hostOf[wanted][number];
    }

    /** Units of {@code wanted} that are served. */
    public double served(int wanted) {
        return served[wanted];
    }

    /** Containers of {@code wanted} on all servers. */
    public int containers(int wanted) {
        return containers[wanted];
    }

    /** What of a resource in proportion to load is not used. */
    public double left(int server, int kind) {
        return left[server][kind];
    }

    /** What of a resource that containers take is not taken. */
    public double roomLeft(int server, int kind) {
        return roomLeft[server][kind];
    }

    /** Lets {@code newCount} containers of {@code changed} carry {@code newLoad} together on {@code server}; 0 containers for none. */
    public void set(int changed, int server, int newCount, double newLoad) {
        int at = place(changed, server);
        int oldCount = at < 0 ? 0 : count[server][at];
        double oldLoad = at < 0 ? 0 : load[server][at];
        double more = (newCount == 0 ? 0 : newLoad) - oldLoad;
        served[changed] += more;
        containers[changed] += newCount - oldCount;
        double[] cost = problem.unitCost(changed);
        for (int kind = 0; kind < cost.length; kind++) {
            left[server][kind] -= more * cost[kind];
        }
        double[] takes = problem.footprint(changed);
        for (int kind = 0; kind < takes.length; kind++) {
            roomLeft[server][kind] -= (newCount - oldCount) * takes[kind];
        }
        if (newCount == 0) {
            if (at >= 0) {
                remove(server, at);
            }
        } else {
            int place = at < 0 ? append(changed, server) : at;
            count[server][place] = newCount;
            load[server][place] = newLoad;
        }
    }

    private int append(int added, int server) {
        int at = size[server]++;
        if (at == service[server].length) {
            service[server] = Arrays.copyOf(service[server], 2 * at);
            count[server] = Arrays.copyOf(count[server], 2 * at);
            load[server] = Arrays.copyOf(load[server], 2 * at);
            position[server] = Arrays.copyOf(position[server], 2 * at);
        }
        int number = hosts[added]++;
        if (number == hostOf[added].length) {
            hostOf[added] = Arrays.copyOf(hostOf[added], 2 * number);
        }
        hostOf[added][number] = server;
        service[server][at] = added;
        position[server][at] = number;
        return at;
    }

    private void remove(int server, int at) {
        int removed = service[server][at];
        int number = position[server][at];
        int lastNumber = --hosts[removed];
        int moved = hostOf[removed][lastNumber];
        hostOf[removed][number] = moved;
        position[moved][place(removed, moved)] = number;
        int last = --size[server];
        service[server][at] = service[server][last];
        count[server][at] = count[server][last];
        load[server][at] = load[server][last];
        position[server][at] = position[server][last];
    }

    /** Units served in all, each times its value. */
    public double amount() {
        double sum = 0;
        for (int i = 0; i < served.length; i++) {
            sum += served[i] * problem.value(i);
        }
        return sum;
    }

    /** Containers that this placement starts: those it has and that do not run now. */
    public int starts() {
        int starts = 0;
        for (int j = 0; j < size.length; j++) {
            for (int at = 0; at < size[j]; at++) {
                starts += Math.max(0, count[j][at] - problem.existing(service[j][at], j));
            }
        }
        return starts;
    }

    /** Containers that run now and that this placement stops. */
    public int stops() {
        int stops = 0;
        for (int j = 0; j < size.length; j++) {
            for (int i : problem.existing(j)) {
                stops += Math.max(0, problem.existing(i, j) - count(i, j));
            }
        }
        return stops;
    }
}
