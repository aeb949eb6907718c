package dev.headroom.backend.agent;

import dev.headroom.backend.command.Installation;
import dev.headroom.backend.inventory.ContainerPattern;
import dev.headroom.backend.inventory.ContainerRules;
import dev.headroom.backend.inventory.Places;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceCheck;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ServiceSpec;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the operator says the cluster is made of; the agents measure the rest. Immutable.
 *
 * @param installation the identity of this installation: a started container that bears its mark is ours
 * @param places where the cluster file names what a reading may not show
 * @param directors in order of id, as are servers and services
 */
public record ClusterDefinition(
        List<DirectorId> directors,
        List<ServerDefinition> servers,
        List<ServiceDefinition> services,
        String installation,
        Places places) {

    /** A definition for an installation that has started no container. */
    public ClusterDefinition(
            List<DirectorId> directors, List<ServerDefinition> servers, List<ServiceDefinition> services) {
        this(directors, servers, services, Installation.NONE.id(), Places.NONE);
    }

    /** A definition that no file made. */
    public ClusterDefinition(
            List<DirectorId> directors,
            List<ServerDefinition> servers,
            List<ServiceDefinition> services,
            String installation) {
        this(directors, servers, services, installation, Places.NONE);
    }

    public ClusterDefinition {
        directors = directors.stream().sorted().toList();
        servers = servers.stream()
                .sorted(Comparator.comparing(ServerDefinition::id))
                .toList();
        services = services.stream()
                .sorted(Comparator.comparing(ServiceDefinition::id))
                .toList();
    }

    /**
     * A real server of the definition.
     *
     * @param zone the failure domain of the server
     * @param lends whether its containers may serve for loans
     */
    public record ServerDefinition(ServerId id, ZoneId zone, boolean lends) {}

    /**
     * A virtual service of the definition.
     *
     * @param containers matches the names of the containers that carry it, stand-by containers included
     * @param rules which of them are home containers or stand-by containers, and on which address and port they
     * answer
     */
    public record ServiceDefinition(ServiceSpec spec, ContainerPattern containers, ContainerRules rules) {

        /** A service whose containers follow no rule but their names. */
        public ServiceDefinition(ServiceSpec spec, ContainerPattern containers) {
            this(spec, containers, ContainerRules.NONE);
        }

        public ServiceId id() {
            return spec.id();
        }

        public VirtualAddress address() {
            return spec.address();
        }

        public List<ServiceCheck> checks() {
            return spec.checks();
        }
    }

    /**
     * The services whose pattern a container's name matches. Each name is compared with the patterns once, for a large
     * cluster has thousands of containers in each snapshot. Safe for several threads at once. See decision 0094.
     */
    static final class ServicesByName {
        /** The number of names above which all are forgotten: hosts decide how their containers are called. */
        private static final int MOST = 100_000;

        private final List<ServiceDefinition> services;
        private final Map<String, List<ServiceDefinition>> known = new ConcurrentHashMap<>();

        ServicesByName(List<ServiceDefinition> services) {
            this.services = List.copyOf(services);
        }

        List<ServiceDefinition> all() {
            return services;
        }

        /** The services, in order of id; the first of them is the one that the container carries. */
        List<ServiceDefinition> of(String container) {
            if (known.size() > MOST) {
                known.clear();
            }
            return known.computeIfAbsent(
                    container,
                    name -> services.stream()
                            .filter(service -> service.containers().matches(name))
                            .toList());
        }
    }
}
