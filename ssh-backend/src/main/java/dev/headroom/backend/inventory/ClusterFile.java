package dev.headroom.backend.inventory;

import dev.headroom.backend.etcd.EtcdSettings;
import dev.headroom.ma2scf.policy.AutomaticLimits;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The operator's definition of a cluster, as read from its file. Immutable.
 *
 * @param directors at least one, in the order of the file
 * @param servers at least one, in the order of the file
 * @param services at least one, in the order of the file
 * @param interval the time between two observations
 * @param lease where the right to change the cluster is kept
 * @param remarks what the file says in vain, one sentence each, with file, line and column
 * @param places where the file names what only a reading can show to be there
 * @param limits how far automatic mode may go by itself
 * @param etcd where etcd is, if it elects the master that may have the lease
 */
public record ClusterFile(
        String name,
        List<DirectorEntry> directors,
        List<ServerEntry> servers,
        List<ServiceEntry> services,
        SharingPolicy policy,
        Duration interval,
        LeaseKeeper lease,
        List<String> remarks,
        Places places,
        AutomaticLimits limits,
        Optional<EtcdSettings> etcd) {

    /** The time between two observations if the file does not say it. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);

    public ClusterFile {
        directors = List.copyOf(directors);
        servers = List.copyOf(servers);
        services = List.copyOf(services);
        remarks = List.copyOf(remarks);
    }

    /** A definition that says nothing of how far automatic mode may go. */
    public ClusterFile(
            String name,
            List<DirectorEntry> directors,
            List<ServerEntry> servers,
            List<ServiceEntry> services,
            SharingPolicy policy,
            Duration interval,
            LeaseKeeper lease,
            List<String> remarks,
            Places places) {
        this(
                name,
                directors,
                servers,
                services,
                policy,
                interval,
                lease,
                remarks,
                places,
                AutomaticLimits.USUAL,
                Optional.empty());
    }

    /**
     * Reads a cluster file.
     *
     * @throws ClusterFileException if it cannot be read, or its first mistake
     */
    public static ClusterFile read(Path file) throws ClusterFileException {
        return ClusterFileReader.read(file);
    }

    /** All hosts: directors, then real servers. */
    public List<HostEntry> hosts() {
        return Stream.<HostEntry>concat(directors.stream(), servers.stream()).toList();
    }
}
