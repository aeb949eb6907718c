package dev.headroom.backend.doctor;

import dev.headroom.backend.doctor.Served.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;

/**
 * Judges whether a destination of direct routing or tunneling accepts the virtual address and keeps silent about it. Source:
 * LVS-HOWTO, "The ARP problem", and {@code arp_ignore}, {@code arp_announce} and {@code rp_filter} in the kernel's {@code
 * ip-sysctl.rst}. Pure.
 */
final class ServerJudge {
    /** The interface out of which packets of an IPIP tunnel come. */
    static final String IPIP = "tunl0";

    private ServerJudge() {}

    /**
     * The findings about one destination. Of a network whose addresses are not known by interface it does not judge ARP.
     *
     * @param network of the container or host that has it
     * @param filters modules of ARP filters that the host has loaded
     * @param enter the command that runs another one in that namespace, with a blank at its end; empty for the host itself
     */
    static List<Finding> findings(Served served, NetworkFacts network, Set<String> filters, String enter) {
        List<Finding> findings = new ArrayList<>();
        boolean ipv4 = served.virtual().indexOf(':') < 0;
        boolean known =
                !network.local().isEmpty() && (ipv4 || !network.addresses().isEmpty());
        if (!known) {
            findings.add(Finding.of(
                    Severity.UNKNOWN,
                    Check.VIRTUAL_ADDRESS,
                    "The addresses of %s could not be read, so it is unknown whether it accepts %s (%s)."
                            .formatted(served.owner(), served.virtual(), served.service()),
                    enter + "ip addr show"));
            return findings;
        }
        if (!network.local().contains(served.virtual())) {
            if (!served.answers()) {
                findings.add(Finding.of(
                        Severity.OUTAGE_RISK,
                        Check.VIRTUAL_ADDRESS,
                        "%s does not have the virtual address %s, and no client has a connection there: it drops the packets that directors send it for %s, unless a rule of its firewall takes them."
                                .formatted(served.owner(), served.virtual(), served.service()),
                        "%sip addr add %s/%d dev %s"
                                .formatted(
                                        enter,
                                        served.virtual(),
                                        ipv4 ? 32 : 128,
                                        served.way() == Way.ROUTED ? "lo" : IPIP)));
            }
            return findings;
        }
        if (ipv4 && served.way() == Way.IPIP) {
            tunnel(served, network, enter, findings);
        } else if (ipv4 && served.way() == Way.ROUTED && !network.addresses().isEmpty()) {
            arp(served, network, filters, enter, findings);
        }
        return findings;
    }

    /** The interface at which directors reach the destination must not answer for the virtual address. */
    private static void arp(
            Served served, NetworkFacts network, Set<String> filters, String enter, List<Finding> findings) {
        SortedSet<String> links = network.linksOf(served.destination().address());
        boolean known = !links.isEmpty();
        for (String link : links) {
            OptionalInt ignore = network.effective(link, "arp_ignore");
            OptionalInt announce = network.effective(link, "arp_announce");
            known &= ignore.isPresent() && announce.isPresent();
            if (ignore.isEmpty() || announce.isEmpty()) {
                continue;
            }
            boolean same = network.linksOf(served.virtual()).contains(link);
            boolean answers = ignore.getAsInt() == 0 || (same && ignore.getAsInt() < 3);
            boolean tells = announce.getAsInt() == 0;
            if (!answers && !tells) {
                continue;
            }
            String what =
                    "%s %s the virtual address %s of %s on %s (arp_ignore %d, arp_announce %d%s), so clients may reach it past the directors."
                            .formatted(
                                    served.owner(),
                                    answers ? "answers ARP requests for" : "names as its own in ARP requests",
                                    served.virtual(),
                                    served.service(),
                                    link,
                                    ignore.getAsInt(),
                                    announce.getAsInt(),
                                    same ? ", and the address is on that interface itself" : "");
            String remedy = (same ? "Put the address on lo with /32 instead; and " : "")
                    + enter
                    + "sysctl -w net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2";
            findings.add(
                    filters.isEmpty()
                            ? Finding.of(Severity.OUTAGE_RISK, Check.ARP, what, remedy)
                            : Finding.of(
                                    Severity.UNKNOWN,
                                    Check.ARP,
                                    "By its settings " + what + " An ARP filter is loaded there, and may prevent it.",
                                    "arptables -S"));
        }
        if (!known) {
            findings.add(Finding.of(
                    Severity.UNKNOWN,
                    Check.ARP,
                    "Whether %s answers ARP requests for the virtual address %s of %s could not be read."
                            .formatted(served.owner(), served.virtual(), served.service()),
                    enter + "sysctl net.ipv4.conf.all.arp_ignore net.ipv4.conf.all.arp_announce"));
        }
    }

    /** Packets come out of the tunnel with the client's address, which is not routed there. */
    private static void tunnel(Served served, NetworkFacts network, String enter, List<Finding> findings) {
        OptionalInt filter = network.effective(IPIP, "rp_filter");
        if (!served.answers() && filter.isPresent() && filter.getAsInt() == 1) {
            findings.add(Finding.of(
                    Severity.OUTAGE_RISK,
                    Check.TUNNEL,
                    "%s drops what comes out of the tunnel for %s: rp_filter of %s is strict (1), and clients are routed elsewhere."
                            .formatted(served.owner(), served.service(), IPIP),
                    enter + "sysctl -w net.ipv4.conf.%s.rp_filter=2".formatted(IPIP)));
        }
    }
}
