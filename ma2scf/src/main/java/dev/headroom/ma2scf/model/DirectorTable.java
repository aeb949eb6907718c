package dev.headroom.ma2scf.model;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one director reported: its IPVS table, and the outcome of the probes it was asked to make.
 *
 * @param entries every virtual service of the table that is understood, managed or not, in order of address
 * @param unread what is in the table too, but is not understood, in the table's order
 * @param probes in order of target; only what was asked for and could be tried: what is absent is unknown
 * @param udpTimeout how long the director remembers a flow of UDP packets after the last one
 */
public record DirectorTable(
        List<TableEntry> entries,
        List<NotUnderstood> unread,
        Map<ProbeTarget, ProbeResult> probes,
        Duration udpTimeout) {
    /** The kernel's default, {@code IP_VS_S_UDP} in {@code ip_vs_proto_udp.c}. */
    public static final Duration USUAL_UDP_TIMEOUT = Duration.ofMinutes(5);

    public DirectorTable {
        if (udpTimeout.isNegative()) {
            throw new IllegalArgumentException("The UDP timeout (%s) must not be negative.".formatted(udpTimeout));
        }
        entries = List.copyOf(entries);
        unread = List.copyOf(unread);
        probes = Collections.unmodifiableMap(new TreeMap<>(probes));
    }

    /** One that is understood whole, of a director with the kernel's default timeouts. */
    public DirectorTable(List<TableEntry> entries, Map<ProbeTarget, ProbeResult> probes) {
        this(entries, List.of(), probes, USUAL_UDP_TIMEOUT);
    }

    public Optional<TableEntry> entry(VirtualAddress address) {
        return entries.stream().filter(e -> e.address().equals(address)).findFirst();
    }

    /** What of a service is not understood. While there is anything, nothing of that service may be changed. */
    public List<NotUnderstood> unreadOf(VirtualAddress address) {
        return unread.stream().filter(u -> u.isOf(address)).toList();
    }

    /**
     * Whether no client uses {@code destination} of the service at {@code address} any more. UDP knows no end of a connection: it has
     * ended when no packet came for the UDP timeout; where packets are not counted that is not known.
     */
    public boolean isDrained(VirtualAddress address, Destination destination) {
        boolean quiet = !address.mayCarryUdp()
                || destination
                        .traffic()
                        .filter(traffic -> traffic.quiet().compareTo(udpTimeout) >= 0)
                        .isPresent();
        return quiet && destination.counts().isDrained();
    }

    /** This table with {@code entry} in place of the one of the same address. */
    public DirectorTable with(TableEntry entry) {
        return new DirectorTable(
                entries.stream()
                        .map(e -> e.address().equals(entry.address()) ? entry : e)
                        .toList(),
                unread,
                probes,
                udpTimeout);
    }

    public DirectorTable withProbes(Map<ProbeTarget, ProbeResult> next) {
        return new DirectorTable(entries, unread, next, udpTimeout);
    }
}
