package dev.headroom.simulation;

import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.ZoneId;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.simulation.load.DemandCurve;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The definition of a simulated cluster: the content of its cluster file, and the properties of its clients and
 * machines. Immutable.
 *
 * @param directors each carries the whole table; the first one that is up gets the traffic
 * @param servers with their containers; every endpoint occurs once
 * @param interval the time between two observations that suits the policy's hold times
 */
public record ClusterDescription(
        String name,
        List<DirectorDescription> directors,
        List<ServerDescription> servers,
        List<ServiceDescription> services,
        SharingPolicy policy,
        Duration interval) {

    public ClusterDescription {
        directors = List.copyOf(directors);
        servers = List.copyOf(servers);
        services = List.copyOf(services);
        Set<Endpoint> endpoints = new HashSet<>();
        servers.stream().flatMap(s -> s.containers().stream()).forEach(c -> {
            if (!endpoints.add(c.endpoint())) {
                throw new IllegalArgumentException("The endpoint %s is used twice.".formatted(c.endpoint()));
            }
        });
    }

    /**
     * A director.
     *
     * @param address its own address, not a virtual one
     */
    public record DirectorDescription(DirectorId id, String address) {}

    /**
     * A real server.
     *
     * @param memory bytes
     */
    public record ServerDescription(
            ServerId id, String address, ZoneId zone, int cores, long memory, List<ContainerDescription> containers) {
        public ServerDescription {
            containers = List.copyOf(containers);
            if (cores < 1) {
                throw new IllegalArgumentException("The server %s must have at least 1 core.".formatted(id));
            }
        }
    }

    /**
     * A container.
     *
     * @param endpoint where it answers once it listens
     * @param home whether it is a home container, which starts at boot; a stand-by container does not
     * @param memory bytes that it takes while it runs without clients
     */
    public record ContainerDescription(String name, ServiceId service, Endpoint endpoint, boolean home, long memory) {}

    /**
     * A virtual service. Its home containers are destinations of weight {@link #HOME_WEIGHT} from the start.
     *
     * @param containers matches the names of its containers, as in a cluster file: {@code shop-*}
     * @param cpuPerConnection CPU seconds of one core for each connection
     */
    public record ServiceDescription(
            ServiceId id,
            VirtualAddress.Socket address,
            String containers,
            int minimum,
            int priority,
            Scheduler scheduler,
            ForwardingMethod method,
            double cpuPerConnection,
            DemandCurve demand) {
        /** The weight of home containers: a loan can have a smaller or a greater one. */
        public static final int HOME_WEIGHT = 100;

        public ServiceDescription {
            if (!(cpuPerConnection > 0)) {
                throw new IllegalArgumentException("A connection to %s must take some processor time.".formatted(id));
            }
        }

        private ServiceDescription with(DemandCurve other) {
            return new ServiceDescription(
                    id, address, containers, minimum, priority, scheduler, method, cpuPerConnection, other);
        }
    }

    /** The same cluster with another demand for one service. */
    public ClusterDescription withDemand(ServiceId service, DemandCurve demand) {
        return new ClusterDescription(
                name,
                directors,
                servers,
                services.stream()
                        .map(s -> s.id().equals(service) ? s.with(demand) : s)
                        .toList(),
                policy,
                interval);
    }

    /** All hosts: directors, then real servers. */
    public List<HostId> hosts() {
        return Stream.concat(
                        directors.stream().map(d -> (HostId) d.id()),
                        servers.stream().map(s -> (HostId) s.id()))
                .toList();
    }
}
