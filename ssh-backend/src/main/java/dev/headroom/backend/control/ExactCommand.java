package dev.headroom.backend.control;

import dev.headroom.ma2scf.model.HostId;

/** A command, character for character as the host's shell gets it. */
public record ExactCommand(HostId host, String text) {}
