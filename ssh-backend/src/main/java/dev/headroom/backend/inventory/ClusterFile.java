package dev.headroom.backend.inventory;

import dev.headroom.ma2scf.policy.SharingPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the operator says about a cluster.
 *
 * @param directors at least one, in the order of the file
 * @param servers at least one, in the order of the file
 * @param services at least one, in the order of the file
 * @param interval time from one observation to the next
 */
public record ClusterFile(
        String name,
        List<DirectorEntry> directors,
        List<ServerEntry> servers,
        List<ServiceEntry> services,
        SharingPolicy policy,
        Duration interval) {

    /** Time between observations where nothing is said. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);

    public ClusterFile {
        directors = List.copyOf(directors);
        servers = List.copyOf(servers);
        services = List.copyOf(services);
    }

    /**
     * Reads a cluster file.
     *
     * @throws ClusterFileException if it cannot be read or says something impossible
     */
    public static ClusterFile read(Path file) throws ClusterFileException {
        return ClusterFileReader.read(file);
    }

    /** Directors, then real servers. */
    public List<HostEntry> hosts() {
        return Stream.<HostEntry>concat(directors.stream(), servers.stream()).toList();
    }
}
