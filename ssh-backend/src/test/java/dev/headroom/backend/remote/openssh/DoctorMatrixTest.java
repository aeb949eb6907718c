package dev.headroom.backend.remote.openssh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.ClusterConnection;
import dev.headroom.backend.Examination;
import dev.headroom.backend.TestPatience;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.doctor.Check;
import dev.headroom.backend.doctor.Diagnosis;
import dev.headroom.backend.doctor.Finding;
import dev.headroom.backend.doctor.Severity;
import dev.headroom.backend.fleet.SshFleet;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.time.SteadyClock;
import dev.headroom.backend.time.TimeLimit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** This machine as a director and a server behind a real sshd, where the tools of neither are installed. */
@Timeout(900)
class DoctorMatrixTest extends MatrixFixture {
    private static final String CLUSTER = """
        cluster: shop
        ssh: { user: root }
        directors:
          - { name: lb1, address: web }
        realServers:
          - { name: rs1, address: web }
          - { name: rs2, address: gone }
        services:
          - { name: web, virtual: tcp 192.0.2.100:80, containers: "web-*", minimum: 1, priority: 1 }
        """;

    /** A host that permits one channel at a time is examined whole; one that is not there hides nothing. */
    @Test
    void missingToolsAndHostsAreNamedAndTheRestIsExamined() throws Exception {
        RealSshd gone = RealSshd.in(folder.resolve("gone")).start();
        gone.close();
        try (RealSshd sshd =
                RealSshd.in(folder.resolve("web")).with("MaxSessions 1").start()) {
            sshd.lets(home.key("id_ed25519", "ed25519"));
            home.knows(sshd).config(hostBlock("web", sshd)).config(hostBlock("gone", gone));
            Diagnosis diagnosis = examine();

            assertThat(part(diagnosis, "rs2")).singleElement().satisfies(finding -> {
                assertThat(finding.severity()).isEqualTo(Severity.NOT_ASKED);
                assertThat(finding.what()).contains("Cannot reach rs2");
            });
            for (String host : List.of("lb1", "rs1")) {
                assertThat(part(diagnosis, host))
                        .filteredOn(finding -> finding.check() == Check.LOGIN)
                        .singleElement()
                        .satisfies(finding -> assertThat(finding.what())
                                .contains("Logged in as root, Linux ", "clock")
                                .matches(".*(?:ahead of|behind) ours by 0\\.\\d\\d s .*"));
            }
            lacks("ipvsadm", part(diagnosis, "lb1"));
            lacks("lxc-ls", part(diagnosis, "rs1"));
        }
    }

    /** A tool that lacks is named with its package, and what it would have told is not said to be in order. */
    private static void lacks(String tool, List<Finding> findings) {
        if (List.of("/usr/sbin/", "/usr/bin/").stream().noneMatch(place -> Files.exists(Path.of(place + tool)))) {
            assertThat(findings)
                    .filteredOn(finding -> finding.check() == Check.READINGS)
                    .anySatisfy(finding -> assertThat(finding.what()).contains("has no " + tool, "apt install"));
            assertThat(findings)
                    .filteredOn(finding -> finding.check() == Check.LOGIN)
                    .allSatisfy(finding -> assertThat(finding.what())
                            .contains("Checked without a finding")
                            .doesNotContain("readings", "scheduler", "stand-by"));
        }
    }

    private Diagnosis examine() throws Exception {
        ClusterFile file = ClusterFile.read(Files.writeString(folder.resolve("shop.yaml"), CLUSTER));
        SshFleet fleet = SshFleet.of(file, home.environment());
        try (ClusterConnection connection =
                new ClusterConnection(file, fleet, host -> fleet.target(host).user())) {
            return new Examination(
                            connection,
                            SteadyClock.ofThisProcess(),
                            new TimeLimit(TestPatience.GENEROUS.multipliedBy(2), System::nanoTime))
                    .examine(Installation.NONE, _ -> true);
        }
    }

    private static List<Finding> part(Diagnosis diagnosis, String host) {
        return diagnosis.parts().stream()
                .filter(part -> part.host().filter(id -> id.name().equals(host)).isPresent())
                .findFirst()
                .orElseThrow()
                .findings();
    }

    private static String hostBlock(String name, RealSshd sshd) {
        return "Host %s\n  HostName %s\n  Port %d\n".formatted(name, sshd.address(), sshd.port());
    }
}
