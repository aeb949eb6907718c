package dev.headroom.backend.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ServiceCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The settings of a cluster file for home containers, for the ports of containers, and for how many may be quiesced at
 * once.
 */
class ServiceRulesTest {
    @TempDir
    private Path folder = Path.of(".");

    private Path written(String ofService, String policy) throws IOException {
        return Files.writeString(folder.resolve("cluster.yaml"), """
                cluster: shop
                directors:
                  - { name: lb1, address: 192.0.2.2 }
                realServers:
                  - { name: rs1, address: 192.0.2.11 }
                services:
                  - { name: web, virtual: fwm 7, containers: "web-*", %s }
                policy: { %s }
                """.formatted(ofService, policy));
    }

    private ServiceEntry service(String text) throws IOException, ClusterFileException {
        return ClusterFile.read(written(text, "overloadAt: 80%")).services().getFirst();
    }

    @Test
    void readsWhoIsAtHomeAndWhoIsStandBy() throws Exception {
        ContainerRules rules = service("home: [rs1/web-1, rs1/web-2], standBy: \"web-s*\", port: 8080")
                .rules();
        assertThat(rules.homes()).map(ContainerId::toString).containsExactly("rs1/web-1", "rs1/web-2");
        assertThat(rules.standBy()).contains(new ContainerPattern("web-s*"));
        assertThat(rules.port()).contains(8080);
    }

    @Test
    void saysNothingWhereNothingIsSaid() throws Exception {
        assertThat(service("minimum: 1").rules()).isEqualTo(ContainerRules.NONE);
        assertThat(service("minimum: 1").spec().checks()).isEmpty();
    }

    @Test
    void readsOneCheckOrSeveral() throws Exception {
        assertThat(service("check: tcp 8080").spec().checks()).containsExactly(ServiceCheck.parse("tcp 8080"));
        assertThat(service("check: udp").spec().checks()).containsExactly(ServiceCheck.parse("udp"));
        assertThat(service("check: [tcp 10.0.0.41:8080, \"tcp [fd00::1]:81\"]")
                        .spec()
                        .checks())
                .containsExactly(ServiceCheck.parse("tcp 10.0.0.41:8080"), ServiceCheck.parse("tcp [fd00::1]:81"));
    }

    @Test
    void readsHowMuchMayBeQuiesced() throws Exception {
        ClusterFile file = ClusterFile.read(written("minimum: 1", "maximumQuiesced: 25%"));
        assertThat(file.policy().restraint().maximumQuiesced()).isEqualTo(0.25);
        assertThat(file.policy().restraint().mostQuiesced(8)).isEqualTo(2);
        assertThat(file.policy().restraint().mostQuiesced(1)).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            check: http 80          | :7:62: 'check' is 'http 80':
            check: tcp 70000        | :7:62: 'check' is 'tcp 70000': The port (70000) must be within 1..65535.
            check: tcp web-1:80     | :7:62: 'check' is 'tcp web-1:80':
            port: 0                 | :7:61: 'port' is '0'; expected a whole number from 1 to 65535, such as 'port: 8080'.
            port: http              | :7:61: 'port' is 'http'; expected a whole number from 1 to 65535, such as 'port: 8080'.
            home: [rs9/web-1]       | 'home' names 'rs9', and there is no such real server;
            home: [web-1]           | 'web-1' must be written as SERVER/NAME.
            standBy: "web/s*"       | :7:64: 'standBy' is 'web/s*': The pattern 'web/s*' must be
            standby: "web-s*"       | has no field 'standby'; did you mean 'standBy'?
            """)
    void tellsAMistakeOfAServiceWithItsLine(String text, String message) throws IOException {
        Path file = written(text, "overloadAt: 80%");
        assertThatThrownBy(() -> ClusterFile.read(file))
                .isInstanceOf(ClusterFileException.class)
                .hasMessageStartingWith(file + ":7:")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            maximumQuiesced: 0.5    | :8:28: 'maximumQuiesced' is '0.5'; expected a percentage,
            maximumQuiesced: 150%   | :8:11: the policy is impossible: maximumQuiesced (150 %)
            maximumQuiesced: -5%    | :8:28: 'maximumQuiesced' is '-5%'; expected a percentage,
            """)
    void tellsAMistakeOfThePolicyWithItsLine(String text, String message) throws IOException {
        Path file = written("minimum: 1", text);
        assertThatThrownBy(() -> ClusterFile.read(file))
                .isInstanceOf(ClusterFileException.class)
                .hasMessageStartingWith(file + message);
    }
}
