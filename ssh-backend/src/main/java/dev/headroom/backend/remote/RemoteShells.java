package dev.headroom.backend.remote;

import dev.headroom.ma2scf.model.HostId;
import java.util.List;

/** All hosts of one cluster, a shell each. Safe for several threads at once; making one opens no connection. */
public interface RemoteShells extends AutoCloseable {

    /** The hosts, in the order in which they were given. */
    List<HostId> hosts();

    /**
     * The shell of a host: always the same one.
     *
     * @throws IllegalArgumentException if the host is not one of {@link #hosts()}
     */
    RemoteShell shell(HostId host);

    /** Closes every shell. Never throws. */
    @Override
    void close();
}
