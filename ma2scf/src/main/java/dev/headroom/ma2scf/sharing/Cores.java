package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.RealServer;
import java.util.List;

/** Processor time of containers, from fresh readings; 0 where there is none. */
final class Cores {
    private Cores() {}

    /** What {@code containers} of one server use. */
    static double used(List<Container> containers) {
        return containers.stream().mapToDouble(c -> c.used().cpu()).sum();
    }

    /** What {@code containers} of {@code server} use together, and what is free there. */
    static double openTo(List<Container> containers, RealServer server) {
        return server.load()
                .fresh()
                .map(load -> used(containers)
                        + Math.max(0, load.capacity().cpu() - load.used().cpu()))
                .orElse(0.0);
    }
}
