package dev.headroom.ma2scf.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one director reported: its IPVS table, and the outcome of the probes it was asked to make.
 *
 * @param entries every virtual service of the table, managed or not, in order of address
 * @param probes in order of endpoint; only endpoints that were asked for
 */
public record DirectorTable(List<TableEntry> entries, Map<Endpoint, ProbeResult> probes) {
    public DirectorTable {
        entries = List.copyOf(entries);
        probes = Collections.unmodifiableMap(new TreeMap<>(probes));
    }

    public Optional<TableEntry> entry(VirtualAddress address) {
        return entries.stream().filter(e -> e.address().equals(address)).findFirst();
    }

    /** This table with {@code entry} in place of the one of the same address. */
    public DirectorTable with(TableEntry entry) {
        return new DirectorTable(
                entries.stream()
                        .map(e -> e.address().equals(entry.address()) ? entry : e)
                        .toList(),
                probes);
    }
}
