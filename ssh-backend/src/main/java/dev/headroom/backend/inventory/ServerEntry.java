package dev.headroom.backend.inventory;

import dev.headroom.backend.runtime.ContainerRuntime;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ZoneId;

/**
 * A real server of a cluster file.
 *
 * @param zone its failure domain; a zone of its own if the file names none
 * @param lends whether its containers may serve for loans; true if the file does not say
 * @param runtime the runtime of its containers; LXC if the file names none
 */
public record ServerEntry(
        ServerId id, String address, SshSettings ssh, ZoneId zone, boolean lends, ContainerRuntime runtime)
        implements HostEntry {}
