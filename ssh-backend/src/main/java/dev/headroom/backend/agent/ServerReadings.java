package dev.headroom.backend.agent;

import dev.headroom.backend.agent.ClusterDefinition.ServiceDefinition;
import dev.headroom.backend.agent.HostReport.ContainerReport;
import dev.headroom.backend.agent.HostReport.ServerReport;
import dev.headroom.backend.parse.HostSigns;
import dev.headroom.backend.parse.ProcFiles.CpuShares;
import dev.headroom.backend.parse.ProcFiles.Memory;
import dev.headroom.backend.parse.StrainCounts;
import dev.headroom.backend.remote.Printable;
import dev.headroom.backend.remote.Said;
import dev.headroom.backend.runtime.ContainerLine;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerEvidence;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerRole;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.SeenServing;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.Starter;
import dev.headroom.ma2scf.model.Strain;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A real server's report with rates, counted since an earlier report of the same server. See decision 0102.
 *
 * @param installation the installation whose marks are ours
 * @param base the report from which rates are counted; empty if none can be used
 * @param known the server in the snapshot before
 */
record ServerReadings(String installation, ServerReport report, Optional<ServerReport> base, RealServer known) {
    /** The container names that the model accepts; a container with another name can carry no service. */
    private static final int LETTERS = 64;

    /** The load of the server; empty until there are two reports with rising counters. */
    Optional<ServerLoad> load() {
        return base.flatMap(earlier -> report.cpu()
                .since(earlier.cpu(), elapsed(earlier).seconds())
                .flatMap(shares -> report.memory().map(memory -> load(earlier, shares, memory))));
    }

    private ServerLoad load(ServerReport earlier, CpuShares shares, Memory memory) {
        int cores = report.cpu().cores();
        double network = rate(earlier)
                .orElseGet(() -> known.load()
                        .lastKnown()
                        .map(load -> load.used().network())
                        .orElse(0.0));
        HostSigns signs = report.signs();
        return new ServerLoad(
                new Resources(cores, memory.total(), 0),
                new Resources(shares.taken() * cores, memory.total() - memory.available(), network),
                boxed(shares.stolen()).map(share -> share * cores),
                boxed(signs.uplink()),
                strain(
                        signs.strain(),
                        earlier.signs().strain(),
                        known.load().lastKnown().map(ServerLoad::strain)),
                signs.sources());
    }

    private static Optional<Double> boxed(OptionalDouble number) {
        return number.isPresent() ? Optional.of(number.getAsDouble()) : Optional.empty();
    }

    /** What is lacking; a section that only repeats the earlier one keeps the rates that are known. */
    private Strain strain(Optional<StrainCounts> now, Optional<StrainCounts> earlier, Optional<Strain> before) {
        if (now.isEmpty()) {
            return Strain.UNKNOWN;
        }
        boolean repeats = base.isEmpty()
                || earlier.filter(e -> e.uptime().equals(now.get().uptime())).isPresent();
        return before.filter(strain -> repeats && !strain.sources().isEmpty())
                .map(strain -> strain.aged(now.get().age(report.uptime())))
                .orElseGet(() -> now.get().since(earlier, report.uptime()));
    }

    private OptionalDouble rate(ServerReport earlier) {
        return earlier.networkBytes().isPresent() && report.networkBytes().isPresent()
                ? elapsed(earlier)
                        .rate(
                                earlier.networkBytes().getAsLong(),
                                report.networkBytes().getAsLong())
                : OptionalDouble.empty();
    }

    /** Says which containers are left out because of their names. */
    static Optional<String> leftOut(ServerId server, List<ContainerLine> containers) {
        List<ContainerLine> others =
                containers.stream().filter(c -> !ContainerId.isName(c.name())).toList();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "%s: left out %d container%s whose name Headroom does not use (it takes 1 to 64 letters, digits, '.', '_' and '-', the first a letter or digit), such as '%s'."
                                .formatted(
                                        server,
                                        others.size(),
                                        others.size() == 1 ? "" : "s",
                                        Said.clipped(
                                                Printable.line(others.getFirst().name()), LETTERS)));
    }

    List<Container> containers() {
        Map<String, ContainerReport> earlier = new HashMap<>();
        base.ifPresent(report ->
                report.containers().forEach(c -> earlier.putIfAbsent(c.line().name(), c)));
        Map<ContainerId, Container> before = new HashMap<>();
        known.knownContainers().forEach(c -> before.putIfAbsent(c.id(), c));
        return report.containers().stream()
                .filter(c -> ContainerId.isName(c.line().name()))
                .map(c -> {
                    ContainerId id = new ContainerId(report.host(), c.line().name());
                    return container(
                            id, c, Optional.ofNullable(earlier.get(id.name())), Optional.ofNullable(before.get(id)));
                })
                .toList();
    }

    /**
     * The container without its role: {@link Identification} finds the role when all tables and all containers are
     * known.
     */
    private Container container(
            ContainerId id, ContainerReport container, Optional<ContainerReport> earlier, Optional<Container> before) {
        ContainerState state = container.line().state();
        boolean carriesNothing = state == ContainerState.STOPPED || state == ContainerState.UNKNOWN;
        Resources used = carriesNothing ? Resources.NONE : used(container, earlier, before);
        SortedSet<String> addresses = new TreeSet<>(container.line().addresses());
        container.configured().forEach(c -> addresses.add(c.address()));
        ContainerEvidence evidence = new ContainerEvidence(
                addresses,
                container.established(),
                container.marker().map(marker -> marker.starter(installation)).orElseGet(Starter.Somebody::new));
        Strain strain = carriesNothing
                ? Strain.UNKNOWN
                : strain(container.strain(), earlier.flatMap(ContainerReport::strain), before.map(Container::strain));
        return new Container(id, new ContainerRole.Unrelated(), state, used, false, evidence, strain);
    }

    /**
     * Whether a container answers at its endpoint. Only TCP has listening sockets that the host shows. For another
     * protocol or an unknown port a running container counts as answering; a check of the service can say which port
     * tells.
     */
    static boolean answers(ServiceDefinition service, Endpoint endpoint, ContainerReport container) {
        return SeenServing.listensAt(service.address(), service.checks(), endpoint)
                .map(container.listening()::contains)
                .orElse(true);
    }

    /** What the container uses; a value that this report does not hold stays as it was known. */
    private Resources used(ContainerReport container, Optional<ContainerReport> earlier, Optional<Container> before) {
        Resources known = before.filter(c -> c.state() != ContainerState.STOPPED)
                .map(Container::used)
                .orElse(Resources.NONE);
        return new Resources(
                cpu(container, earlier).orElse(known.cpu()),
                container.memory().orElse(known.memory()),
                known.network());
    }

    private OptionalDouble cpu(ContainerReport container, Optional<ContainerReport> earlier) {
        if (base.isEmpty() || container.cpuUsed().isEmpty()) {
            return OptionalDouble.empty();
        }
        double used = seconds(container.cpuUsed().get());
        if (earlier.isEmpty() || earlier.get().line().state() == ContainerState.STOPPED) {
            // A container without an earlier value was started since: its CPU time began at 0.
            return elapsed(base.get()).rate(0, used);
        }
        return earlier.get().cpuUsed().isEmpty()
                ? OptionalDouble.empty()
                : elapsed(base.get()).rate(seconds(earlier.get().cpuUsed().get()), used);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private Elapsed elapsed(ServerReport earlier) {
        return Elapsed.between(earlier.uptime(), report.uptime());
    }
}
