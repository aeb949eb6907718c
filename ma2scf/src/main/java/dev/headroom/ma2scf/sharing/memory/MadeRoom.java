package dev.headroom.ma2scf.sharing.memory;

import dev.headroom.ma2scf.model.ServiceId;
import java.time.Instant;

/**
 * A loan ended or moved so that its server can lend to another service.
 *
 * @param heir the service for which room was made
 * @param at when its container was stopped
 */
public record MadeRoom(ServiceId heir, Instant at) {}
