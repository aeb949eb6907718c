package dev.headroom.ma2scf.sharing.facts;

import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerLoad;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

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

    private static double fairPart(List<Container> containers, RealServer server, ServerLoad load) {
        return containers.stream().allMatch(Container::isLoan)
                ? partOfLoans(containers, server, load)
                : partOfHomes(containers, server, load);
    }

    /**
     * The kernel's scheduler gives each control group that wants more the same, and what does not want that much is shared by the rest.
     * What runs outside of containers is one group.
     */
    private static double partOfHomes(List<Container> containers, RealServer server, ServerLoad load) {
        double left = load.capacity().cpu();
        List<Double> others = new ArrayList<>(
                othersOf(containers, server).map(c -> c.used().cpu()).toList());
        others.add(Math.max(0, load.used().cpu() - used(server.knownContainers())));
        others.sort(Comparator.naturalOrder());
        int wanting = containers.size() + others.size();
        for (double use : others) {
            if (use >= left / wanting) {
                break;
            }
            left -= use;
            wanting--;
        }
        return left * containers.size() / wanting;
    }

    /** Loans give way: they share what all others leave. */
    private static double partOfLoans(List<Container> containers, RealServer server, ServerLoad load) {
        double left = load.capacity().cpu() - Math.max(0, load.used().cpu() - used(server.knownContainers()));
        int busy = containers.size();
        for (Container other : othersOf(containers, server).toList()) {
            if (!other.isLoan()) {
                left -= other.used().cpu();
            } else if (other.used().cpu() >= BUSY) {
                busy++;
            }
        }
        return busy > 0 ? Math.max(0, left) * containers.size() / busy : 0;
    }

    private static Stream<Container> othersOf(List<Container> containers, RealServer server) {
        return server.knownContainers().stream()
                .filter(other -> containers.stream().noneMatch(c -> c.id().equals(other.id())));
    }
}
