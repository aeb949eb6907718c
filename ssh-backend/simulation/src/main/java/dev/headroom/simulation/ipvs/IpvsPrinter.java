package dev.headroom.simulation.ipvs;

import dev.headroom.ma2scf.model.ConnectionCounts;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.ForwardingMethod.TunnelChecksum;
import dev.headroom.ma2scf.model.ForwardingMethod.Tunneling;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.simulation.ipvs.ServiceListing.Row;
import dev.headroom.simulation.ipvs.ServiceListing.Traffic;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/** Prints a table in the layouts of {@code ipvsadm} 1.31, with numeric addresses. Pure. */
final class IpvsPrinter {
    private static final Locale ROOT = Locale.ROOT;
    private static final String SECOND_TITLE = "  -> RemoteAddress:Port\n";
    private static final Set<String> FLAGGED = Set.of("sh", "mh");

    private IpvsPrinter() {}

    /** The layouts of a listing. */
    enum Layout {
        CONNECTIONS,
        STATS,
        RATE,
        THRESHOLDS,
        PERSISTENT,
        TUNNEL
    }

    static String version() {
        return "IP Virtual Server version 1.2.1 (size=4096)\n";
    }

    /** {@code -Sn}: the rules that {@code -R} reads. Thresholds are not part of them. */
    static String rules(List<ServiceListing> services) {
        StringBuilder text = new StringBuilder();
        for (ServiceListing service : services) {
            String address = ruleAddress(service.address());
            text.append("-A ")
                    .append(address)
                    .append(" -s ")
                    .append(service.scheduler().name());
            if (service.persistence() > 0) {
                text.append(" -p ").append(service.persistence());
                service.netmask().ifPresent(m -> text.append(" -M ").append(m));
            }
            text.append(service.onePacket() ? " -o" : "");
            if (!flags(service.scheduler()).isEmpty()) {
                text.append(" -b ").append(flags(service.scheduler()));
            }
            text.append('\n');
            for (Row row : service.rows()) {
                text.append("-a " + address + " -r " + row.spec().endpoint() + " " + ruleOptions(row.spec()) + "\n");
            }
        }
        return text.toString();
    }

