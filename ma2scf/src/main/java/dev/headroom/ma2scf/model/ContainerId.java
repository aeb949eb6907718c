package dev.headroom.ma2scf.model;

import java.util.Comparator;

/**
 * Names a container: unique on its real server, not across the cluster.
 *
 * @param server the real server that hosts it
 * @param name the name its runtime knows it by
 */
public record ContainerId(ServerId server, String name) implements Comparable<ContainerId> {
    private static final Comparator<ContainerId> ORDER =
            Comparator.comparing(ContainerId::server).thenComparing(ContainerId::name);

    public ContainerId {
        Names.checked("container", name);
    }

    /** Whether a runtime's name for a container may be that of an id. */
    public static boolean isName(String name) {
        return Names.fits(name);
    }

    /** Reads what {@link #toString} writes. */
    public static ContainerId parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("The container '%s' must be written as SERVER/NAME.".formatted(text));
        }
        return new ContainerId(new ServerId(text.substring(0, slash)), text.substring(slash + 1));
    }

    @Override
    public int compareTo(ContainerId other) {
        return ORDER.compare(this, other);
    }

    /** As an operator reads it: {@code rs3/web-3}. */
    @Override
    public String toString() {
        return server + "/" + name;
    }
}
