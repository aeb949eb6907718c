package dev.headroom.backend.inventory;

import dev.headroom.backend.runtime.ContainerRuntime;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ZoneId;

/**
 * A real server of a cluster file.
 *
 * @param zone its failure domain; a server of which nothing is said is one of its own
 * @param lends whether it may lend; true if nothing is said
 * @param runtime of its containers; LXC if nothing is said
 */
public record ServerEntry(
        ServerId id, String address, SshSettings ssh, ZoneId zone, boolean lends, ContainerRuntime runtime)
        implements HostEntry {}
