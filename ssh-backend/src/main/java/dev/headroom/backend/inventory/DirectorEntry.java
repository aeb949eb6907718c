package dev.headroom.backend.inventory;

import dev.headroom.ma2scf.model.DirectorId;

/** A director of a cluster file. The address is as {@link HostEntry#address} says. */
public record DirectorEntry(DirectorId id, String address, SshSettings ssh) implements HostEntry {}
