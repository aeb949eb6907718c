package dev.headroom.ma2scf.model;

/** What clients connect to: the key of a virtual service in the IPVS table. */
public sealed interface VirtualAddress {

    /** Protocol, address and port. */
    record Socket(Protocol protocol, Endpoint endpoint) implements VirtualAddress {
        @Override
        public String toString() {
            return protocol + " " + endpoint;
        }
    }

    /**
     * Packets that a firewall rule has marked.
     *
     * @param mark 1..2^32-1
     * @param ipv6 whether the service balances IPv6
     */
    record FirewallMark(long mark, boolean ipv6) implements VirtualAddress {
        public FirewallMark {
            if (mark < 1 || mark > 0xFFFF_FFFFL) {
                throw new IllegalArgumentException(
                        "The firewall mark (%d) must be within 1..4294967295.".formatted(mark));
            }
        }

        @Override
        public String toString() {
            return (ipv6 ? "FWM6 " : "FWM ") + mark;
        }
    }
}
