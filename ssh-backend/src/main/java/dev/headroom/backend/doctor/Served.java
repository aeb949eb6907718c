package dev.headroom.backend.doctor;

import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ServiceId;

/**
 * A destination that must accept packets for the virtual address itself, by direct routing or tunneling.
 *
 * @param owner the container that has it, or the host
 * @param virtual the virtual address, without the port
 * @param tunneled whether by tunneling
 * @param answers whether some client has a connection there, or it is not known: then it accepts the virtual address by some means
 */
record Served(
        ServiceId service, Endpoint destination, String owner, String virtual, boolean tunneled, boolean answers) {}
