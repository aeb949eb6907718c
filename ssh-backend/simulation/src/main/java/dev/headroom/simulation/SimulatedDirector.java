package dev.headroom.simulation;

import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ProbeResult;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.simulation.ClusterDescription.DirectorDescription;
import dev.headroom.simulation.ipvs.IpvsDestination;
import dev.headroom.simulation.ipvs.SimulatedTable;

/** One simulated director. Guarded by the cluster's lock. */
final class SimulatedDirector {
    private static final int CORES = 2;

    private final DirectorDescription description;
    private final World world;
    private final HostLife life = new HostLife(CORES);
    private SimulatedTable table;
    private boolean refuses;

    SimulatedDirector(DirectorDescription description, World world) {
        this.description = description;
        this.world = world;
        this.table = newTable();
        world.configure(table);
    }

    private SimulatedTable newTable() {
        return new SimulatedTable(world::tally);
    }

    DirectorDescription description() {
        return description;
    }

    HostLife life() {
        return life;
    }

    SimulatedTable table() {
        return table;
    }

    /** Whether a TCP connection from here is accepted. */
    boolean connects(Endpoint endpoint) {
        return world.probe(ProbeTarget.tcp(endpoint))
                .filter(ProbeResult.OPEN::equals)
                .isPresent();
    }

    /** Whether the kernel refuses each change of the table. */
    boolean refuses() {
        return refuses;
    }

    void refuses(boolean now) {
        refuses = now;
    }

    /** Clears the table and drops all connections through it: the power failed. */
    void drop() {
        table.services().forEach(s -> s.destinations().forEach(IpvsDestination::lose));
        table = newTable();
    }

    void boot(long now) {
        life.boot(now);
        world.configure(table);
    }
}
