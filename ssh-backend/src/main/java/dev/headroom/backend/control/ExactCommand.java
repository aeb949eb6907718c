package dev.headroom.backend.control;

import dev.headroom.ma2scf.model.HostId;

/** A command to the letter, as the host's shell gets it. */
public record ExactCommand(HostId host, String text) {}
