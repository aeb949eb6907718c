package dev.headroom.backend.agent;

import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.inventory.Runtimes;
import dev.headroom.backend.lease.LeaseDesk;
import dev.headroom.backend.remote.RemoteShell;
import dev.headroom.backend.runtime.ContainerRuntime;
import dev.headroom.ma2scf.model.HostId;

/**
 * One host of the cluster and how it is reached.
 *
 * @param address the address of the host, as the operator shall see it
 * @param shell runs commands on the host; its maker closes it, neither the observer nor the executor does
 * @param privilege how a command gets the rights of root
 * @param runtime the runtime of its containers; unused on a director
 * @param lease what its agent is asked to do about the lease
 */
public record HostAccess(
        RemoteShell shell, String address, Privilege privilege, ContainerRuntime runtime, LeaseDesk lease) {
    /** A host whose agent is not asked for the lease. */
    public HostAccess(RemoteShell shell, String address, Privilege privilege, ContainerRuntime runtime) {
        this(shell, address, privilege, runtime, LeaseDesk.NONE);
    }

    /** A host whose containers are of the default runtime. */
    public HostAccess(RemoteShell shell, String address, Privilege privilege) {
        this(shell, address, privilege, Runtimes.USUAL);
    }

    /** This host, whose agent asks {@code desk} what to do about the lease. */
    public HostAccess with(LeaseDesk desk) {
        return new HostAccess(shell, address, privilege, runtime, desk);
    }

    public HostId id() {
        return shell.host();
    }
}
