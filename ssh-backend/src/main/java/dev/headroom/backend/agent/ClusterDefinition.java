package dev.headroom.backend.agent;

import dev.headroom.backend.command.Installation;
import dev.headroom.backend.inventory.ContainerPattern;
import dev.headroom.backend.inventory.ContainerRules;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceCheck;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ServiceSpec;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.ZoneId;
import java.util.Comparator;
import java.util.List;

/**
 * What the operator says the cluster is made of; the rest is measured.
 *
 * @param installation whose marks on started containers are ours
 * @param directors in order of id, as are the others
 */
public record ClusterDefinition(
        List<DirectorId> directors,
        List<ServerDefinition> servers,
        List<ServiceDefinition> services,
        String installation) {

    /** Of an installation that has started nothing. */
    public ClusterDefinition(
            List<DirectorId> directors, List<ServerDefinition> servers, List<ServiceDefinition> services) {
        this(directors, servers, services, Installation.NONE.id());
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

    /** A real server. */
    public record ServerDefinition(ServerId id, ZoneId zone, boolean lends) {}

    /**
     * A virtual service.
     *
     * @param containers which containers carry it, stand-by ones included
     * @param rules which of them are at home or stand-by, and where they answer
     */
    public record ServiceDefinition(ServiceSpec spec, ContainerPattern containers, ContainerRules rules) {

        /** One of which nothing more is said. */
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
}
