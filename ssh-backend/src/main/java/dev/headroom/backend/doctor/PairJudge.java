package dev.headroom.backend.doctor;

import dev.headroom.backend.parse.Section;
import dev.headroom.backend.parse.SectionKind;
import dev.headroom.backend.parse.SyncDaemon;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.VirtualAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Judges whether directors could stand in for each other: their tables, and the copies of connections. Pure. */
final class PairJudge {
    private static final int MOST = 4;

    private PairJudge() {}

    /** @param directors those whose table was read */
    static List<Finding> parity(Map<ServiceId, VirtualAddress> services, List<Director> directors) {
        List<Finding> findings = new ArrayList<>();
        List<Director> filled =
                directors.stream().filter(director -> has(director, services)).toList();
        directors.stream()
                .filter(director -> !filled.contains(director))
                .forEach(director -> findings.add(Finding.of(
                        filled.isEmpty() ? Severity.WILL_NOT_WORK : Severity.ADVICE,
                        Check.PARITY,
                        "The table of %s has none of the services of the cluster file. %s"
                                .formatted(
                                        director.id(),
                                        filled.isEmpty()
                                                ? "Headroom adds destinations to services that are there; it makes no"
                                                        + " service."
                                                : "That is in order only if another program fills it when this"
                                                        + " director takes over."),
                        "ipvsadm -Ln")));
        services.forEach((id, address) -> compare(id, address, filled, findings));
        return findings;
    }

    private static boolean has(Director director, Map<ServiceId, VirtualAddress> services) {
        return services.values().stream()
                .anyMatch(address -> director.entry(address).isPresent()
                        || !director.unreadOf(address).isEmpty());
    }

    private static void compare(
            ServiceId id, VirtualAddress address, List<Director> directors, List<Finding> findings) {
        if (directors.stream().anyMatch(director -> !director.unreadOf(address).isEmpty())) {
            return;
        }
        Optional<Director> first = directors.stream()
                .filter(director -> director.entry(address).isPresent())
                .findFirst();
        if (first.isEmpty()) {
            if (!directors.isEmpty()) {
                findings.add(Finding.of(
                        Severity.WILL_NOT_WORK,
                        Check.PARITY,
                        "No director that was read has the service %s (%s) in its table, and Headroom makes no service."
                                .formatted(id, address),
                        "Correct 'virtual:' of the service in the cluster file, or add the service with ipvsadm -A."));
            }
            return;
        }
        TableEntry wanted = first.get().entry(address).orElseThrow();
        for (Director other : directors) {
            Optional<TableEntry> entry = other.entry(address);
            if (entry.isEmpty()) {
                findings.add(Finding.of(
                        Severity.OUTAGE_RISK,
                        Check.PARITY,
                        "%s has %s (%s) in its table and %s has not: while %s is the active director, clients get no answer."
                                .formatted(first.get().id(), id, address, other.id(), other.id()),
                        "Add the service and its destinations on %s, where its table comes from (keepalived, ldirectord or ipvsadm)."
                                .formatted(other.id())));
            } else {
                differences(id, first.get(), wanted, other, entry.get()).ifPresent(findings::add);
            }
        }
    }

    private static Optional<Finding> differences(
            ServiceId id, Director one, TableEntry a, Director other, TableEntry b) {
        List<String> differences = new ArrayList<>();
        if (!a.scheduler().equals(b.scheduler())) {
            differences.add("scheduler %s and %s"
                    .formatted(a.scheduler().name(), b.scheduler().name()));
        }
        if (!a.persistence().equals(b.persistence())) {
            differences.add("persistence %d s and %d s"
                    .formatted(a.persistence().toSeconds(), b.persistence().toSeconds()));
        }
        TreeSet<Endpoint> all = new TreeSet<>();
        a.destinations().forEach(d -> all.add(d.endpoint()));
        b.destinations().forEach(d -> all.add(d.endpoint()));
        for (Endpoint endpoint : all) {
            Optional<Destination> here = a.destination(endpoint);
            Optional<Destination> there = b.destination(endpoint);
            if (here.isEmpty() || there.isEmpty()) {
                differences.add("%s only on %s".formatted(endpoint, here.isEmpty() ? other.id() : one.id()));
            } else if (!here.get().spec().weight().equals(there.get().spec().weight())) {
                differences.add("%s with weight %s and %s"
                        .formatted(
                                endpoint,
                                here.get().spec().weight(),
                                there.get().spec().weight()));
            } else if (!here.get().spec().method().equals(there.get().spec().method())) {
                differences.add("%s with another forwarding method".formatted(endpoint));
            }
        }
        if (differences.isEmpty()) {
            return Optional.empty();
        }
        boolean useless = serves(a) != serves(b);
        int left = differences.size() - MOST;
        return Optional.of(Finding.of(
                useless ? Severity.OUTAGE_RISK : Severity.ADVICE,
                Check.PARITY,
                "%s and %s differ in %s: %s%s. %s"
                        .formatted(
                                one.id(),
                                other.id(),
                                id,
                                String.join("; ", differences.subList(0, Math.min(MOST, differences.size()))),
                                left > 0 ? "; and %d more".formatted(left) : "",
                                useless
                                        ? "%s has no destination that gets clients."
                                                .formatted(serves(a) ? other.id() : one.id())
                                        : "After a failover clients are spread otherwise."),
                "Compare 'ipvsadm -Sn' of both, and write the difference where their tables come from."));
    }

    private static boolean serves(TableEntry entry) {
        return entry.destinations().stream().anyMatch(d -> d.spec().weight().value() > 0);
    }

    /**
     * Judges whether connections survive a failover.
     *
     * @param told by each director that was asked
     * @param all the number of directors of the cluster file
     */
    static List<Finding> sync(Map<DirectorId, HostFacts> told, int all) {
        boolean known = told.values().stream().allMatch(facts -> daemon(facts) != SyncDaemon.UNKNOWN);
        if (all < 2 || told.size() < all || !known) {
            return List.of();
        }
        boolean sloppy = told.values().stream()
                .allMatch(facts ->
                        facts.network().setting("net/ipv4/vs/sloppy_tcp").orElse(0) == 1);
        boolean copied = told.entrySet().stream()
                .filter(sender -> sends(daemon(sender.getValue())))
                .anyMatch(sender -> told.entrySet().stream()
                        .anyMatch(receiver -> !receiver.getKey().equals(sender.getKey())
                                && daemon(receiver.getValue()).mayHoldCopies()));
        return sloppy || copied
                ? List.of()
                : List.of(Finding.of(
                        Severity.ADVICE,
                        Check.SYNC,
                        "No director copies its connections to another one (ipvsadm -Ln --daemon), so open"
                                + " connections break when another director takes over.",
                        "ipvsadm --start-daemon master --mcast-interface INTERFACE on the active director, and"
                                + " the same with backup on the other (keepalived: lvs_sync_daemon)."));
    }

    private static SyncDaemon daemon(HostFacts facts) {
        return SyncDaemon.parse(facts.sync().map(lines -> new Section(SectionKind.IPVS_DAEMON, "", lines, 0)));
    }

    private static boolean sends(SyncDaemon daemon) {
        return daemon == SyncDaemon.SENDS || daemon == SyncDaemon.SENDS_AND_RECEIVES;
    }
}
