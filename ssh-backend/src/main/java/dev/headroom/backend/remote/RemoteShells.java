package dev.headroom.backend.remote;

import dev.headroom.ma2scf.model.HostId;
import java.util.List;

/**
 * The shells of all hosts of one cluster, one for each. Safe for several threads at once; making one opens no
 * connection.
 */
public interface RemoteShells extends AutoCloseable {

    /** The hosts, in the order in which they were given. */
    List<HostId> hosts();

    /**
     * The shell of a host; every call returns the same one.
     *
     * @throws IllegalArgumentException if the host is not one of {@link #hosts()}
     */
    RemoteShell shell(HostId host);

    /** Closes every shell. Never throws. */
    @Override
    void close();
}
