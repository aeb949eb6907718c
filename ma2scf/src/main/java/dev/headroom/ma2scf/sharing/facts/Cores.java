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

    /** What would be in use on a server if {@code container} did not run there; not below 0, as readings are never exact. */
    public static double left(ServerLoad load, Container container) {
        return Math.max(0, load.used().cpu() - container.used().cpu());
    }

    /**
     * What is open to {@code containers} of one service on {@code server}: what they use together and what is free there, but never less
     * than their fair part. See decision 0041.
     */
    public static double openTo(List<Container> containers, RealServer server) {
        return server.load()
                .fresh()
                .map(load -> Math.max(
                        used(containers)
                                + Math.max(
                                        0, load.capacity().cpu() - load.used().cpu()),
                        fairPart(containers, server, load)))
                .orElse(0.0);
    }

    /** As {@link #openTo}, if what is lent on {@code server} to other services had returned. A loan has no claim on that. */
    static double entitled(List<Container> containers, RealServer server) {
        boolean areLoans = containers.stream().allMatch(Container::isLoan);
        double lent = server.knownContainers().stream()
                .filter(other -> other.isLoan() && containers.stream().noneMatch(c -> c.id().equals(other.id())))
                .mapToDouble(other -> other.used().cpu())
                .sum();
        return openTo(containers, server) + (areLoans ? 0 : lent);
    }

    /**
     * The kernel's scheduler gives busy control groups equal parts, and what runs outside of containers is one of them. Homes share
     * what loans do not use, and loans what is left by all others: loans give way, and what they use is open to nobody else until they
     * have returned.
     */
    private static double fairPart(List<Container> containers, RealServer server, ServerLoad load) {
        boolean areLoans = containers.stream().allMatch(Container::isLoan);
        double outside = load.used().cpu() - used(server.knownContainers());
        double left = load.capacity().cpu() - (areLoans ? Math.max(0, outside) : 0);
        int busy = containers.size() + (!areLoans && outside >= BUSY ? 1 : 0);
        for (Container other : server.knownContainers()) {
            boolean isOther = containers.stream().noneMatch(c -> c.id().equals(other.id()));
            if (isOther && other.isLoan() != areLoans) {
                left -= other.used().cpu();
            } else if (isOther && other.used().cpu() >= BUSY) {
                busy++;
            }
        }
        return busy > 0 ? Math.max(0, left) * containers.size() / busy : 0;
    }
}
