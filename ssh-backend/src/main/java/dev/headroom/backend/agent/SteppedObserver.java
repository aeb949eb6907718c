package dev.headroom.backend.agent;

import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.driver.Attention;
import dev.headroom.backend.inventory.Runtimes;
import dev.headroom.backend.pace.HostPaces;
import dev.headroom.backend.pace.PaceRules;
import dev.headroom.backend.parse.Frame;
import dev.headroom.backend.parse.FrameReader;
import dev.headroom.backend.parse.ProcFiles.AgentTime;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ProbeTarget;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads hosts as {@link SshObserver} does, with the same script, interpreter and assembler, but only when it is
 * called and on the caller's thread: for simulated time. One owner thread.
 */
public final class SteppedObserver {
    private final Reader reader;
    private final Function<ClusterSnapshot, Set<ProbeTarget>> wantedProbes;
    private Set<ProbeTarget> further = Set.of();
    private final SnapshotAssembler assembler;
    private final HostPaces paces;
    private final Set<HostId> hurried = new HashSet<>();
    private final Map<HostId, Reachability> reachabilities = new LinkedHashMap<>();
    private Assembly assembly;

    /**
     * One host to read.
     *
     * @param address the address of the host, as the operator shall see it
     */
    public record Host(HostId id, String address) {}

    /** Runs a command on a host and returns its standard output. */
    public interface Reader {
        /**
         * Runs {@code command} to its end.
         *
         * @param input what the command reads from its standard input
         * @throws IOException if the host cannot be reached, with the reason as message
         */
        String read(HostId host, String command, String input) throws IOException;
    }

    /**
     * An observer that has read nothing yet.
     *
     * @param pace how often the hosts are asked; its interval is the time between two observations
     * @param wantedProbes the destinations that the directors shall try to reach, given the newest snapshot
     * @param now the time before the first observation
     */
    public SteppedObserver(
            ClusterDefinition definition,
            List<Host> hosts,
            PaceRules pace,
            Function<ClusterSnapshot, Set<ProbeTarget>> wantedProbes,
            Reader reader,
            Instant now) {
        this.reader = reader;
        this.wantedProbes = wantedProbes;
        this.assembler = new SnapshotAssembler(definition, pace.interval());
        this.paces = new HostPaces(hosts.stream().map(Host::id).toList(), pace, now);
        this.assembly = assembler.first(now);
        hosts.forEach(host -> reachabilities.put(
                host.id(),
                new Reachability(host.id(), host.address(), pace.interval().multipliedBy(3), now)));
    }

    /** Asks these hosts at the next observation, whatever their pace is. */
    public void hurry(Set<HostId> hosts) {
        hurried.addAll(hosts);
        paces.hurried(hosts);
    }

    /** Asks these hosts at each observation from now on. */
    public void attend(Attention attention) {
        paces.attend(attention);
        further = attention.probes();
    }

    /** Asks every host once whose pace says so. A host that gives no report keeps its old readings, which age. */
    public Observation observe(Instant now) {
        Set<ProbeTarget> probes = new TreeSet<>(wantedProbes.apply(assembly.snapshot()));
        probes.addAll(further);
        List<HostReport> reports = new ArrayList<>();
        Map<HostId, Optional<AgentTime>> accounts = new HashMap<>();
        Set<HostId> due = new HashSet<>(paces.due(now));
        due.addAll(hurried);
        hurried.clear();
        reachabilities.forEach((host, reachability) -> {
            if (due.contains(host)) {
                HostReport report = report(host, probes, now);
                reports.add(report);
                reachability.accept(report, now);
                if (!(report instanceof HostReport.NotRead)) {
                    accounts.put(host, report.agent());
                }
            }
        });
        assembly = assembler.next(assembly, reports, paces.pauses(), now);
        paces.seen(assembly.snapshot(), accounts, assembly.failures().keySet(), probes);
        return new Observation(
                assembly.snapshot(),
                assembly.withFacts(reachabilities.values().stream()
                        .map(Reachability::status)
                        .toList()),
                Map.of(),
                assembler.freshFor(),
                paces.told());
    }

    private HostReport report(HostId host, Set<ProbeTarget> probes, Instant now) {
        boolean director = host instanceof DirectorId;
        String trigger = director
                ? probes.stream().map(ProbeTarget::toString).collect(Collectors.joining(" ", "frame ", "\n"))
                : "";
        String command = "sh -s -- " + (director ? "director" : "server") + " sudo";
        try {
            FrameReader frames = new FrameReader();
            List<Frame> read = reader.read(host, command, AgentScript.text(host, Runtimes.USUAL) + trigger + "quit\n")
                    .lines()
                    .flatMap(line -> frames.accept(line).stream())
                    .toList();
            return read.isEmpty()
                    ? new HostReport.NotRead(host, now, host.name() + " sent no frame.", true)
                    : FrameInterpreter.report(host, Runtimes.USUAL, now, read.getLast());
        } catch (IOException e) {
            return new HostReport.NotRead(host, now, host.name() + ": " + e.getMessage(), true);
        }
    }
}
