package dev.headroom.bench.ssh;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Hosts that are read: in processes of their own, until closed. */
interface Endpoints extends AutoCloseable {
    /** What they are, for a table. */
    String kind();

    /** Directors and real servers. */
    int hosts();

    /** A cluster file that names them all. */
    Path clusterFile();

    /** The CPU time of their processes so far. */
    Duration cpu();

    /** The way for other SSH clients than Headroom; empty where they are not measured. */
    Optional<PeerAccess> peers();

    @Override
    void close();
}
