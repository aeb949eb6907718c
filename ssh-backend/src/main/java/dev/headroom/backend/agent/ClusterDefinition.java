package dev.headroom.backend.agent;

import dev.headroom.backend.command.Installation;
import dev.headroom.backend.inventory.ContainerPattern;
import dev.headroom.backend.inventory.ContainerRules;
import dev.headroom.ma2scf.model.ConfiguredCost;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceCheck;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ServiceLimits;
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
     * @param checks where directors try to reach its destinations; empty: where clients are sent
     */
    public record ServiceDefinition(
            ServiceId id,
            VirtualAddress address,
            ContainerPattern containers,
            int priority,
            int minimum,
            double value,
            ServiceLimits limits,
            ConfiguredCost cost,
            ContainerRules rules,
            List<ServiceCheck> checks) {
        public ServiceDefinition {
            checks = List.copyOf(checks);
        }

        /** One of which nothing more is said. */
        public ServiceDefinition(
                ServiceId id, VirtualAddress address, ContainerPattern containers, int priority, int minimum) {
            this(
                    id,
                    address,
                    containers,
                    priority,
                    minimum,
                    1,
                    ServiceLimits.NONE,
                    ConfiguredCost.NONE,
                    ContainerRules.NONE,
                    List.of());
        }
    }
}
