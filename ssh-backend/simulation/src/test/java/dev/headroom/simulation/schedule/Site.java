package dev.headroom.simulation.schedule;

import dev.headroom.backend.command.Installation;
import dev.headroom.backend.lease.HostLease;
import dev.headroom.backend.lease.LeaseName;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.simulation.SimulatedCluster;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * One installation: a state folder on one computer, from which masters drive the cluster.
 *
 * @param letter of the names of its masters
 * @param leased whether the hosts keep a lease
 */
record Site(String letter, boolean leased, SimulatedCluster cluster, Partings partings) {
    /** The name in the cluster file. */
    static final String CLUSTER = "drawn";

    private static final Duration TERM = Duration.ofSeconds(30);

    Installation installation() {
        return new Installation("of-" + letter, CLUSTER);
    }

    /** What the n-th master knows of the lease of the hosts. */
    Optional<HostLease> lease(int n, Clock clock) {
        return leased
                ? Optional.of(new HostLease(
                        new LeaseName(
                                CLUSTER, "%s.run%05d".formatted(installation().id(), n), letter + "@there"),
                        cluster.description().hosts(),
                        TERM,
                        clock))
                : Optional.empty();
    }

    boolean reaches(HostId host) {
        return cluster.reachable(host) && !partings.part(letter, host);
    }
}
