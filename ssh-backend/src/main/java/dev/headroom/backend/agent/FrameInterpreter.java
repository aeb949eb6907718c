package dev.headroom.backend.agent;

import dev.headroom.backend.agent.HostReport.ContainerReport;
import dev.headroom.backend.agent.HostReport.DirectorReport;
import dev.headroom.backend.agent.HostReport.NotRead;
import dev.headroom.backend.agent.HostReport.ServerReport;
import dev.headroom.backend.parse.Frame;
import dev.headroom.backend.parse.HostFacts;
import dev.headroom.backend.parse.HostSigns;
import dev.headroom.backend.parse.IpvsMemory;
import dev.headroom.backend.parse.IpvsTableParser;
import dev.headroom.backend.parse.LoanMarker;
import dev.headroom.backend.parse.NetworkCounters;
import dev.headroom.backend.parse.ParseException;
import dev.headroom.backend.parse.Probes;
import dev.headroom.backend.parse.ProcFiles;
import dev.headroom.backend.parse.Repeated;
import dev.headroom.backend.parse.Section;
import dev.headroom.backend.parse.SectionKind;
import dev.headroom.backend.parse.StrainCounts;
import dev.headroom.backend.parse.SyncDaemon;
import dev.headroom.backend.parse.Tool;
import dev.headroom.backend.parse.UdpTimeout;
import dev.headroom.backend.runtime.ConfiguredAddress;
import dev.headroom.backend.runtime.ContainerLine;
import dev.headroom.backend.runtime.ContainerListing;
import dev.headroom.backend.runtime.ContainerRuntime;
import dev.headroom.ma2scf.model.ContainerState;
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
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/**
 * Turns a frame into a report. Pure. A tool that is missing, that refuses, or whose output is not understood gives a
 * {@link NotRead} that says what to do.
 */
final class FrameInterpreter {
    /** The greatest age of a list that changes often: an agent reads it anew before. */
    private static final Duration OLDEST = Duration.ofSeconds(60);

    /**
     * The greatest age of a list that seldom changes, or whose changes show in another list. The addresses of
     * containers may be older, for they come from configuration files.
     */
    private static final Duration OLDEST_SELDOM = Duration.ofMinutes(6);

    private static final List<SectionKind> NEEDED_OF_DIRECTOR = List.of(
            SectionKind.UPTIME,
            SectionKind.IPVS_RULES,
            SectionKind.IPVS_LIST,
            SectionKind.IPVS_STATS,
            SectionKind.IPVS_THRESHOLDS,
            SectionKind.IPVS_PERSISTENT);

    private static final List<SectionKind> NEEDED_OF_SERVER =
            List.of(SectionKind.UPTIME, SectionKind.STAT, SectionKind.MEMINFO, SectionKind.CONTAINERS);

    /** The most containers of a host: what is made of each can name all others. */
    private static final int MOST_CONTAINERS = 4_096;

    private static final Set<SectionKind> SELDOM = Set.of(
            SectionKind.IPVS_RULES, SectionKind.IPVS_THRESHOLDS, SectionKind.IPVS_PERSISTENT, SectionKind.IPVS_TIMEOUT);

    /** Sections that may be of any age: what they tell does not change by itself, or says when it was read. */
    private static final Set<SectionKind> TIMELESS = Set.of(
            SectionKind.ADDRESS,
            SectionKind.RIGHTS,
            SectionKind.STRAIN,
            SectionKind.UPLINK,
            SectionKind.FACTS,
            SectionKind.VERSIONS,
            SectionKind.WRITERS,
            SectionKind.AGENT);

    private FrameInterpreter() {}

    /**
     * What the sections of one host that seldom change meant last, so that they are not parsed again. It changes no
     * report. Not thread-safe.
     */
    record Memory(
            IpvsMemory table,
            Repeated<ContainerListing> containers,
            Repeated<List<ConfiguredAddress>> addresses,
            Repeated<Set<Integer>> listening,
            Repeated<Optional<StrainCounts>> strains,
            HostFacts.Memory facts) {
        /** Nothing known yet. */
        Memory() {
            this(
                    new IpvsMemory(),
                    new Repeated<>(),
                    new Repeated<>(),
                    new Repeated<>(),
                    new Repeated<>(),
                    new HostFacts.Memory());
        }
    }

    static HostReport report(HostId host, ContainerRuntime runtime, Instant at, Frame frame) {
        return report(host, runtime, at, frame, new Memory());
    }

