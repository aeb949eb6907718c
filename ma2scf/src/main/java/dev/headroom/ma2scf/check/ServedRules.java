package dev.headroom.ma2scf.check;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.VirtualService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * That every service stays served: at least one destination, never fewer than its minimum unless it had fewer, and while the
 * plan runs never fewer than before it or after it.
 */
final class ServedRules {

    /**
     * What one step loses.
     *
     * @param start before the first step
     * @param end after the last step
     * @param before before this step
     * @param after after this step
     */
    List<String> losses(ClusterSnapshot start, ClusterSnapshot end, ClusterSnapshot before, ClusterSnapshot after) {
        List<String> losses = new ArrayList<>();
        for (VirtualService service : start.services()) {
            for (Director director : start.directors()) {
                long then = serving(after, director, service);
                if (then >= serving(before, director, service)) {
                    continue;
                }
                long first = serving(start, director, service);
                long least = Math.min(Math.max(1, service.minimum()), first);
                long planned = Math.min(first, serving(end, director, service));
                if (then < least) {
                    losses.add("%s would have %d serving destinations on %s, and must keep %d."
                            .formatted(service.id(), then, director.id(), least));
                } else if (then < planned) {
                    losses.add("%s would have %d serving destinations on %s for a while, and has %d before and after."
                            .formatted(service.id(), then, director.id(), planned));
                }
            }
        }
        return losses;
    }

    private static long serving(ClusterSnapshot snapshot, Director director, VirtualService service) {
        return snapshot.entry(director.id(), service.id())
                .map(entry -> entry.destinations().stream()
                        .filter(d -> serves(snapshot, service, d))
                        .count())
                .orElse(0L);
    }

    /** An unmanaged destination is believed; a known container must be measured, run and listen. */
    private static boolean serves(ClusterSnapshot snapshot, VirtualService service, Destination destination) {
        if (destination.spec().weight().isQuiesced()) {
            return false;
        }
        Optional<Container> carrier = snapshot.containerAt(service.id(), destination.endpoint());
        return carrier.isEmpty()
                || carrier.filter(c -> c.isRunning() && c.listening())
                        .flatMap(c -> snapshot.server(c.id().server()))
                        .filter(RealServer::isMeasured)
                        .isPresent();
    }
}
