package dev.headroom.ma2scf.placement;

import java.util.stream.IntStream;

/** Starts the containers that services must have at least, in zones and on servers where they are most available. */
final class Minimums {
    private final Draft draft;
    private final Problem problem;

    Minimums(Draft draft) {
        this.draft = draft;
        problem = draft.problem();
    }

    void run() {
        for (int i = 0; i < problem.services(); i++) {
            int missing =
                    problem.borrower(i).limits().atLeast() - draft.placement().containers(i);
            for (int n = 0; draft.isOpen(i) && n < missing; n++) {
                start(i);
            }
        }
    }

    private void start(int service) {
        int[] inZone = new int[problem.zones()];
        for (int h = 0; h < draft.placement().hosts(service); h++) {
            inZone[problem.zone(draft.placement().hostOf(service, h))]++;
        }
        IntStream.range(0, problem.servers())
                .filter(j -> draft.startable(service, j) > 0)
                .boxed()
                .min(java.util.Comparator.comparingInt((Integer j) -> inZone[problem.zone(j)])
                        .thenComparingInt(j -> -problem.existing(service, j))
                        .thenComparingDouble(j -> -draft.carriable(service, j))
                        .thenComparing(java.util.Comparator.naturalOrder()))
                .ifPresent(j -> draft.put(
                        service,
                        j,
                        draft.placement().count(service, j) + 1,
                        draft.placement().load(service, j)));
    }
}
