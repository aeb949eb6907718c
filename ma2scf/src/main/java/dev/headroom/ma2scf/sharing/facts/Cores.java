package dev.headroom.ma2scf.sharing.facts;

import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerLoad;
import java.util.List;

/** Processor time of containers, from fresh readings; 0 where there is none. */
public final class Cores {
    private Cores() {}

    /** What {@code containers} of one server use. */
    public static double used(List<Container> containers) {
        return containers.stream().mapToDouble(c -> c.used().cpu()).sum();
    }

    /** Below this, in cores, nothing is busy. */
    private static final double BUSY = 0.05;

    /**
     * What {@code container} of {@code server} gets at least if it wants it: the kernel's scheduler gives busy control groups equal
     * parts, and what runs outside of containers is one of them.
     */
    public static double fairShare(Container container, RealServer server) {
        List<Container> others = server.knownContainers().stream()
                .filter(other -> !other.id().equals(container.id()))
                .toList();
        return server.load()
                .fresh()
                .map(load -> {
                    double outside =
                            load.used().cpu() - used(others) - container.used().cpu();
                    long busy = others.stream()
                                    .filter(other -> other.used().cpu() >= BUSY)
                                    .count()
                            + (outside >= BUSY ? 1 : 0);
                    return load.capacity().cpu() / (1 + busy);
                })
                .orElse(0.0);
    }

    /** What would be in use on a server if {@code container} did not run there; not below 0, as readings are never exact. */
    public static double left(ServerLoad load, Container container) {
        return Math.max(0, load.used().cpu() - container.used().cpu());
    }

    /** What {@code containers} of {@code server} use together, and what is free there. */
    public static double openTo(List<Container> containers, RealServer server) {
        return server.load()
                .fresh()
                .map(load -> used(containers)
                        + Math.max(0, load.capacity().cpu() - load.used().cpu()))
                .orElse(0.0);
    }
}
