package dev.headroom.ma2scf.model;

import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What tells whether a container is in use, and by whose will it runs.
 *
 * @param addresses all numeric addresses that it has now or by its configuration, those that say nothing of it included
 */
public record ContainerEvidence(SortedSet<String> addresses, Established established, Starter starter) {

    /** Nothing is known. */
    public static final ContainerEvidence NONE =
            new ContainerEvidence(new TreeSet<>(), Established.UNKNOWN, new Starter.Somebody());

    public ContainerEvidence {
        addresses = Collections.unmodifiableSortedSet(new TreeSet<>(addresses));
    }

    public ContainerEvidence withAddresses(Collection<String> next) {
        return new ContainerEvidence(new TreeSet<>(next), established, starter);
    }

    public ContainerEvidence withEstablished(Established next) {
        return new ContainerEvidence(addresses, next, starter);
    }

    public ContainerEvidence withStarter(Starter next) {
        return new ContainerEvidence(addresses, established, next);
    }
}
