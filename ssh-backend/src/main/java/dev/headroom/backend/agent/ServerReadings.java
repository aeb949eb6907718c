package dev.headroom.backend.agent;

import dev.headroom.backend.agent.ClusterDefinition.ServiceDefinition;
import dev.headroom.backend.agent.HostReport.ContainerReport;
import dev.headroom.backend.agent.HostReport.ServerReport;
import dev.headroom.backend.parse.ProcFiles.CpuTimes;
import dev.headroom.backend.parse.ProcFiles.Memory;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerEvidence;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerRole;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.SeenServing;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.Starter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A real server's report with rates, counted since an earlier report of the same server.
 *
 * @param installation the installation whose marks are ours
 * @param base the report from which rates are counted; empty if none can be used
 * @param known the server in the snapshot before
 */
record ServerReadings(String installation, ServerReport report, Optional<ServerReport> base, RealServer known) {
    /** The container names that the model accepts; a container with another name can carry no service. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** The load of the server; empty until there are two reports with rising counters. */
    Optional<ServerLoad> load() {
        return base.flatMap(earlier -> {
            CpuTimes now = report.cpu();
            OptionalDouble used = now.usedSince(earlier.cpu());
            if (used.isEmpty() || report.memory().isEmpty()) {
                return Optional.empty();
            }
            double cpu = used.getAsDouble() * now.cores();
            Memory memory = report.memory().get();
            double network = rate(earlier)
                    .orElseGet(() -> known.load()
                            .lastKnown()
                            .map(load -> load.used().network())
                            .orElse(0.0));
            return Optional.of(new ServerLoad(
                    new Resources(now.cores(), memory.total(), 0),
                    new Resources(cpu, memory.total() - memory.available(), network)));
        });
    }

    private OptionalDouble rate(ServerReport earlier) {
        return earlier.networkBytes().isPresent() && report.networkBytes().isPresent()
                ? elapsed(earlier)
                        .rate(
                                earlier.networkBytes().getAsLong(),
                                report.networkBytes().getAsLong())
                : OptionalDouble.empty();
    }

    List<Container> containers() {
        return report.containers().stream()
                .filter(c -> NAME.matcher(c.line().name()).matches())
                .map(this::container)
                .toList();
    }

    /**
     * The container without its role: {@link Identification} finds the role when all tables and all containers are
     * known.
     */
    private Container container(ContainerReport container) {
        ContainerId id = new ContainerId(report.host(), container.line().name());
        ContainerState state = container.line().state();
        boolean carriesNothing = state == ContainerState.STOPPED || state == ContainerState.UNKNOWN;
        Resources used = carriesNothing ? Resources.NONE : used(id, container);
        SortedSet<String> addresses = new TreeSet<>(container.line().addresses());
        container.configured().forEach(c -> addresses.add(c.address()));
        ContainerEvidence evidence = new ContainerEvidence(
                addresses,
                container.established(),
                container.marker().map(marker -> marker.starter(installation)).orElseGet(Starter.Somebody::new));
        return new Container(id, new ContainerRole.Unrelated(), state, used, false, evidence);
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
    private Resources used(ContainerId id, ContainerReport container) {
        Resources before = known.container(id)
                .filter(c -> c.state() != ContainerState.STOPPED)
                .map(Container::used)
                .orElse(Resources.NONE);
        return new Resources(
                cpu(container).orElse(before.cpu()), container.memory().orElse(before.memory()), before.network());
    }

    private OptionalDouble cpu(ContainerReport container) {
        if (base.isEmpty() || container.cpuUsed().isEmpty()) {
            return OptionalDouble.empty();
        }
        Optional<ContainerReport> earlier =
                base.get().container(container.line().name());
        if (earlier.isEmpty() || earlier.get().line().state() == ContainerState.STOPPED) {
            // A container without an earlier value was started since: its CPU time began at 0.
            return elapsed(base.get()).rate(0, seconds(container.cpuUsed().get()));
        }
        return earlier.get().cpuUsed().isEmpty()
                ? OptionalDouble.empty()
                : elapsed(base.get())
                        .rate(
                                seconds(earlier.get().cpuUsed().get()),
                                seconds(container.cpuUsed().get()));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private Elapsed elapsed(ServerReport earlier) {
        return Elapsed.between(earlier.uptime(), report.uptime());
    }
}
