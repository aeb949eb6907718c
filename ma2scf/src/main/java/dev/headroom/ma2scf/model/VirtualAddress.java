package dev.headroom.ma2scf.model;

import java.util.Locale;

/** What clients connect to: the key of a virtual service in the IPVS table. */
public sealed interface VirtualAddress {

    /** Whether packets of UDP may be sent to it: a firewall rule can mark any. */
    default boolean mayCarryUdp() {
        return switch (this) {
            case Socket(Protocol protocol, var _) -> protocol == Protocol.UDP;
            case FirewallMark _ -> true;
        };
    }

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

    /** Reads {@code tcp 10.0.0.1:80}, {@code udp [fd00::1]:53}, {@code fwm 7} or {@code fwm6 7}, in any case. */
    static VirtualAddress parse(String text) {
        String stripped = text.strip();
        int blank = stripped.indexOf(' ');
        String kind = blank < 0 ? stripped : stripped.substring(0, blank);
        String rest = blank < 0 ? "" : stripped.substring(blank).strip();
        return switch (kind.toUpperCase(Locale.ROOT)) {
            case "TCP" -> new Socket(Protocol.TCP, Endpoint.parse(rest));
            case "UDP" -> new Socket(Protocol.UDP, Endpoint.parse(rest));
            case "SCTP" -> new Socket(Protocol.SCTP, Endpoint.parse(rest));
            case "FWM" -> new FirewallMark(mark(rest), false);
            case "FWM6" -> new FirewallMark(mark(rest), true);
            default ->
                throw new IllegalArgumentException(
                        "'%s' must begin with tcp, udp, sctp, fwm or fwm6, as in 'tcp 192.0.2.100:80'."
                                .formatted(text));
        };
    }

    private static long mark(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("The firewall mark '%s' must be a number.".formatted(digits), e);
        }
    }
}
