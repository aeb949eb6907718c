package dev.headroom.backend.agent;

import dev.headroom.backend.parse.IpvsTable;
import dev.headroom.backend.parse.LoanMarker;
import dev.headroom.backend.parse.ProcFiles.CpuTimes;
import dev.headroom.backend.parse.ProcFiles.Memory;
import dev.headroom.backend.parse.SyncDaemon;
import dev.headroom.backend.runtime.ConfiguredAddress;
import dev.headroom.backend.runtime.ContainerLine;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.model.Established;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ProbeResult;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.ServerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What came of asking one host. Counters are as the host has them; rates are made by {@link SnapshotAssembler}. */
sealed interface HostReport {
    HostId host();

    /** When it was asked for, by the console's clock: what it tells is at least that new. */
    Instant at();

    /** What it says and is not understood, or cannot be known; one sentence each. */
    List<String> notes();

    /**
     * A director's report.
     *
     * @param uptime of the host: the clock of its counters
     * @param udpTimeout how long it remembers a flow of UDP packets after the last one
     */
    record DirectorReport(
            DirectorId host,
            Instant at,
            Duration uptime,
            IpvsTable table,
            SyncDaemon sync,
            Map<ProbeTarget, ProbeResult> probes,
            Duration udpTimeout)
            implements HostReport {
        /** One with the kernel's default timeouts. */
        DirectorReport(
                DirectorId host,
                Instant at,
                Duration uptime,
                IpvsTable table,
                SyncDaemon sync,
                Map<ProbeTarget, ProbeResult> probes) {
            this(host, at, uptime, table, sync, probes, DirectorTable.USUAL_UDP_TIMEOUT);
        }

        public DirectorReport {
            probes = Collections.unmodifiableMap(new TreeMap<>(probes));
        }

        @Override
        public List<String> notes() {
            List<String> notes = new ArrayList<>();
            if (sync == SyncDaemon.UNKNOWN) {
                notes.add(
                        "Whether %s keeps copies of another director's connections is not known ('ipvsadm -Ln --daemon' does not say): the larger number of active connections counts, not the sum."
                                .formatted(host));
            }
            table.unread()
                    .forEach(line -> notes.add("%s: not understood: '%s'. %s"
                            .formatted(host, line.line().strip(), line.why())));
            return notes;
        }
    }

    /**
     * A real server's report.
     *
     * @param uptime of the host: the clock of its counters
     * @param memory empty where the host does not say
     * @param networkBytes in and out since boot; empty where that cannot be read
     * @param notes what is not understood of it
     */
    record ServerReport(
            ServerId host,
            Instant at,
            Duration uptime,
            CpuTimes cpu,
            Optional<Memory> memory,
            OptionalLong networkBytes,
            List<ContainerReport> containers,
            List<String> notes)
            implements HostReport {
        public ServerReport {
            containers = List.copyOf(containers);
            notes = List.copyOf(notes);
        }

        Optional<ContainerReport> container(String name) {
            return containers.stream().filter(c -> c.line().name().equals(name)).findFirst();
        }
    }

    /**
     * One container of a real server.
     *
     * @param configured its addresses by its configuration
     * @param cpuUsed since it was started; empty while it does not run or where the host does not count it
     * @param memory in bytes; likewise
     * @param listening ports on which something inside listens
     * @param marker what a start for a loan has left
     * @param established whether it has connections with others; looked for only where it has a marker of a loan
     */
    record ContainerReport(
            ContainerLine line,
            List<ConfiguredAddress> configured,
            Optional<Duration> cpuUsed,
            Optional<Long> memory,
            Set<Integer> listening,
            Optional<LoanMarker> marker,
            Established established) {
        public ContainerReport {
            configured = List.copyOf(configured);
            listening = Collections.unmodifiableSet(new TreeSet<>(listening));
        }

        /** One without a marker, and with one configured address at most. */
        ContainerReport(
                ContainerLine line,
                Optional<String> address,
                Optional<Duration> cpuUsed,
                Optional<Long> memory,
                Set<Integer> listening) {
            this(
                    line,
                    address.map(a -> new ConfiguredAddress(a, 24)).stream().toList(),
                    cpuUsed,
                    memory,
                    listening,
                    Optional.empty(),
                    Established.UNKNOWN);
        }

        /** The first one by its configuration; empty where it has none there. */
        Optional<String> address() {
            return configured.stream().map(ConfiguredAddress::address).findFirst();
        }
    }

    /**
     * No report.
     *
     * @param sentence what, where, what to do
     * @param transientFailure whether trying again may help without anybody doing something
     */
    record Failed(HostId host, Instant at, String sentence, boolean transientFailure) implements HostReport {
        @Override
        public List<String> notes() {
            return List.of();
        }
    }
}
