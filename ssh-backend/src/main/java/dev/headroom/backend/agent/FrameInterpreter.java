package dev.headroom.backend.agent;

import dev.headroom.backend.agent.HostReport.ContainerReport;
import dev.headroom.backend.agent.HostReport.DirectorReport;
import dev.headroom.backend.agent.HostReport.Failed;
import dev.headroom.backend.agent.HostReport.ServerReport;
import dev.headroom.backend.parse.ConfiguredAddresses;
import dev.headroom.backend.parse.ConfiguredAddresses.Configured;
import dev.headroom.backend.parse.ContainerLine;
import dev.headroom.backend.parse.ContainerListing;
import dev.headroom.backend.parse.Frame;
import dev.headroom.backend.parse.IpvsTableParser;
import dev.headroom.backend.parse.LoanMarker;
import dev.headroom.backend.parse.NetworkCounters;
import dev.headroom.backend.parse.ParseException;
import dev.headroom.backend.parse.Probes;
import dev.headroom.backend.parse.ProcFiles;
import dev.headroom.backend.parse.ProcFiles.Memory;
import dev.headroom.backend.parse.Section;
import dev.headroom.backend.parse.SyncDaemon;
import dev.headroom.backend.parse.UdpTimeout;
import dev.headroom.backend.runtime.ContainerRuntime;
import dev.headroom.backend.runtime.LxcRuntime;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Frame → report. Pure. A tool that is missing, refused or not understood gives a {@link Failed} that says what to do. */
final class FrameInterpreter {
    /** The one runtime so far: the agent's script asks its tools too. */
    private static final ContainerRuntime RUNTIME = new LxcRuntime();

    /** An agent reads each list anew before this; addresses, which come from configuration files, later. */
    private static final Duration OLDEST = Duration.ofSeconds(60);

    private FrameInterpreter() {}

    static HostReport report(HostId host, Instant at, Frame frame) {
        try {
            Optional<Section> old = frame.sections().stream()
                    .filter(section -> !section.name().equals("address"))
                    .filter(section -> section.age().compareTo(OLDEST) > 0)
                    .findFirst();
            if (old.isPresent()) {
                return new Failed(
                        host,
                        at,
                        "%s tells what '%s' said %d s ago. It is asked again by itself."
                                .formatted(
                                        host.name(),
                                        old.get().command(),
                                        old.get().age().toSeconds()),
                        true);
            }
            return switch (host) {
                case DirectorId director -> director(director, at, frame);
                case ServerId server -> server(server, at, frame);
            };
        } catch (ParseException e) {
            // The next frame may be whole again: a table can change while it is read.
            return new Failed(host, at, host.name() + ": " + e.getMessage(), true);
        }
    }

    /** How old the oldest list is; addresses, which come from configuration files, excepted. */
    static Duration age(Frame frame) {
        return frame.sections().stream()
                .filter(section -> !section.name().equals("address"))
                .map(Section::age)
                .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }

    private static HostReport director(DirectorId director, Instant at, Frame frame) {
        Optional<String> trouble = Stream.of(
                        "uptime", "ipvs-rules", "ipvs-list", "ipvs-stats", "ipvs-thresholds", "ipvs-persistent")
                .map(frame::section)
                .flatMap(section -> HostTrouble.of(director, section).stream())
                .findFirst();
        if (trouble.isPresent()) {
            return new Failed(director, at, trouble.get(), false);
        }
        Map<ProbeTarget, ProbeResult> probes = frame.section("probes", "")
                .filter(Section::succeeded)
                .map(Probes::parse)
                .orElse(Map.of());
        return new DirectorReport(
                director,
                at,
                ProcFiles.uptime(frame.section("uptime")),
                IpvsTableParser.parse(frame),
                SyncDaemon.parse(frame.section("ipvs-daemon", "")),
                probes,
                frame.section("ipvs-timeout", "").flatMap(UdpTimeout::parse).orElse(DirectorTable.USUAL_UDP_TIMEOUT));
    }

    private static HostReport server(ServerId server, Instant at, Frame frame) {
        if (frame.section("processes", "").isPresent()) {
            return new Failed(server, at, HostTrouble.hiddenProcesses(server), false);
        }
        Optional<String> trouble = Stream.of("uptime", "stat", "meminfo", "containers")
                .map(frame::section)
                .flatMap(section -> HostTrouble.of(server, section).stream())
                .findFirst();
        if (trouble.isPresent()) {
            return new Failed(server, at, trouble.get(), false);
        }
        ContainerListing listing = RUNTIME.containers(frame.section("containers"));
        List<String> notes = new ArrayList<>();
        listing.unread().forEach(line -> notes.add(server + ": not understood: " + line));
        Reader reader = new Reader(server, frame, notes);
        List<ContainerReport> containers =
                listing.containers().stream().map(reader::container).toList();
        OptionalLong network = reader.understood("netdev", "", NetworkCounters::bytes)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
        Optional<Memory> memory = ProcFiles.memory(frame.section("meminfo"));
        if (memory.isEmpty()) {
            notes.add(
                    "%s: /proc/meminfo does not say how much memory there is and how much is free, so its load is not known."
                            .formatted(server));
        }
        return new ServerReport(
                server,
                at,
                ProcFiles.uptime(frame.section("uptime")),
                ProcFiles.cpu(frame.section("stat")),
                memory,
                network,
                containers,
                notes);
    }

    /** Reads what a host can do without: where that is not understood, only that is unknown. */
    private record Reader(ServerId server, Frame frame, List<String> notes) {

        /** A container can end between two sections, and some kernels do not count its memory: what is not there is left out. */
        ContainerReport container(ContainerLine line) {
            String name = line.name();
            List<Configured> addresses = frame.section("address", name)
                    .map(ConfiguredAddresses::parse)
                    .orElse(List.of());
            Optional<Duration> used = understood("cpu", name, ProcFiles::usage);
            Optional<Long> memory = understood("memory", name, ProcFiles::memoryInUse);
            // Without IPv6 in the kernel there is no tcp6: the section has a status, and the ports of tcp all the same.
            Set<Integer> listening = frame.section("listening", name)
                    .map(ProcFiles::listeningPorts)
                    .orElse(Set.of());
            Optional<LoanMarker> marker = frame.section("loan", name).map(LoanMarker::parse);
            Established established = frame.section("established", name)
                    .map(LoanMarker::established)
                    .orElse(Established.UNKNOWN);
            return new ContainerReport(line, addresses, used, memory, listening, marker, established);
        }

        <T> Optional<T> understood(String section, String argument, Function<Section, T> parser) {
            Optional<Section> found = frame.section(section, argument).filter(Section::succeeded);
            try {
                return found.map(parser);
            } catch (ParseException e) {
                notes.add(server + ": " + e.getMessage());
                return Optional.empty();
            }
        }
    }
}
