package dev.headroom.console.topology;

import java.util.List;

/**
 * The content of the overview at one moment.
 *
 * @param servers in natural order; by zone where there are many
 * @param zones the same servers by zone; empty where there are few
 * @param hostsKnown whether the cluster has hosts that can still be read
 */
record Picture(
        List<DirectorTile> directors,
        List<ServiceTile> services,
        List<ServerTile> servers,
        List<ZoneTile> zones,
        List<Flow> flows,
        double reserve,
        boolean hostsKnown) {
    static final Picture EMPTY = new Picture(List.of(), List.of(), List.of(), List.of(), List.of(), 0, false);

    Picture {
        directors = List.copyOf(directors);
        services = List.copyOf(services);
        servers = List.copyOf(servers);
        zones = List.copyOf(zones);
        flows = List.copyOf(flows);
    }

    boolean isEmpty() {
        return directors.isEmpty() && servers.isEmpty() && services.isEmpty();
    }
}