    /** The titles and all entries, without the version line. */
    static String list(Layout layout, List<ServiceListing> services) {
        StringBuilder text = new StringBuilder(title(layout));
        for (ServiceListing service : services) {
            String address = listAddress(service.address());
            text.append(
                    switch (layout) {
                        case STATS -> String.format(ROOT, "%-33s", address) + traffic(service.traffic());
                        case RATE -> String.format(ROOT, "%-33s", address) + traffic(Traffic.NONE);
                        case CONNECTIONS, THRESHOLDS, PERSISTENT, TUNNEL -> address + " " + describe(service);
                    });
            text.append('\n');
            for (Row row : service.rows()) {
                text.append(String.format(ROOT, "  -> %-28s", row.spec().endpoint()))
                        .append(columns(layout).apply(row))
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static Function<Row, String> columns(Layout layout) {
        return switch (layout) {
            case STATS -> row -> traffic(row.traffic());
            case RATE -> row -> traffic(Traffic.NONE);
            case CONNECTIONS ->
                row -> String.format(
                                ROOT,
                                " %-7s %-6d ",
                                forward(row.spec().method()),
                                row.spec().weight().value())
                        + counts(row.counts());
            case TUNNEL ->
                row -> String.format(
                                ROOT,
                                " %-7s %-13s %-6d ",
                                forward(row.spec().method()),
                                tunnel(row.spec().method()),
                                row.spec().weight().value())
                        + counts(row.counts());
            case THRESHOLDS ->
                row -> String.format(
                                ROOT,
                                " %-10d %-10d ",
                                row.spec().thresholds().upper(),
                                row.spec().thresholds().lower())
                        + counts(row.counts());
            case PERSISTENT ->
                row -> String.format(
                                ROOT,
                                " %-9d %-11d ",
                                row.spec().weight().value(),
                                row.counts().persistent())
                        + counts(row.counts());
        };
    }

    private static String title(Layout layout) {
        return switch (layout) {
            case STATS ->
                String.format(
                                ROOT,
                                "%-33s %8s %8s %8s %8s %8s\n",
                                "Prot LocalAddress:Port",
                                "Conns",
                                "InPkts",
                                "OutPkts",
                                "InBytes",
                                "OutBytes")
                        + SECOND_TITLE;
            case RATE ->
                String.format(
                                ROOT,
                                "%-33s %8s %8s %8s %8s %8s\n",
                                "Prot LocalAddress:Port",
                                "CPS",
                                "InPPS",
                                "OutPPS",
                                "InBPS",
                                "OutBPS")
                        + SECOND_TITLE;
            case THRESHOLDS ->
                String.format(
                                ROOT,
                                "%-33s %-10s %-10s %-10s %-10s\n",
                                "Prot LocalAddress:Port",
                                "Uthreshold",
                                "Lthreshold",
                                "ActiveConn",
                                "InActConn")
                        + SECOND_TITLE;
            case PERSISTENT ->
                String.format(
                                ROOT,
                                "%-33s %-9s %-11s %-10s %-10s\n",
                                "Prot LocalAddress:Port",
                                "Weight",
                                "PersistConn",
                                "ActiveConn",
                                "InActConn")
                        + SECOND_TITLE;
            case CONNECTIONS -> """
                Prot LocalAddress:Port Scheduler Flags
                  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn
                """;
            case TUNNEL -> """
                Prot LocalAddress:Port Scheduler Flags
                  -> RemoteAddress:Port           Forward TunnelInfo    Weight ActiveConn InActConn
                """;
        };
    }

    private static String counts(ConnectionCounts counts) {
        return String.format(ROOT, "%-10d %-10d", counts.active(), counts.inactive());
    }

    private static String traffic(Traffic t) {
        return number(t.connections())
                + number(t.inPackets())
                + number(t.outPackets())
                + number(t.inBytes())
                + number(t.outBytes());
    }

    /** A number as with {@code --exact}: nine columns, more where it needs them. */
    private static String number(long value) {
        String digits = Long.toString(value);
        return digits.length() <= 8 ? String.format(ROOT, "%9s", digits) : " " + digits;
    }

    private static String describe(ServiceListing service) {
        String flags = flags(service.scheduler());
        return service.scheduler().name()
                + (flags.isEmpty() ? "" : " (" + flags + ")")
                + (service.persistence() > 0 ? " persistent " + service.persistence() : "")
                + service.netmask()
                        .filter(m -> service.persistence() > 0)
                        .map(m -> " mask " + m)
                        .orElse("")
                + (service.onePacket() ? " ops" : "");
    }

    /** The flags in the tool's order, fallback before port, which is their alphabetical order too. */
    private static String flags(Scheduler scheduler) {
        return FLAGGED.contains(scheduler.name()) ? String.join(",", scheduler.flags()) : "";
    }

    private static String listAddress(VirtualAddress address) {
        return switch (address) {
            case VirtualAddress.Socket(Protocol protocol, var endpoint) ->
                String.format(ROOT, "%-4s %s", protocol, endpoint);
            case VirtualAddress.FirewallMark(long mark, boolean ipv6) -> "FWM  " + mark + (ipv6 ? " IPv6" : "");
        };
    }

    private static String ruleAddress(VirtualAddress address) {
        return switch (address) {
            case VirtualAddress.Socket(Protocol protocol, var endpoint) ->
                switch (protocol) {
                    case TCP -> "-t " + endpoint;
                    case UDP -> "-u " + endpoint;
                    case SCTP -> "--sctp-service " + endpoint;
                };
            case VirtualAddress.FirewallMark(long mark, boolean ipv6) -> "-f " + mark + (ipv6 ? " -6" : "");
        };
    }

    private static String ruleOptions(DestinationSpec spec) {
        return switch (spec.method()) {
            case ForwardingMethod.DirectRouting _, ForwardingMethod.Local _ -> "-g -w " + spec.weight();
            case ForwardingMethod.Masquerading _ -> "-m -w " + spec.weight();
            case Tunneling(var type, int port, TunnelChecksum checksum) ->
                "-i -w " + spec.weight()
                        + switch (type) {
                            case IPIP -> " --tun-type ipip";
                            case GUE -> " --tun-type gue --tun-port " + port + " " + option(checksum);
                            case GRE -> " --tun-type gre " + option(checksum);
                        };
        };
    }

    private static String option(TunnelChecksum checksum) {
        return switch (checksum) {
            case NONE -> "--tun-nocsum";
            case FULL -> "--tun-csum";
            case REMOTE -> "--tun-remcsum";
        };
    }

    private static String forward(ForwardingMethod method) {
        return switch (method) {
            case ForwardingMethod.DirectRouting _ -> "Route";
            case ForwardingMethod.Masquerading _ -> "Masq";
            case ForwardingMethod.Local _ -> "Local";
            case Tunneling _ -> "Tunnel";
        };
    }

    private static String tunnel(ForwardingMethod method) {
        if (!(method instanceof Tunneling(var type, int port, TunnelChecksum checksum))) {
            return "n/a";
        }
        String sign = switch (checksum) {
            case NONE -> "-c";
            case FULL -> "+c";
            case REMOTE -> "r+c";
        };
        return switch (type) {
            case IPIP -> "ipip";
            case GUE -> "gue:" + port + ":" + sign;
            case GRE -> "gre:" + sign;
        };
    }
}