    /** @param memory of the host whose frame it is */
    static HostReport report(HostId host, ContainerRuntime runtime, Instant at, Frame frame, Memory memory) {
        try {
            Optional<Section> old = frame.sections().stream()
                    .filter(section -> !TIMELESS.contains(section.kind()))
                    .filter(section -> section.age().compareTo(oldest(section.kind())) > 0)
                    .findFirst();
            if (old.isPresent()) {
                return NotRead.answered(
                        host,
                        at,
                        "%s repeats what '%s' printed %d s ago."
                                .formatted(
                                        host.name(),
                                        tool(runtime, old.get()).command(),
                                        old.get().age().toSeconds()),
                        true);
            }
            return switch (host) {
                case DirectorId director -> director(director, at, frame, memory);
                case ServerId server -> server(server, runtime, at, frame, memory);
            };
        } catch (ParseException e) {
            // A table can change while it is read, so the next frame may be whole again.
            return NotRead.answered(host, at, host.name() + ": " + e.getMessage(), true);
        }
    }

    private static Duration oldest(SectionKind kind) {
        return SELDOM.contains(kind) ? OLDEST_SELDOM : OLDEST;
    }

    /**
     * The age of the oldest list in the frame. The addresses of containers and the rights of the login user, which
     * come from configuration files, do not count.
     */
    static Duration age(Frame frame) {
        return frame.sections().stream()
                .filter(section -> !TIMELESS.contains(section.kind()))
                .map(Section::age)
                .reduce(Duration.ZERO, (a, b) -> a.compareTo(b) >= 0 ? a : b);
    }

    /** The tool that printed a section; for the list of containers the runtime names it. */
    private static Tool tool(ContainerRuntime runtime, Section section) {
        return section.kind() == SectionKind.CONTAINERS
                ? runtime.listing()
                : section.kind().tool();
    }

    private static HostReport director(DirectorId director, Instant at, Frame frame, Memory memory) {
        Optional<String> trouble = HostTrouble.of(
                director, frame, NEEDED_OF_DIRECTOR, section -> section.kind().tool());
        if (trouble.isPresent()) {
            return NotRead.answered(director, at, trouble.get(), false);
        }
        Map<ProbeTarget, ProbeResult> probes = frame.section(SectionKind.PROBES, "")
                .filter(Section::succeeded)
                .map(Probes::parse)
                .orElse(Map.of());
        return new DirectorReport(
                director,
                at,
                ProcFiles.uptime(frame.section(SectionKind.UPTIME)),
                IpvsTableParser.parse(frame, memory.table()),
                SyncDaemon.parse(frame.section(SectionKind.IPVS_DAEMON, "")),
                probes,
                frame.section(SectionKind.IPVS_TIMEOUT, "")
                        .flatMap(UdpTimeout::parse)
                        .orElse(DirectorTable.USUAL_UDP_TIMEOUT),
                ofSudo(director, frame),
                HostRights.lacking(director, frame),
                HostFacts.of(frame, memory.facts()));
    }

    /** What sudo keeps from the agent, and the table is known without. */
    private static List<String> ofSudo(DirectorId director, Frame frame) {
        List<String> refused = new ArrayList<>();
        frame.section(SectionKind.IPVS_DAEMON, "")
                .flatMap(section ->
                        HostTrouble.ofSudo(director, section, section.kind().tool()))
                .ifPresent(refused::add);
        frame.section(SectionKind.IPVS_TIMEOUT, "")
                .flatMap(section ->
                        HostTrouble.ofSudo(director, section, section.kind().tool()))
                .map(sentence -> "%s Until then a flow of UDP packets counts as over after %d s, the kernel's default."
                        .formatted(sentence, DirectorTable.USUAL_UDP_TIMEOUT.toSeconds()))
                .ifPresent(refused::add);
        return refused;
    }

    private static HostReport server(
            ServerId server, ContainerRuntime runtime, Instant at, Frame frame, Memory memory) {
        if (frame.section(SectionKind.PROCESSES, "").isPresent()) {
            return NotRead.answered(server, at, HostTrouble.hiddenProcesses(server), false);
        }
        Optional<String> trouble = HostTrouble.of(server, frame, NEEDED_OF_SERVER, section -> tool(runtime, section));
        if (trouble.isPresent()) {
            return NotRead.answered(server, at, trouble.get(), false);
        }
        ContainerListing listing = memory.containers().of(frame.section(SectionKind.CONTAINERS), runtime::containers);
        if (listing.containers().size() > MOST_CONTAINERS) {
            return NotRead.answered(
                    server,
                    at,
                    "%s: %s lists %d containers; Headroom reads hosts with at most %d."
                            .formatted(
                                    server,
                                    runtime.listing().command(),
                                    listing.containers().size(),
                                    MOST_CONTAINERS),
                    false);
        }
        List<String> notes = new ArrayList<>(HostReport.bounded(server, listing.unread()));
        ServerReadings.leftOut(server, listing.containers()).ifPresent(notes::add);
        frame.sections().stream()
                .filter(section -> section.kind() == SectionKind.ADDRESS)
                .flatMap(section -> HostTrouble.ofSudo(server, section, runtime.addressing()).stream())
                .findFirst()
                .ifPresent(notes::add);
        Reader reader = Reader.of(server, runtime, frame, memory);
        List<ContainerReport> containers =
                listing.containers().stream().map(reader::container).toList();
        OptionalLong network = reader.understood(SectionKind.NETDEV, "", NetworkCounters::bytes)
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
        notes.addAll(reader.bounded());
        Optional<ProcFiles.Memory> amounts = ProcFiles.memory(frame.section(SectionKind.MEMINFO));
        if (amounts.isEmpty()) {
            notes.add(
                    "%s: /proc/meminfo does not say how much memory there is and how much is free, so its load is not known."
                            .formatted(server));
        }
        return new ServerReport(
                server,
                at,
                ProcFiles.uptime(frame.section(SectionKind.UPTIME)),
                ProcFiles.cpu(frame.section(SectionKind.STAT)),
                amounts,
                network,
                containers,
                notes,
                HostRights.lacking(server, frame),
                reader.signs(HostFacts.of(frame, memory.facts())));
    }

