package dev.headroom.simulation.ipvs;

import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.ForwardingMethod.TunnelChecksum;
import dev.headroom.ma2scf.model.ForwardingMethod.TunnelType;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.VirtualAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The values of one {@code ipvsadm} command's options, defaults included. A value without a meaning throws with the
 * tool's words.
 */
final class IpvsadmValues {
    /** The schedulers that the kernel has as modules. */
    static final Set<String> SCHEDULERS =
            Set.of("rr", "wrr", "lc", "wlc", "lblc", "lblcr", "dh", "sh", "sed", "nq", "fo", "ovf", "mh", "twos");

    private static final int DEFAULT_PERSISTENCE = 300;
    private static final int LONGEST_PERSISTENCE = 86_400 * 31;
    private static final String BAD_SERVICE = "illegal virtual server address[:port] specified";
    private static final String BAD_SERVER = "illegal real server address[:port] specified";

    private final IpvsadmOptions options;

    IpvsadmValues(IpvsadmOptions options) {
        this.options = options;
    }

    VirtualAddress address() {
        Optional<String> mark = options.value("fwmark-service");
        if (mark.isPresent()) {
            return new VirtualAddress.FirewallMark(
                    whole(mark.get(), 1, 0xFFFF_FFFFL, "invalid fwmark value `%s' specified".formatted(mark.get())),
                    options.has("ipv6"));
        }
        return socket("tcp-service", Protocol.TCP)
                .or(() -> socket("udp-service", Protocol.UDP))
                .or(() -> socket("sctp-service", Protocol.SCTP))
                .orElseThrow(() -> new IllegalArgumentException(BAD_SERVICE));
    }

    private Optional<VirtualAddress> socket(String option, Protocol protocol) {
        return options.value(option).map(v -> new VirtualAddress.Socket(protocol, endpoint(v, 0, BAD_SERVICE)));
    }

    int servicePort() {
        return switch (address()) {
            case VirtualAddress.Socket(var _, Endpoint endpoint) -> endpoint.port();
            case VirtualAddress.FirewallMark _ -> 0;
        };
    }

    Endpoint destination() {
        return endpoint(options.value("real-server").orElse(""), servicePort(), BAD_SERVER);
    }

    Scheduler scheduler() {
        Set<String> flags = options.value("sched-flags")
                .map(f -> Set.copyOf(List.of(f.split(",", -1))))
                .orElse(Set.of());
        return new Scheduler(options.value("scheduler").orElse("wlc"), flags);
    }

    IpvsService.Settings settings() {
        String time = options.value("persistent").orElse("");
        int seconds = 0;
        if (options.has("persistent")) {
            seconds = time.isEmpty()
                    ? DEFAULT_PERSISTENCE
                    : (int) whole(time, 1, LONGEST_PERSISTENCE, "invalid timeout value `%s' specified".formatted(time));
        }
        Optional<String> netmask = options.value("netmask").filter(m -> !m.equals("255.255.255.255"));
        return new IpvsService.Settings(scheduler(), seconds, netmask, options.has("ops"));
    }

    ForwardingMethod method() {
        if (options.has("masquerading")) {
            return new ForwardingMethod.Masquerading();
        }
        if (!options.has("ipip")) {
            return new ForwardingMethod.DirectRouting();
        }
        TunnelType type = switch (options.value("tun-type").orElse("ipip")) {
            case "ipip" -> TunnelType.IPIP;
            case "gue" -> TunnelType.GUE;
            case "gre" -> TunnelType.GRE;
            default -> throw new IllegalArgumentException("illegal tunnel type specified");
        };
        return new ForwardingMethod.Tunneling(
                type, number("tun-port", 0, 65_535, "illegal tunnel port specified"), checksum());
    }

    private TunnelChecksum checksum() {
        if (options.has("tun-remcsum")) {
            return TunnelChecksum.REMOTE;
        }
        return options.has("tun-csum") ? TunnelChecksum.FULL : TunnelChecksum.NONE;
    }

    /** A number of at least 0. */
    int number(String option, int missing, int most, String complaint) {
        return options.value(option)
                .map(v -> (int) whole(v, 0, most, complaint))
                .orElse(missing);
    }

    private static long whole(String text, long least, long most, String complaint) {
        try {
            long value = Long.parseLong(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(complaint, e);
        }
        throw new IllegalArgumentException(complaint);
    }

    private static Endpoint endpoint(String text, int missingPort, String complaint) {
        int bracket = text.indexOf(']');
        int colon = text.indexOf(':', Math.max(0, bracket));
        String address = colon < 0 ? text : text.substring(0, colon);
        String bare =
                address.startsWith("[") && address.endsWith("]") ? address.substring(1, address.length() - 1) : address;
        try {
            int port = colon < 0 ? missingPort : Integer.parseInt(text.substring(colon + 1));
            return new Endpoint(bare, port);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(complaint, e);
        }
    }
}
