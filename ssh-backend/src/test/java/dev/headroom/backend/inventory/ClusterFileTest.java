package dev.headroom.backend.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ServiceSpec;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.ZoneId;
import dev.headroom.ma2scf.policy.Deadlines;
import dev.headroom.ma2scf.policy.Holds;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.policy.Restraint;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClusterFileTest {
    /** The least that a cluster file must say. */
    static final String SMALLEST = """
            cluster: shop
            directors:
              - { name: lb1, address: 192.0.2.2 }
            realServers:
              - { name: rs1, address: 192.0.2.11 }
            services:
              - { name: web, virtual: "tcp 192.0.2.100:80", containers: "web-*" }
            """;

    @TempDir
    Path folder;

    @Test
    void readsEverythingThatCanBeSaid() throws Exception {
        ClusterFile file = read("""
                cluster: shop
                ssh: { user: headroom, port: 2222, identity: ~/.ssh/id_ed25519, knownHosts: ~/known }
                directors:
                  - name: lb1
                    address: 192.0.2.2
                  - name: lb2
                    address: fd00::2
                    ssh: { user: root }
                realServers:
                  - { name: rs1, address: rs1.example.org, zone: rack-a, runtime: lxc }
                  - { name: rs2, address: 192.0.2.12, lends: false }
                services:
                  - name: web
                    virtual: tcp 192.0.2.100:80
                    containers: "web-*"            # a comment
                    minimum: 2
                    priority: 3
                    mode: manual
                  - { name: dns, virtual: "udp [FD00:0:0::64]:53", containers: dns-? }
                  - { name: all, virtual: fwm 7, containers: all }
                  - { name: six, virtual: fwm6 7, containers: six, minimum: 0 }
                policy:
                  overloadAt: 85%
                  giveBackAt: 42.5 %
                  reserve: 5%
                  overloadHold: 2500ms
                  pressureAt: 90%
                  giveBackHold: 5m
                  startDeadline: 20s
                  drainDeadline: 40s
                  proposalTerm: 1h
                  maximumLoansPerServer: 2
                  interval: 2s
                """);
        var general = new SshSettings(
                Optional.of("headroom"), Optional.of(2222), Optional.of("~/.ssh/id_ed25519"), Optional.of("~/known"));
        var own = new SshSettings(
                Optional.of("root"), Optional.of(2222), Optional.of("~/.ssh/id_ed25519"), Optional.of("~/known"));
        assertThat(file.name()).isEqualTo("shop");
        assertThat(file.directors())
                .containsExactly(
                        new DirectorEntry(new DirectorId("lb1"), "192.0.2.2", general),
                        new DirectorEntry(new DirectorId("lb2"), "fd00::2", own));
        assertThat(file.servers())
                .containsExactly(
                        new ServerEntry(
                                new ServerId("rs1"),
                                "rs1.example.org",
                                general,
                                new ZoneId("rack-a"),
                                true,
                                Runtimes.USUAL),
                        new ServerEntry(
                                new ServerId("rs2"), "192.0.2.12", general, new ZoneId("rs2"), false, Runtimes.USUAL));
        assertThat(file.services())
                .containsExactly(
                        new ServiceEntry(
                                new ServiceSpec(
                                        new ServiceId("web"),
                                        new VirtualAddress.Socket(Protocol.TCP, new Endpoint("192.0.2.100", 80)),
                                        3,
                                        2),
                                new ContainerPattern("web-*"),
                                ContainerRules.NONE,
                                Optional.of(Mode.MANUAL)),
                        new ServiceEntry(
                                new ServiceSpec(
                                        new ServiceId("dns"),
                                        new VirtualAddress.Socket(Protocol.UDP, new Endpoint("fd00::64", 53)),
                                        1,
                                        1),
                                new ContainerPattern("dns-?"),
                                ContainerRules.NONE,
                                Optional.empty()),
                        new ServiceEntry(
                                new ServiceSpec(new ServiceId("all"), new VirtualAddress.FirewallMark(7, false), 1, 1),
                                new ContainerPattern("all"),
                                ContainerRules.NONE,
                                Optional.empty()),
                        new ServiceEntry(
                                new ServiceSpec(new ServiceId("six"), new VirtualAddress.FirewallMark(7, true), 1, 0),
                                new ContainerPattern("six"),
                                ContainerRules.NONE,
                                Optional.empty()));
        assertThat(file.policy())
                .isEqualTo(new SharingPolicy(
                        new Utilization(0.85),
                        new Utilization(0.425),
                        0.05,
                        new Holds(Duration.ofMillis(2500), Duration.ofMinutes(5)),
                        new Deadlines(Duration.ofSeconds(20), Duration.ofSeconds(40), Duration.ofHours(1)),
                        2,
                        Restraint.NONE,
                        new Utilization(0.9)));
        assertThat(file.interval()).isEqualTo(Duration.ofSeconds(2));
        assertThat(file.hosts()).extracting(host -> host.id().name()).containsExactly("lb1", "lb2", "rs1", "rs2");
    }

    @Test
    void needsLittle() throws Exception {
        ClusterFile file = read(SMALLEST);
        assertThat(file.policy()).isEqualTo(SharingPolicy.defaults());
        assertThat(file.interval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(file.directors().getFirst().ssh()).isEqualTo(SshSettings.NONE);
    }

    record Case(String name, String text, String message) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The library reads the file in parts of a fixed size, and once failed where one ended within a character. */
    @Test
    void aCharacterOfTwoCodeUnitsIsReadWhereverItStands() throws Exception {
        for (int before = 900; before < 1_200; before++) {
            ClusterFile file = read("# " + "x".repeat(before) + "\uD83D\uDE00\n" + SMALLEST);
            assertThat(file.directors()).isNotEmpty();
        }
    }

    @Test
    void aLineOfColonsIsAMistakeAndNoFault() {
        assertThatThrownBy(() -> read("directors: x y: " + ":".repeat(50_000) + "\n" + SMALLEST))
                .isInstanceOf(ClusterFileException.class);
    }

    /** The smallest file with one thing changed. */
    private static Case changed(String name, String from, String to, String message) {
        assertThat(SMALLEST).contains(from);
        return new Case(name, SMALLEST.replace(from, to), message);
    }

    private static Case added(String name, String lines, String message) {
        return new Case(name, SMALLEST + lines, message);
    }

    static Stream<Case> mistakes() {
        return Stream.of(
                new Case(
                        "an empty file",
                        "# nothing\n",
                        ": the file is empty; expected a cluster file, which begins with 'cluster: NAME'."),
                new Case(
                        "a list instead of a cluster",
                        "- a\n",
                        ":1:1: found a list; expected a cluster file, with fields such as 'cluster: ...'."),
                new Case(
                        "a list that is not closed",
                        "cluster: shop\ndirectors: [\n  a\nservices: b\n",
                        ":4:9: this is not YAML (expected ',' or ']', but got :); check the indentation, colons and quotes here and in the line above."),
                new Case(
                        "wrong indentation",
                        "cluster: shop\n  directors: x\n",
                        ":2:12: this is not YAML (mapping values are not allowed here); check the indentation, colons and quotes here and in the line above."),
                new Case(
                        "a tab",
                        "cluster: shop\nssh:\n\tuser: a\n",
                        ":3:1: this is not YAML (found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation)); check the indentation, colons and quotes here and in the line above."),
                added(
                        "a second document",
                        "---\ncluster: b\n",
                        ":9:1: found a second document; expected one cluster in a file, so remove the '---'."),
                changed(
                        "a pattern without quotes",
                        "\"web-*\"",
                        "*web",
                        ":7:61: found the YAML alias '*web'; expected a plain value, so write it in quotes: \"*web\"."),
                changed(
                        "an unknown field with a near one",
                        "realServers:",
                        "realservers:",
                        ":4:1: a cluster file has no field 'realservers'; did you mean 'realServers'?"),
                changed(
                        "an unknown field with none near",
                        "name: lb1,",
                        "name: lb1, colour: red,",
                        ":3:18: a director has no field 'colour'; expected one of address, name, ssh."),
                changed(
                        "a field given twice",
                        "name: lb1,",
                        "name: lb1, name: lb2,",
                        ":3:18: the field 'name' was given in line 3 already; remove one of the two."),
                changed(
                        "a missing cluster name",
                        "cluster: shop\n",
                        "",
                        ":1:1: a cluster file has no 'cluster'; expected one, such as 'cluster: shop'."),
                changed(
                        "a missing address",
                        ", address: 192.0.2.11",
                        "",
                        ":5:5: a real server has no 'address'; expected one, such as 'address: 192.0.2.2'."),
                changed(
                        "no directors at all",
                        "directors:\n  - { name: lb1, address: 192.0.2.2 }\n",
                        "",
                        ":1:1: a cluster file has no 'directors'; expected one, such as 'directors: - { name: lb1, address: 192.0.2.2 }'."),
                changed(
                        "an empty list",
                        "directors:\n  - { name: lb1, address: 192.0.2.2 }\n",
                        "directors: []\n",
                        ":2:1: 'directors' is empty; expected at least one, such as '- { name: lb1, address: 192.0.2.2 }'."),
                changed(
                        "nothing instead of a list",
                        "directors:\n  - { name: lb1, address: 192.0.2.2 }\n",
                        "directors:\n",
                        ":2:1: 'directors' is nothing; expected a list, such as '- { name: lb1, address: 192.0.2.2 }'."),
                changed(
                        "text instead of a group",
                        "{ name: lb1, address: 192.0.2.2 }",
                        "lb1",
                        ":3:5: found 'lb1'; expected a director, with fields such as 'name: ...'."),
                changed(
                        "a list instead of text",
                        "cluster: shop",
                        "cluster: [shop]",
                        ":1:1: 'cluster' is a list; expected a name, such as 'cluster: shop'."),
                changed(
                        "an impossible name",
                        "name: rs1",
                        "name: rs 1",
                        ":5:13: 'name' is 'rs 1': The real server name 'rs 1' must be 1 to 64 letters, digits, '.', '_' or '-', and begin with a letter or digit. For example: 'name: rs1'."),
                changed(
                        "an impossible address",
                        "address: 192.0.2.2 ",
                        "address: \"-oProxyCommand=x\" ",
                        ":3:27: 'address' is '-oProxyCommand=x'; expected a host name or a numeric address without brackets, such as 'address: 192.0.2.2'."),
                changed(
                        "a host name twice",
                        "name: rs1",
                        "name: lb1",
                        ":5:7: 'lb1' is taken since line 3; host names must be unique over directors and real servers."),
                added(
                        "a service name twice",
                        "  - { name: web, virtual: \"tcp 192.0.2.100:81\", containers: \"b\" }\n",
                        ":8:7: 'web' is taken since line 7; service names must be unique."),
                added(
                        "a virtual address twice",
                        "  - { name: b, virtual: \"TCP 192.0.2.100:80\", containers: \"b\" }\n",
                        ":8:16: 'TCP 192.0.2.100:80' is taken since line 7; two services cannot share one virtual address."),
                added(
                        "patterns that overlap",
                        "  - { name: b, virtual: \"tcp 192.0.2.100:81\", containers: \"*-1\" }\n",
                        ":8:47: the pattern '*-1' overlaps with 'web-*' of web in line 7; a container serves one service only, so make the patterns distinct."),
                changed(
                        "a virtual address without port",
                        "tcp 192.0.2.100:80",
                        "tcp 192.0.2.100",
                        ":7:27: 'virtual' is 'tcp 192.0.2.100'; expected a protocol (tcp, udp, sctp), a numeric address and a port, or a firewall mark (fwm 7), such as 'virtual: tcp 192.0.2.100:80'."),
                changed(
                        "a virtual port that is too large",
                        "tcp 192.0.2.100:80",
                        "tcp 192.0.2.100:70000",
                        ":7:27: 'virtual' is 'tcp 192.0.2.100:70000': The port (70000) must be within 0..65535. For example: 'virtual: tcp 192.0.2.100:80'."),
                changed(
                        "an impossible IPv6 address",
                        "tcp 192.0.2.100:80",
                        "tcp [fd00:::1]:80",
                        ":7:27: 'virtual' is 'tcp [fd00:::1]:80': The address 'fd00:::1' must be a numeric IPv6 address. For example: 'virtual: tcp 192.0.2.100:80'."),
                changed(
                        "an impossible pattern",
                        "\"web-*\"",
                        "\"web/*\"",
                        ":7:61: 'containers' is 'web/*': The pattern 'web/*' must be 1 to 64 letters, digits, '.', '_', '-', '*' or '?'. For example: 'containers: \"web-*\"'."),
                changed(
                        "an unknown mode",
                        "containers:",
                        "mode: auto, containers:",
                        ":7:55: 'mode' is 'auto'; expected one of watch, manual, automatic, such as 'mode: manual'."),
                changed(
                        "an unknown runtime",
                        "name: rs1,",
                        "name: rs1, runtime: xen,",
                        ":5:27: 'runtime' is 'xen'; expected one of lxc, such as 'runtime: lxc'."),
                changed(
                        "yes instead of true",
                        "name: rs1,",
                        "name: rs1, lends: yes,",
                        ":5:25: 'lends' is 'yes'; expected true or false, such as 'lends: true'."),
                changed(
                        "a number that is none",
                        "containers:",
                        "minimum: many, containers:",
                        ":7:58: 'minimum' is 'many'; expected a whole number from 0 to 10000, such as 'minimum: 2'."),
                changed(
                        "a port that is too large",
                        "directors:",
                        "ssh: { port: 65536 }\ndirectors:",
                        ":2:14: 'port' is '65536'; expected a whole number from 1 to 65535, such as 'port: 22'."),
                added(
                        "a fraction instead of a percentage",
                        "policy: { overloadAt: 0.8 }\n",
                        ":8:23: 'overloadAt' is '0.8'; expected a percentage, such as 'overloadAt: 80%'."),
                added(
                        "a time without unit",
                        "policy:\n  overloadHold: 10\n",
                        ":9:17: 'overloadHold' is '10'; expected a time with its unit (ms, s, m or h), such as 'overloadHold: 10s'."),
                added(
                        "thresholds too close",
                        "policy:\n  overloadAt: 80%\n  giveBackAt: 75%\n",
                        ":10:3: the policy is impossible: giveBackAt (75 %) must be at least 10 points below overloadAt (80 %), else loans would come and go at a steady load."),
                added(
                        "a reserve of everything",
                        "policy: { reserve: 100% }\n",
                        ":8:11: the policy is impossible: reserve (100 %) must be at least 0 % and below 100 %."),
                added(
                        "a hold of no time",
                        "policy: { giveBackHold: 0s }\n",
                        ":8:11: the policy is impossible: giveBackHold (0 s) must be longer than 0."),
                added(
                        "an interval that is too short",
                        "policy: { interval: 10ms }\n",
                        ":8:11: 'interval' is 10 ms; expected 100 ms to 10 minutes, such as 'interval: 1s'."),
                added(
                        "an unknown field of the policy",
                        "policy: { overloadat: 80% }\n",
                        ":8:11: the policy has no field 'overloadat'; did you mean 'overloadAt'?"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void tellsAMistakeWithItsLine(Case mistake) throws IOException {
        Path file = folder.resolve("cluster.yaml");
        Files.writeString(file, mistake.text);
        assertThatThrownBy(() -> ClusterFile.read(file))
                .isInstanceOf(ClusterFileException.class)
                .hasMessage(file + mistake.message);
    }

    @Test
    void tellsAMissingFile() {
        Path file = folder.resolve("none.yaml");
        assertThatThrownBy(() -> ClusterFile.read(file))
                .hasMessage(file + ": there is no such file; expected a cluster file, so check the path.");
    }

    @Test
    void tellsAFolder() {
        assertThatThrownBy(() -> ClusterFile.read(folder))
                .hasMessage(folder + ": this is a folder; expected a cluster file, so name the file in it.");
    }

    @Test
    void tellsAFileThatIsTooLarge() throws IOException {
        Path file = Files.write(folder.resolve("large.yaml"), new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> ClusterFile.read(file))
                .hasMessage(file + ": the file has 1048577 bytes; expected a cluster file, which has at most 1048576.");
    }

    @Test
    void tellsAFileThatIsNotText() throws IOException {
        Path file = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', (byte) 0xe4, 'b'});
        assertThatThrownBy(() -> ClusterFile.read(file))
                .hasMessage(file
                        + ": the file is not text in UTF-8; expected a cluster file, so save it in that encoding.");
    }

    private ClusterFile read(String text) throws Exception {
        return ClusterFile.read(Files.writeString(folder.resolve("cluster.yaml"), text));
    }
}