    /**
     * Reads the sections that a report can be without: where one is not understood, only its values are unknown.
     *
     * @param sections by kind and argument
     * @param complaints what is not understood, one sentence each
     */
    private record Reader(
            ServerId server,
            ContainerRuntime runtime,
            Map<SectionKind, Map<String, Section>> sections,
            Memory memory,
            List<String> complaints) {

        static Reader of(ServerId server, ContainerRuntime runtime, Frame frame, Memory memory) {
            Map<SectionKind, Map<String, Section>> sections = new EnumMap<>(SectionKind.class);
            frame.sections()
                    .forEach(section -> sections.computeIfAbsent(section.kind(), _ -> new HashMap<>())
                            .putIfAbsent(section.argument(), section));
            return new Reader(server, runtime, sections, memory, new ArrayList<>());
        }

        /**
         * The report on one container. A container can end between two sections, and some kernels do not count its
         * memory: values that are not there are left out.
         */
        ContainerReport container(ContainerLine line) {
            String name = line.name();
            List<ConfiguredAddress> addresses = section(SectionKind.ADDRESS, name)
                    .map(section -> memory.addresses().of(section, runtime::addresses))
                    .orElse(List.of());
            Optional<Duration> used = understood(SectionKind.CPU, name, ProcFiles::usage);
            Optional<Long> inUse = understood(SectionKind.MEMORY, name, ProcFiles::memoryInUse);
            // A kernel without IPv6 has no tcp6: the section then has an exit status other than 0, and still holds
            // the ports of tcp.
            Optional<Section> sockets = section(SectionKind.LISTENING, name);
            Optional<Set<Integer>> listening =
                    tried(sockets, section -> memory.listening().of(section, ProcFiles::listeningPorts));
            // Without its sockets it is unknown whether the container serves; that it does not would be a guess.
            ContainerLine known = sockets.isPresent() && listening.isEmpty()
                    ? new ContainerLine(name, ContainerState.UNKNOWN, line.autostart(), line.addresses())
                    : line;
            Optional<LoanMarker> marker = section(SectionKind.LOAN, name).map(LoanMarker::parse);
            Established established = section(SectionKind.ESTABLISHED, name)
                    .map(LoanMarker::established)
                    .orElse(Established.UNKNOWN);
            return new ContainerReport(
                    known, addresses, used, inUse, listening.orElse(Set.of()), marker, established, strain(name));
        }

        /** What a server or, by its name, a container lacks; empty where that was not read for long. */
        private Optional<StrainCounts> strain(String container) {
            return section(SectionKind.STRAIN, container)
                    .filter(section -> section.age().compareTo(OLDEST) <= 0)
                    .flatMap(section -> memory.strains().of(section, StrainCounts::parse));
        }

        HostSigns signs(HostFacts facts) {
            List<String> sources = new ArrayList<>(List.of(
                    SectionKind.STAT.tool().command(),
                    SectionKind.MEMINFO.tool().command()));
            section(SectionKind.NETDEV, "").flatMap(NetworkCounters::source).ifPresent(sources::add);
            Optional<HostSigns.Uplink> uplink = section(SectionKind.UPLINK, "").flatMap(HostSigns::uplink);
            uplink.map(HostSigns.Uplink::source).ifPresent(sources::add);
            return new HostSigns(
                    uplink.map(found -> OptionalDouble.of(found.bytes())).orElse(OptionalDouble.empty()),
                    strain(""),
                    sources,
                    facts);
        }

        <T> Optional<T> understood(SectionKind kind, String argument, Function<Section, T> parser) {
            return tried(section(kind, argument).filter(Section::succeeded), parser);
        }

        private Optional<Section> section(SectionKind kind, String argument) {
            return Optional.ofNullable(sections.getOrDefault(kind, Map.of()).get(argument));
        }

        private <T> Optional<T> tried(Optional<Section> section, Function<Section, T> parser) {
            try {
                return section.map(parser);
            } catch (ParseException e) {
                complaints.add(e.getMessage());
                return Optional.empty();
            }
        }

        /** The complaints, of bounded number: a host decides how many containers it lists. */
        List<String> bounded() {
            return HostReport.bounded(server, complaints);
        }
    }
}
