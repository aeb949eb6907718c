package dev.headroom.backend.agent;

import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.inventory.Runtimes;
import dev.headroom.backend.remote.RemoteShell;
import dev.headroom.backend.runtime.ContainerRuntime;
import dev.headroom.ma2scf.model.HostId;

/**
 * One host of the cluster and the way to it.
 *
 * @param address where it is reached, for the operator's eyes
 * @param shell owned by whoever made it: neither the observer nor the executor closes it
 * @param runtime of its containers; a director has none that count
 */
public record HostAccess(RemoteShell shell, String address, Privilege privilege, ContainerRuntime runtime) {
    /** One whose containers are of the usual runtime. */
    public HostAccess(RemoteShell shell, String address, Privilege privilege) {
        this(shell, address, privilege, Runtimes.USUAL);
    }

    public HostId id() {
        return shell.host();
    }
}
