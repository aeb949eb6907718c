package dev.headroom.backend.inventory;

import dev.headroom.ma2scf.model.DirectorId;

/** A director of a cluster file. */
public record DirectorEntry(DirectorId id, String address, SshSettings ssh) implements HostEntry {}
