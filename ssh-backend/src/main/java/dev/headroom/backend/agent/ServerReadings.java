package dev.headroom.backend.agent;

import dev.headroom.backend.agent.ClusterDefinition.ServiceDefinition;
import dev.headroom.backend.agent.HostReport.ContainerReport;
import dev.headroom.backend.agent.HostReport.ServerReport;
import dev.headroom.backend.parse.ProcFiles.CpuTimes;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerEvidence;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerRole;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.Established;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.Starter;
import dev.headroom.ma2scf.model.VirtualAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * What a real server's report says, with rates since an earlier report of it.
 *
 * @param base the report that rates are counted from; empty if there is none that can be used
 * @param known the server as it was known before
 */
record ServerReadings(
        List<ServiceDefinition> services, ServerReport report, Optional<ServerReport> base, RealServer known) {
    /** The names that the model takes; a container with another name can carry no service. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    /** Empty until there are two reports with rising counters. */
    Optional<ServerLoad> load() {
        return base.flatMap(earlier -> {
            CpuTimes now = report.cpu();
            long total = now.total() - earlier.cpu().total();
            long idle = Math.max(0, now.idle() - earlier.cpu().idle());
            if (total <= 0 || now.cores() != earlier.cpu().cores()) {
                return Optional.empty();
            }
            double cpu = Math.max(0, total - idle) * (double) now.cores() / total;
            double network = rate(earlier)
                    .orElseGet(() -> known.load()
                            .lastKnown()
                            .map(load -> load.used().network())
                            .orElse(0.0));
            return Optional.of(new ServerLoad(
                    new Resources(now.cores(), report.memory().total(), 0),
                    new Resources(cpu, report.memory().total() - report.memory().available(), network)));
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

    private Container container(ContainerReport container) {
        ContainerId id = new ContainerId(report.host(), container.line().name());
        ContainerState state = container.line().state();
        Optional<ServiceDefinition> service =
                services.stream().filter(s -> s.containers().matches(id.name())).findFirst();
        ContainerRole role = service.map(s -> role(s, container)).orElseGet(ContainerRole.Unrelated::new);
        boolean listening = state == ContainerState.RUNNING
                && role.serving().isPresent()
                && service.filter(s -> answers(s.address(), container)).isPresent();
        boolean carriesNothing = state == ContainerState.STOPPED || state == ContainerState.UNKNOWN;
        Resources used = carriesNothing ? Resources.NONE : used(id, container);
        // Until hosts have loan markers, what runs without being started at boot counts as ours.
        ContainerEvidence evidence =
                ContainerEvidence.NONE.withEstablished(Established.NONE).withStarter(new Starter.Us());
        return new Container(id, role, state, used, listening, evidence);
    }

    /** Without an address, of its configuration or at least now, nobody can be sent to it: it carries nothing then. */
    private static ContainerRole role(ServiceDefinition service, ContainerReport container) {
        Optional<Endpoint> endpoint = container
                .address()
                .or(() -> container.line().addresses().stream().findFirst())
                .map(address -> new Endpoint(address, port(service.address())));
        if (endpoint.isEmpty()) {
            return new ContainerRole.Unrelated();
        }
        return container.line().autostart()
                ? new ContainerRole.Home(service.id(), endpoint.get())
                : new ContainerRole.StandBy(service.id(), endpoint.get());
    }

    private static int port(VirtualAddress address) {
        return switch (address) {
            case VirtualAddress.Socket(var _, Endpoint endpoint) -> endpoint.port();
            case VirtualAddress.FirewallMark _ -> 0;
        };
    }

    /** Only TCP has sockets that listen; of the others, running is all that can be seen. */
    private static boolean answers(VirtualAddress address, ContainerReport container) {
        return switch (address) {
            case VirtualAddress.Socket(Protocol protocol, Endpoint endpoint) ->
                protocol != Protocol.TCP || container.listening().contains(endpoint.port());
            case VirtualAddress.FirewallMark _ -> !container.listening().isEmpty();
        };
    }

    /** What was not measured this time stays as it was known. */
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
            // Started since: it counts from 0.
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
