package dev.headroom.bench.trial;

import dev.headroom.ma2scf.placement.Problem;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The servers on which each service may run. */
final class Openings {
    private final int[] all;
    private final int[][] servers;
    private final boolean isOpen;

    Openings(Problem problem) {
        isOpen = problem.isOpen();
        all = IntStream.range(0, problem.servers()).toArray();
        servers = new int[isOpen ? 0 : problem.services()][];
        if (!isOpen) {
            int[] counts = new int[problem.services()];
            for (int j : all) {
                for (int i : problem.candidates(j)) {
                    counts[i]++;
                }
            }
            Arrays.setAll(servers, i -> new int[counts[i]]);
            for (int j : all) {
                for (int i : problem.candidates(j)) {
                    servers[i][servers[i].length - counts[i]--] = j;
                }
            }
        }
    }

    /** In ascending order; must not be changed. */
    int[] servers(int service) {
        return isOpen ? all : servers[service];
    }
}
