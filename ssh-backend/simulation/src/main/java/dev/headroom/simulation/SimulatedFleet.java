package dev.headroom.simulation;

import dev.headroom.simulation.ssh.SimulatedSshd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A simulated cluster as a client of a real one sees it: every host behind SSH on loopback, and a cluster file with
 * their addresses. A killed host closes its port; a frozen or cut-off host lets clients wait. Safe for several
 * threads at once.
 */
public final class SimulatedFleet implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SimulatedFleet.class);

    private final SimulatedCluster cluster;
    private final SimulatedSshd sshd;
    private final TimePump pump;
    private final Path clusterFile;

    private SimulatedFleet(SimulatedCluster cluster, SimulatedSshd sshd, TimePump pump, Path clusterFile) {
        this.cluster = cluster;
        this.sshd = sshd;
        this.pump = pump;
        this.clusterFile = clusterFile;
    }

    /**
     * Begins the scenario and listens.
     *
     * @param folder gets the cluster file {@code cluster.yaml}, a key and known_hosts; created if needed
     * @param firstPort the first host's port, the others follow; 0 lets the system choose
     * @param speed simulated seconds in a real second, above 0
     * @throws IOException if a port is taken or the folder cannot be written
     */
    public static SimulatedFleet start(Scenario story, Path folder, int firstPort, double speed) throws IOException {
        SimulatedCluster cluster = story.begin();
        SimulatedSshd sshd = SimulatedSshd.start(cluster.hosts(), folder, firstPort);
        try {
            Path file = folder.resolve("cluster.yaml");
            String text = ClusterFileWriter.text(story.cluster(), sshd);
            Files.writeString(file, text, StandardCharsets.UTF_8);
            cluster.onFault(fault -> follow(sshd, fault));
            return new SimulatedFleet(cluster, sshd, TimePump.start(cluster, speed), file);
        } catch (IOException e) {
            sshd.close();
            throw e;
        }
    }

    private static void follow(SimulatedSshd sshd, Fault fault) {
        try {
            switch (fault.kind()) {
                case KILL -> sshd.interrupt(fault.host());
                case HEAL -> sshd.resume(fault.host());
                case FREEZE, CUT -> {}
            }
        } catch (IOException e) {
            LOG.warn("The simulated host {} cannot listen again.", fault.host().name(), e);
        }
    }

    public SimulatedCluster cluster() {
        return cluster;
    }

    public SimulatedSshd sshd() {
        return sshd;
    }

    /** The cluster file, for {@code --cluster} of the console's other commands. */
    public Path clusterFile() {
        return clusterFile;
    }

    @Override
    public void close() {
        pump.close();
        cluster.close();
        sshd.close();
    }
}
