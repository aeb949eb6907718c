package dev.headroom.backend.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.parse.IpvsRules;
import dev.headroom.backend.parse.Section;
import dev.headroom.backend.parse.SectionKind;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.ForwardingMethod.DirectRouting;
import dev.headroom.ma2scf.model.ForwardingMethod.Local;
import dev.headroom.ma2scf.model.ForwardingMethod.Masquerading;
import dev.headroom.ma2scf.model.ForwardingMethod.TunnelChecksum;
import dev.headroom.ma2scf.model.ForwardingMethod.TunnelType;
import dev.headroom.ma2scf.model.ForwardingMethod.Tunneling;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.VirtualAddress.FirewallMark;
import dev.headroom.ma2scf.model.VirtualAddress.Socket;
import dev.headroom.ma2scf.model.Weight;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class IpvsCommandsTest {
    private static final Endpoint VIP = new Endpoint("192.0.2.100", 80);
    private static final Endpoint RIP = new Endpoint("10.0.0.11", 80);
    private static final VirtualAddress WEB = new Socket(Protocol.TCP, VIP);

    record Case(String name, CommandLine command, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> commands() {
        DestinationSpec plain = spec(RIP, new DirectRouting(), 7, 0, 0);
        Endpoint v6 = new Endpoint("fd00::11", 443);
        return Stream.of(
                new Case("list", IpvsCommands.listPersistent(), "ipvsadm -Ln --persistent-conn"),
                new Case(
                        "add",
                        IpvsCommands.add(WEB, plain),
                        "ipvsadm -a -t 192.0.2.100:80 -r 10.0.0.11:80 -g -w 7 -x 0 -y 0"),
                new Case(
                        "edit",
                        IpvsCommands.edit(WEB, spec(RIP, new Masquerading(), 0, 100, 50)),
                        "ipvsadm -e -t 192.0.2.100:80 -r 10.0.0.11:80 -m -w 0 -x 100 -y 50"),
                new Case("delete", IpvsCommands.delete(WEB, RIP), "ipvsadm -d -t 192.0.2.100:80 -r 10.0.0.11:80"),
                new Case(
                        "local",
                        IpvsCommands.edit(WEB, spec(RIP, new Local(), 1, 0, 0)),
                        "ipvsadm -e -t 192.0.2.100:80 -r 10.0.0.11:80 -g -w 1 -x 0 -y 0"),
                new Case(
                        "udp",
                        IpvsCommands.delete(new Socket(Protocol.UDP, VIP), RIP),
                        "ipvsadm -d -u 192.0.2.100:80 -r 10.0.0.11:80"),
                new Case(
                        "sctp",
                        IpvsCommands.delete(new Socket(Protocol.SCTP, VIP), RIP),
                        "ipvsadm -d --sctp-service 192.0.2.100:80 -r 10.0.0.11:80"),
                new Case(
                        "ipv6",
                        IpvsCommands.delete(new Socket(Protocol.TCP, v6), v6),
                        "ipvsadm -d -t '[fd00::11]:443' -r '[fd00::11]:443'"),
                new Case(
                        "mark",
                        IpvsCommands.delete(new FirewallMark(7, false), new Endpoint("10.0.0.11", 0)),
                        "ipvsadm -d -f 7 -r 10.0.0.11:0"),
                new Case(
                        "ipv6 mark",
                        IpvsCommands.delete(new FirewallMark(8, true), new Endpoint("fd00::11", 0)),
                        "ipvsadm -d -f 8 -6 -r '[fd00::11]:0'"),
                new Case(
                        "gue",
                        IpvsCommands.add(
                                WEB, spec(RIP, new Tunneling(TunnelType.GUE, 6080, TunnelChecksum.REMOTE), 1, 0, 0)),
                        "ipvsadm -a -t 192.0.2.100:80 -r 10.0.0.11:80 -i --tun-type gue --tun-port 6080 --tun-remcsum -w 1 -x 0 -y 0"),
                new Case(
                        "sudo",
                        Privilege.SUDO.apply(IpvsCommands.listPersistent()),
                        "sudo -n ipvsadm -Ln --persistent-conn"),
                new Case("root", Privilege.ROOT.apply(IpvsCommands.listPersistent()), "ipvsadm -Ln --persistent-conn"),
                new Case(
                        "agent",
                        AgentCommands.director(Privilege.SUDO, Duration.ofSeconds(30), "headroom-a1b2c3"),
                        "sh -s -- director sudo 30 headroom-a1b2c3"),
                new Case(
                        "agent of a server",
                        AgentCommands.server(Privilege.ROOT, Duration.ofSeconds(5), "headroom-000000"),
                        "sh -s -- server root 5 headroom-000000"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("commands")
    void spellsCommands(Case wanted) {
        assertThat(wanted.command.toShell()).isEqualTo(wanted.text);
    }

    @Property
    void ruleParserReadsWhatWasSpelled(@ForAll("specs") DestinationSpec spec) {
        String rule = IpvsCommands.add(WEB, spec).toShell().substring("ipvsadm ".length());
        assertThat(reread(rule)).isEqualTo(spec);
    }

    @Property(tries = 300)
    void settingWeightsKeepsEverythingElse(@ForAll("specs") DestinationSpec first, @ForAll List<Byte> weights) {
        FullReplaceTable table = new FullReplaceTable();
        assertThat(table.run(IpvsCommands.add(WEB, first))).isZero();
        DestinationSpec current = first;
        for (byte weight : weights) {
            current = current.withWeight(new Weight(weight + 128));
            assertThat(table.run(IpvsCommands.edit(WEB, current))).isZero();
            DestinationSpec seen = reread(table.rule("-t", VIP, current.endpoint()));
            assertThat(seen.method()).isEqualTo(first.method());
            assertThat(seen.thresholds()).isEqualTo(first.thresholds());
            assertThat(seen.weight()).isEqualTo(current.weight());
        }
    }

    private static DestinationSpec reread(String rule) {
        String text = rule.replace("'", "");
        Section section = new Section(SectionKind.IPVS_RULES, "", List.of("-A -t " + VIP + " -s wrr", text), 0);
        return IpvsRules.parse(section)
                .services()
                .get(WEB)
                .destinations()
                .values()
                .iterator()
                .next();
    }

    @Provide
    Arbitrary<DestinationSpec> specs() {
        Arbitrary<Endpoint> endpoints = Combinators.combine(
                        Arbitraries.of("10.0.0.1", "203.0.113.255", "fd00::1", "2001:db8:1:2:3:4:5:6"),
                        Arbitraries.integers().between(1, 65_535))
                .as(Endpoint::new);
        Arbitrary<ForwardingMethod> methods = Arbitraries.oneOf(
                Arbitraries.of(new DirectRouting(), new Masquerading()).map(m -> m),
                Arbitraries.just(new Tunneling(TunnelType.IPIP, 0, TunnelChecksum.NONE)),
                Arbitraries.of(TunnelChecksum.class).map(c -> new Tunneling(TunnelType.GRE, 0, c)),
                Combinators.combine(Arbitraries.integers().between(1, 65_535), Arbitraries.of(TunnelChecksum.class))
                        .as((port, checksum) -> new Tunneling(TunnelType.GUE, port, checksum)));
        Arbitrary<Thresholds> thresholds = Combinators.combine(
                        Arbitraries.integers().between(0, Integer.MAX_VALUE),
                        Arbitraries.integers().between(0, Integer.MAX_VALUE))
                .as(Thresholds::new);
        return Combinators.combine(
                        endpoints,
                        methods,
                        Arbitraries.integers().between(0, 65_535).map(Weight::new),
                        thresholds)
                .as(DestinationSpec::new);
    }

    private static DestinationSpec spec(Endpoint endpoint, ForwardingMethod method, int weight, int upper, int lower) {
        return new DestinationSpec(endpoint, method, new Weight(weight), new Thresholds(upper, lower));
    }
}
