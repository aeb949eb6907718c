package dev.headroom.backend.inventory;

import dev.headroom.ma2scf.model.HostId;

/** One host of a cluster file. */
public sealed interface HostEntry permits DirectorEntry, ServerEntry {
    HostId id();

    /** A host name or numeric address, or a {@code Host} of {@code ~/.ssh/config}. */
    String address();

    /** How to log in: the host's own settings over the cluster's. */
    SshSettings ssh();
}
