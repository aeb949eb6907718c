package dev.headroom.backend.inventory;

import dev.headroom.ma2scf.model.HostId;

/** One host of a cluster file. */
public sealed interface HostEntry permits DirectorEntry, ServerEntry {
    /** The name of the host in the cluster. */
    HostId id();

    /** A host name or numeric address, or a {@code Host} of {@code ~/.ssh/config}. */
    String address();

    /** How to log in: the host's own settings, completed by the cluster's. */
    SshSettings ssh();
}
