package dev.headroom.backend.lease;

import dev.headroom.backend.control.leasehold.Rival;
import dev.headroom.ma2scf.model.HostId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What each host told last of the lease. Guarded by the lock of its {@link HostLease}. */
final class LeaseReports {
    private final LeaseName name;
    private final Map<HostId, Standing> hosts = new LinkedHashMap<>();

    /** Where one host stands, as of its last reading. */
    private sealed interface Standing {
        /** Not read, or not asked for the lease yet. */
        record Unknown() implements Standing {}

        /** @param report what it said of the lease when it was asked last, at {@code at} */
        record Told(LeaseReport report, Instant at) implements Standing {}
    }

    LeaseReports(LeaseName name, Collection<HostId> all) {
        this.name = name;
        all.forEach(host -> hosts.put(host, new Standing.Unknown()));
    }

    void seen(HostId host, LeaseReport report, Instant at) {
        hosts.replace(host, new Standing.Told(report, at));
    }

    void lost(HostId host) {
        hosts.replace(host, new Standing.Unknown());
    }

    Set<HostId> all() {
        return hosts.keySet();
    }

    /** How many hosts have told. */
    int read() {
        return (int) told().count();
    }

    boolean isAnswered() {
        return hosts.values().stream().allMatch(Standing.Told.class::isInstance);
    }

    /** Why a host did not give the lease when it was asked last; empty where it did, or was not asked. */
    Optional<String> refused(HostId host) {
        return hosts.get(host) instanceof Standing.Told(LeaseReport report, var _)
                ? report.refused()
                : Optional.empty();
    }

    boolean refusedAfter(HostId host, Instant since) {
        return hosts.get(host) instanceof Standing.Told(LeaseReport report, Instant at)
                && report.refused().isPresent()
                && !at.isBefore(since);
    }

    private Stream<Standing.Told> told() {
        return hosts.values().stream().filter(Standing.Told.class::isInstance).map(Standing.Told.class::cast);
    }

    private Stream<LeaseReport.Held> held() {
        return told().flatMap(told -> told.report().held().stream());
    }

    private Stream<LeaseReport.Held> others() {
        return held().filter(held -> !held.name().equals(name.holder()));
    }

    /**
     * The other master that keeps the lease renewed on a host, or whose plan the host is about to take back; the one with the greatest
     * number.
     */
    Optional<LeaseReport.Held> other() {
        return told().map(Standing.Told::report)
                .flatMap(report -> report.held().stream()
                        .filter(held -> held.isAlive()
                                || (held.idle().isPresent() && !report.armed().isEmpty())))
                .filter(held -> !name.isOurs(held.name()))
                .max(Comparator.comparingLong(LeaseReport.Held::epoch));
    }

    /** The same master, for people, with the time of its last renewal on any host. */
    Rival rival(LeaseReport.Held other) {
        Instant renewed = told().flatMap(told -> told.report().held().stream()
                        .filter(held -> held.name().equals(other.name()))
                        .flatMap(held -> held.idle().stream())
                        .map(idle -> told.at().minus(idle)))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return new Rival(other.who(), other.epoch(), renewed.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Another master that took the lease after this one took it under {@code epoch}. */
    Optional<LeaseReport.Held> greater(long epoch) {
        return others().filter(held -> isGreater(held, epoch)).max(Comparator.comparingLong(LeaseReport.Held::epoch));
    }

    boolean isGreater(LeaseReport.Held held, long epoch) {
        return !held.name().equals(name.holder())
                && (held.epoch() > epoch
                        || (held.epoch() == epoch && held.name().compareTo(name.holder()) > 0));
    }

    /** One more than any number that a host knows. */
    long nextEpoch() {
        return 1 + held().mapToLong(LeaseReport.Held::epoch).max().orElse(0);
    }

    /** What a host told last. */
    Optional<LeaseReport> report(HostId host) {
        return hosts.get(host) instanceof Standing.Told(LeaseReport report, var _)
                ? Optional.of(report)
                : Optional.empty();
    }

    /** What a host keeps of this master. */
    Optional<LeaseReport.Held> ours(HostId host) {
        return hosts.get(host) instanceof Standing.Told(LeaseReport report, var _)
                ? report.held().filter(held -> held.name().equals(name.holder()))
                : Optional.empty();
    }

    boolean isKept(HostId host) {
        return ours(host).filter(held -> held.idle().isPresent()).isPresent();
    }

    boolean has(HostId host, long epoch) {
        return ours(host).filter(held -> held.epoch() == epoch).isPresent();
    }
}
