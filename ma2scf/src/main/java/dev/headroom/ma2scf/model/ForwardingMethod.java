package dev.headroom.ma2scf.model;

/** How a director hands packets to a destination. */
public sealed interface ForwardingMethod {

    /** Direct routing, {@code -g}, shown as Route: the answer bypasses the director. */
    record DirectRouting() implements ForwardingMethod {}

    /** Masquerading, {@code -m}, shown as Masq: the answer passes the director. */
    record Masquerading() implements ForwardingMethod {}

    /** The destination is the director itself, shown as Local. */
    record Local() implements ForwardingMethod {}

    /**
     * Tunneling, {@code -i}, shown as Tunnel.
     *
     * @param type encapsulation
     * @param port destination port of the encapsulation, for {@link TunnelType#GUE} only, else 0
     * @param checksum what the outer header's checksum covers
     */
    record Tunneling(TunnelType type, int port, TunnelChecksum checksum) implements ForwardingMethod {
        public Tunneling {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("The tunnel port (%d) must be within 0..65535.".formatted(port));
            }
        }
    }

    /** Encapsulation of {@link Tunneling}. */
    enum TunnelType {
        IPIP,
        GUE,
        GRE
    }

    /** {@code --tun-nocsum}, {@code --tun-csum}, {@code --tun-remcsum}. */
    enum TunnelChecksum {
        NONE,
        FULL,
        REMOTE
    }
}
