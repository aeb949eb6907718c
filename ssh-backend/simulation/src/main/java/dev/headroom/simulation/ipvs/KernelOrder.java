package dev.headroom.simulation.ipvs;

import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.VirtualAddress;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The order in which {@code ipvsadm} 1.31 lists services and destinations: by number, not by text; firewall marks
 * last.
 */
final class KernelOrder {
    static final Comparator<Endpoint> ENDPOINTS =
            Comparator.comparing(KernelOrder::bytes, KernelOrder::compare).thenComparingInt(Endpoint::port);
    static final Comparator<VirtualAddress> SERVICES = Comparator.comparingInt(KernelOrder::family)
            .thenComparing(KernelOrder::endpoint, ENDPOINTS)
            .thenComparingLong(KernelOrder::mark);

    private static final Endpoint NOWHERE = new Endpoint("0.0.0.0", 0);

    private KernelOrder() {}

    private static byte[] bytes(Endpoint endpoint) {
        return InetAddress.ofLiteral(endpoint.address()).getAddress();
    }

    private static int compare(byte[] a, byte[] b) {
        return a.length == b.length ? Arrays.compareUnsigned(a, b) : Integer.compare(a.length, b.length);
    }

    private static int family(VirtualAddress address) {
        return switch (address) {
            case VirtualAddress.Socket(var protocol, var endpoint) ->
                (endpoint.isIpv6() ? 10 : 0)
                        + switch (protocol) {
                            case TCP -> 0;
                            case UDP -> 1;
                            case SCTP -> 2;
                        };
            case VirtualAddress.FirewallMark(var _, boolean ipv6) -> ipv6 ? 21 : 20;
        };
    }

    private static Endpoint endpoint(VirtualAddress address) {
        return address instanceof VirtualAddress.Socket(var _, Endpoint endpoint) ? endpoint : NOWHERE;
    }

    private static long mark(VirtualAddress address) {
        return address instanceof VirtualAddress.FirewallMark(long mark, var _) ? mark : 0;
    }
}
