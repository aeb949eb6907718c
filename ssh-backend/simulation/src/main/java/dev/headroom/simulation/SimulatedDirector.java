package dev.headroom.simulation;

import dev.headroom.simulation.ClusterDescription.DirectorDescription;

/** One simulated director. Owned by the cluster's lock. */
final class SimulatedDirector {
    private static final int CORES = 2;

    private final DirectorDescription description;
    private final World world;
    private final HostLife life = new HostLife(CORES);
    private IpvsTable table;

    SimulatedDirector(DirectorDescription description, World world) {
        this.description = description;
        this.world = world;
        this.table = newTable();
        world.configure(table);
    }

    private IpvsTable newTable() {
        return new IpvsTable(world::tally);
    }

    DirectorDescription description() {
        return description;
    }

    HostLife life() {
        return life;
    }

    IpvsTable table() {
        return table;
    }

    /** Power gone: the table and all connections through it are lost. */
    void drop() {
        table.services().forEach(s -> s.destinations().forEach(IpvsDestination::lose));
        table = newTable();
    }

    void boot(long now) {
        life.boot(now);
        world.configure(table);
    }
}
