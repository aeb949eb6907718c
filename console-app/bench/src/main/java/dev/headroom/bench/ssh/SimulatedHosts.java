package dev.headroom.bench.ssh;

import dev.headroom.simulation.Scenarios;
import dev.headroom.simulation.SimulatedFleet;
import java.io.IOException;
import java.nio.file.Path;

/** The process of the simulated hosts: it prints the path of their cluster file and runs until its input ends. */
final class SimulatedHosts {
    private static final int HOSTS_A_SERVICE = 20;
    private static final long SEED = 1;

    private SimulatedHosts() {}

    /**
     * Runs until the input ends.
     *
     * @param arguments a folder and the number of hosts
     */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        int hosts = Integer.parseInt(arguments[1]);
        int services = Math.clamp(hosts / HOSTS_A_SERVICE, 1, 1_000);
        try (var fleet = SimulatedFleet.start(Scenarios.generated(hosts, services, SEED), folder, 0, 1)) {
            System.out.println(fleet.clusterFile());
            System.out.flush();
            while (System.in.read() >= 0) {
                // Nothing is asked: the end of the input ends the process.
            }
        }
    }
}
