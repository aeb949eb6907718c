package dev.headroom.backend.doctor;

import static dev.headroom.backend.doctor.Texts.MASQ;
import static dev.headroom.backend.doctor.Texts.ROUTE;
import static dev.headroom.backend.doctor.Texts.WEB;
import static dev.headroom.backend.doctor.Texts.brief;
import static dev.headroom.backend.doctor.Texts.entry;
import static dev.headroom.backend.doctor.Texts.facts;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.VirtualAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Faults of set-ups that operators have reported in public: the doctor names each, and keeps silent once it is mended. */
class PublicReportsTest {
    private static final String ADDRESSES = """
        address 1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever
        address 1: lo    inet 192.168.100.254/32 scope global lo\\       valid_lft forever preferred_lft forever
        address 2: eth0    inet 192.168.100.2/24 brd 192.168.100.255 scope global eth0\\       valid_lft forever preferred_lft forever
        """;

    private static final String IN_ORDER = "sysctl net/ipv4/vs/expire_nodest_conn 1\n";

    /** https://github.com/iqiyi/dpvs/issues/312: the real servers have arp_ignore on lo only, where no request arrives. */
    @Test
    void arpIgnoreOfLoOnlyLeavesTheServerAnswering() {
        assertThat(arp(ADDRESSES + """
            sysctl net/ipv4/conf/all/arp_ignore 0
            sysctl net/ipv4/conf/lo/arp_ignore 1
            sysctl net/ipv4/conf/eth0/arp_ignore 0
            sysctl net/ipv4/conf/all/arp_announce 0
            sysctl net/ipv4/conf/eth0/arp_announce 0
            """)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.OUTAGE_RISK);
            assertThat(finding.what()).contains("answers ARP requests", "192.168.100.254", "eth0");
            assertThat(finding.remedy())
                    .hasValueSatisfying(remedy -> assertThat(remedy)
                            .contains("sysctl -w net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2"));
        });
    }

    /** https://github.com/cloudnativelabs/kube-router/issues/561: the settings that an operator of DSR needs. */
    @Test
    void arpIgnoreAndAnnounceOfAllAreEnough() {
        assertThat(arp(ADDRESSES + """
            sysctl net/ipv4/conf/all/arp_ignore 1
            sysctl net/ipv4/conf/eth0/arp_ignore 0
            sysctl net/ipv4/conf/all/arp_announce 2
            sysctl net/ipv4/conf/eth0/arp_announce 0
            """)).isEmpty();
    }

    /** https://github.com/google/seesaw/pull/54: arp_ignore alone does not fix it, requests still name the address. */
    @Test
    void arpAnnounceIsNeededToo() {
        assertThat(arp(ADDRESSES + """
            sysctl net/ipv4/conf/all/arp_ignore 1
            sysctl net/ipv4/conf/eth0/arp_ignore 1
            sysctl net/ipv4/conf/all/arp_announce 0
            sysctl net/ipv4/conf/eth0/arp_announce 0
            """))
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("names as its own in ARP requests"));
    }

    private static List<Finding> arp(String lines) {
        HostFacts facts = facts(lines);
        return ServerJudge.findings(
                new Served(WEB, Endpoint.parse("192.168.100.2:80"), "rs1", "192.168.100.254", Served.Way.ROUTED, false),
                facts.network(),
                facts.modules(),
                "");
    }

    /** http://www.austintek.com/LVS/LVS-HOWTO/HOWTO/LVS-HOWTO.LVS-DR.html: each real server needs the VIP, not arpable. */
    @Test
    void aServerWithoutTheVirtualAddressDropsWhatItIsSent() {
        String without =
                ADDRESSES.lines().filter(line -> !line.contains(".254")).reduce("", (a, b) -> a + b + "\n");
        assertThat(arp(without)).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Severity.OUTAGE_RISK);
            assertThat(finding.remedy()).contains("ip addr add 192.168.100.254/32 dev lo");
        });
    }

    /**
     * http://sdn.0voice.com/?id=8504: the server gets IPIP packets and the application nothing: rp_filter of tunl0. The
     * greater of all and tunl0 counts.
     */
    @Test
    void aStrictReversePathFilterDropsWhatComesOutOfTheTunnel() {
        assertThat(brief(tunnel("sysctl net/ipv4/conf/all/rp_filter 1\nsysctl net/ipv4/conf/tunl0/rp_filter 0\n")))
                .containsExactly("outage risk: tunnel");
        assertThat(tunnel("sysctl net/ipv4/conf/all/rp_filter 1\nsysctl net/ipv4/conf/tunl0/rp_filter 2\n"))
                .isEmpty();
        assertThat(tunnel("sysctl net/ipv4/conf/all/rp_filter 0\nsysctl net/ipv4/conf/tunl0/rp_filter 0\n"))
                .isEmpty();
    }

    private static List<Finding> tunnel(String settings) {
        return ServerJudge.findings(
                new Served(WEB, Endpoint.parse("192.168.100.2:80"), "rs1", "192.168.100.254", Served.Way.IPIP, false),
                facts(ADDRESSES + settings).network(),
                Set.of(),
                "");
    }

    /** http://www.austintek.com/LVS/LVS-HOWTO/HOWTO/LVS-HOWTO.LVS-NAT.html: replies pass the director, which forwards them. */
    @Test
    void aDirectorThatForwardsNothingLosesTheAnswersOfMasqueradedDestinations() {
        var masqueraded = Map.of(WEB, entry("tcp 192.0.2.100:80", Scheduler.of("wlc"), 0, MASQ, "10.1.1.2:80 1"));
        String off = IN_ORDER + "sysctl net/ipv4/conf/all/forwarding 0\nsysctl net/ipv4/conf/eth0/forwarding 0\n";
        assertThat(brief(DirectorJudge.findings("lb1", facts(off).network(), masqueraded)))
                .containsExactly("outage risk: forwarding");
        String one = IN_ORDER + "sysctl net/ipv4/conf/all/forwarding 0\nsysctl net/ipv4/conf/eth0/forwarding 1\n";
        assertThat(DirectorJudge.findings("lb1", facts(one).network(), masqueraded))
                .isEmpty();
        var routed = Map.of(WEB, entry("tcp 192.0.2.100:80", Scheduler.of("wlc"), 0, ROUTE, "10.1.1.2:80 1"));
        assertThat(DirectorJudge.findings("lb1", facts(off).network(), routed)).isEmpty();
    }

    /** https://github.com/kubernetes/kubernetes/issues/71809: a persistent client stays with a destination of weight 0. */
    @Test
    void persistenceOutlastsADrainUnlessTemplatesExpire() {
        var persistent = Map.of(WEB, entry("tcp 192.0.2.100:80", Scheduler.of("wlc"), 10_800, ROUTE, "10.1.1.2:80 1"));
        String off = IN_ORDER + "sysctl net/ipv4/vs/expire_quiescent_template 0\n";
        assertThat(DirectorJudge.findings("lb1", facts(off).network(), persistent))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.ADVICE);
                    assertThat(finding.what()).contains("web, 10800 s");
                });
        String on = IN_ORDER + "sysctl net/ipv4/vs/expire_quiescent_template 1\n";
        assertThat(DirectorJudge.findings("lb1", facts(on).network(), persistent))
                .isEmpty();
    }

    /** https://github.com/alibaba/LVS/issues/34: connections to a removed destination drop until expire_nodest_conn is 1. */
    @Test
    void clientsOfARemovedDestinationWaitUnlessTheirConnectionsExpire() {
        assertThat(brief(DirectorJudge.findings(
                        "lb1",
                        facts("sysctl net/ipv4/vs/expire_nodest_conn 0\n").network(),
                        Map.of())))
                .containsExactly("advice: connections");
    }

    /** There is no such setting before the module is loaded, so that to set it fails. */
    @Test
    void whereTheModuleIsMissingItIsLoadedFirst() {
        assertThat(DirectorJudge.findings(
                        "lb1", facts("sysctl net/ipv4/conf/all/forwarding 1\n").network(), Map.of()))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.what()).startsWith("The kernel module ip_vs is not loaded on lb1");
                    assertThat(finding.remedy().orElseThrow())
                            .startsWith("modprobe ip_vs, then sysctl -w")
                            .endsWith("ip_vs in /etc/modules-load.d)");
                });
        assertThat(DirectorJudge.findings("lb1", facts("").network(), Map.of()))
                .singleElement()
                .satisfies(finding -> assertThat(finding.what()).contains("could not be read"));
    }

    /** https://github.com/kubernetes/kubernetes/issues/121590: clients hashed to weight 0 have no endpoint without fallback. */
    @Test
    void sourceHashingRefusesTheClientsOfAQuiescedDestination() {
        assertThat(brief(scheduled(Scheduler.of("sh"), "10.1.1.2:80 1", "10.1.1.3:80 0")))
                .containsExactly("outage risk: scheduler");
        assertThat(brief(scheduled(Scheduler.of("sh"), "10.1.1.2:80 1", "10.1.1.3:80 1")))
                .containsExactly("advice: scheduler");
        assertThat(scheduled(Texts.flagged("sh", "sh-fallback"), "10.1.1.2:80 1", "10.1.1.3:80 0"))
                .isEmpty();
    }

    /** https://github.com/kubernetes/kubernetes/pull/138688: the same of mh. */
    @Test
    void maglevHashingRefusesTheClientsOfAQuiescedDestination() {
        assertThat(brief(scheduled(Texts.flagged("mh", "mh-port"), "10.1.1.2:80 1", "10.1.1.3:80 0")))
                .containsExactly("outage risk: scheduler");
    }

    private static List<Finding> scheduled(Scheduler scheduler, String... rows) {
        return DirectorJudge.findings(
                "lb1", facts(IN_ORDER).network(), Map.of(WEB, entry("tcp 192.0.2.100:80", scheduler, 0, ROUTE, rows)));
    }

    /** https://github.com/acassen/keepalived/issues/1757 and 187: keepalived writes the weights of its configuration. */
    @Test
    void keepalivedOwnsTheServicesInItsConfiguration() {
        String running = "checker keepalived\nread keepalived /etc/keepalived/keepalived.conf\n";
        String configuration = """
            config keepalived virtual_server 10.0.2.15 80 {
            config keepalived     real_server 10.0.2.16 80 {
            """;
        var services = Map.of(WEB, VirtualAddress.parse("tcp 10.0.2.15:80"));
        assertThat(CheckerJudge.findings("lb1", facts(running + configuration), services))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Severity.ADVICE);
                    assertThat(finding.what()).contains("keepalived on lb1 has web", "configured weight");
                });
        assertThat(CheckerJudge.findings(
                        "lb1", facts(running + configuration), Map.of(WEB, VirtualAddress.parse("tcp 10.0.2.15:443"))))
                .isEmpty();
        assertThat(CheckerJudge.findings(
                        "lb1",
                        facts(running
                                + "config keepalived     10.0.2.15 80\n"
                                + "config keepalived virtual_server group E_HTTP {\n"),
                        services))
                .hasSize(1);
        assertThat(brief(CheckerJudge.findings(
                        "lb1",
                        facts("checker keepalived\nunread keepalived /etc/keepalived/keepalived.conf\n"),
                        services)))
                .containsExactly("unknown: health-checker");
    }
}
