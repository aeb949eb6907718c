package dev.headroom.ma2scf.placement;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A count for each pair of a server and a service, kept by server; 0 for pairs that are not named. */
final class Pairs {
    record Pair(int server, int service, int count) {}

    private static final int[] NOTHING = {};

    private final int[] all;
    private final int[] everywhere;
    private final int[][] services;
    private final int[][] counts;

    private Pairs(int[] all, int[] everywhere, int[][] services, int[][] counts) {
        this.all = all;
        this.everywhere = everywhere;
        this.services = services;
        this.counts = counts;
    }

    /** Every pair, with the count of its service. */
    static Pairs everywhere(int servers, int[] perService) {
        int[] open = IntStream.range(0, perService.length)
                .filter(i -> perService[i] > 0)
                .toArray();
        return new Pairs(open, perService.clone(), new int[servers][], new int[servers][]);
    }

    /**
     * The pairs named.
     *
     * @param most no count is above this, where it is above 0
     */
    static Pairs listed(int servers, int[] most, List<Pair> named) {
        int[][] services = new int[servers][];
        int[][] counts = new int[servers][];
        Arrays.fill(services, NOTHING);
        Arrays.fill(counts, NOTHING);
        List<Pair> sorted = named.stream()
                .filter(p -> p.count() > 0)
                .sorted(Comparator.comparingInt(Pair::server).thenComparingInt(Pair::service))
                .toList();
        int from = 0;
        while (from < sorted.size()) {
            int to = from;
            int server = sorted.get(from).server();
            while (to < sorted.size() && sorted.get(to).server() == server) {
                to++;
            }
            List<Pair> here = sorted.subList(from, to);
            services[server] = here.stream().mapToInt(Pair::service).toArray();
            counts[server] = here.stream()
                    .mapToInt(p -> most[p.service()] > 0 ? Math.min(most[p.service()], p.count()) : p.count())
                    .toArray();
            if (Arrays.stream(services[server]).distinct().count() < services[server].length) {
                throw new IllegalArgumentException("A pair of server %d is named twice.".formatted(server));
            }
            from = to;
        }
        return new Pairs(NOTHING, NOTHING, services, counts);
    }

    boolean isEverywhere() {
        return everywhere.length > 0;
    }

    int[] services(int server) {
        return isEverywhere() ? all : services[server];
    }

    int count(int server, int service) {
        if (isEverywhere()) {
            return everywhere[service];
        }
        int at = Arrays.binarySearch(services[server], service);
        return at < 0 ? 0 : counts[server][at];
    }
}
