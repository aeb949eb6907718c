package dev.headroom.backend.parse;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts the bytes that a host has sent and received over the interfaces that lead out of it, each byte once. Where
 * the kernel says which interfaces those are, the agent prints only them (lines {@code NAME RECEIVED SENT}); else it
 * prints the whole {@code /proc/net/dev}, and this class tells them by their names. Pure. See decision 0022.
 */
public final class NetworkCounters {
    private static final Pattern UPLINK = Pattern.compile("(\\S+) (\\d{1,18}) (\\d{1,18})");
    /** A name may hold a colon; the counters may follow the last colon without a space. */
    private static final Pattern INTERFACE = Pattern.compile("(\\S+):\\s*(\\d.*)");

    private static final int COUNTERS = 16;

    /**
     * Interfaces whose traffic another interface counts too: loopback, bridges, bonds and teams (their members are
     * counted), VLANs and aliases, tunnels, and the host's ends of the virtual cables of containers and guests: LXC,
     * Proxmox, libvirt, Docker, Kubernetes.
     */
    private static final Pattern WITHIN = Pattern.compile(
            "lo|(?:veth|br|vmbr|lxc|lxdbr|incusbr|virbr|docker|podman|cni|cali|flannel|weave|cilium|kube|nodelocal|vnet|tap|fwbr|fwpr|fwln"
                    + "|tun|wg|tailscale|bond|team|dummy|ifb|sit|gre|erspan|ip6|ip_vti|ipvlan|macv|vxlan|geneve|vlan|ovs|vrf).*"
                    + "|.*[.:].*");

    private NetworkCounters() {}

    /**
     * Bytes in and out since boot, over all interfaces that lead out of the host.
     *
     * @throws ParseException if a line is not understood
     */
    public static long bytes(Section section) {
        long bytes = 0;
        for (Line line : section.read()) {
            if (!line.text().contains("|")) {
                bytes += bytes(line);
            }
            if (bytes < 0) {
                throw line.surprise("counters whose sum is a number");
            }
        }
        return bytes;
    }

    /** The files that the counters are from; empty where nothing was read. */
    public static Optional<String> source(Section section) {
        return section.read().stream()
                .findFirst()
                .map(first -> UPLINK.matcher(first.text().strip()).matches()
                        ? "/sys/class/net/*/statistics"
                        : SectionKind.NETDEV.tool().command());
    }

    private static long bytes(Line line) {
        String text = line.text().strip();
        Matcher uplink = UPLINK.matcher(text);
        if (uplink.matches()) {
            return line.count(uplink.group(2)) + line.count(uplink.group(3));
        }
        Matcher matcher = INTERFACE.matcher(text);
        if (!matcher.matches()) {
            throw line.surprise("an interface and its counters");
        }
        if (WITHIN.matcher(matcher.group(1)).matches()) {
            return 0;
        }
        List<String> counters = List.of(matcher.group(2).split("\\s+", -1));
        if (counters.size() != COUNTERS) {
            throw line.surprise(COUNTERS + " counters");
        }
        return line.count(counters.get(0)) + line.count(counters.get(COUNTERS / 2));
    }
}
