package dev.headroom.backend.doctor;

import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ServiceId;

/**
 * A destination that must accept packets for the virtual address itself, by direct routing or tunneling.
 *
 * @param owner the container that has it, or the host
 * @param virtual the virtual address, without the port
 * @param way how packets come
 * @param answers whether some client has a connection there, or it is not known: then it accepts the virtual address by some means
 */
record Served(ServiceId service, Endpoint destination, String owner, String virtual, Way way, boolean answers) {
    /** How a director sends packets that keep the virtual address. */
    enum Way {
        ROUTED,
        /** In packets of the client's own address family, which come out of {@code tunl0}. */
        IPIP,
        OTHER_TUNNEL
    }
}
