package dev.headroom.backend.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HostFactsTest {
    @Test
    void namesTheSourceOfEachFact() {
        HostFacts facts = of(new Frame(
                1,
                "director",
                List.of(
                        section(
                                SectionKind.FACTS,
                                20,
                                "/proc/sys/kernel/osrelease 6.1.0-18-amd64",
                                "/proc/sys/net/ipv4/vs/sync_threshold 3\t50"),
                        section(
                                SectionKind.VERSIONS,
                                3600,
                                "ipvsadm ipvsadm v1.31 2019/12/24 (compiled with popt and IPVS v1.2.1)",
                                "keepalived Keepalived v2.2.7 (01/16,2022)"),
                        Golden.section(SectionKind.IPVS_DAEMON, "director/daemon-both.txt"))));
        assertThat(facts.values())
                .containsEntry("/proc/sys/kernel/osrelease", "6.1.0-18-amd64")
                .containsEntry("/proc/sys/net/ipv4/vs/sync_threshold", "3 50")
                .containsEntry("ipvsadm --version", "ipvsadm v1.31 2019/12/24 (compiled with popt and IPVS v1.2.1)")
                .containsEntry("keepalived --version", "Keepalived v2.2.7 (01/16,2022)")
                .hasSize(5);
        assertThat(facts.values().get("ipvsadm -Ln --daemon")).contains("master sync daemon", "; backup sync daemon");
        assertThat(facts.age()).isEqualTo(Duration.ofHours(1));
    }

    /** Of a host without such a section nothing is known: no setting is 0. */
    @Test
    void whatIsAbsentIsUnknown() {
        assertThat(of(new Frame(1, "server", List.of()))).isEqualTo(HostFacts.NONE);
        assertThat(of(new Frame(
                        1, "director", List.of(new Section(SectionKind.IPVS_DAEMON, "", List.of("backup"), 255)))))
                .isEqualTo(HostFacts.NONE);
    }

    @Test
    void hostileLinesSayNothingAndAreBounded() {
        List<String> lines = new ArrayList<>(Arrays.asList(
                "/etc/passwd root",
                "/proc/sys/kernel/osrelease",
                "/proc/sys/\u001b[31m red",
                "/proc/sys/a\u202eb 1",
                "\u0000"));
        lines.add("/proc/sys/long " + "x".repeat(100_000));
        IntStream.range(0, 1_000).forEach(i -> lines.add("/proc/sys/many" + i + " 1"));
        HostFacts facts = of(new Frame(1, "server", List.of(new Section(SectionKind.FACTS, "", lines, 0))));
        assertThat(facts.values()).hasSize(64).doesNotContainKey("/etc/passwd");
        assertThat(facts.values().get("/proc/sys/long")).hasSize(160).endsWith("…");
        assertThat(facts.values().keySet()).allMatch(name -> name.matches("/proc/sys/[a-z0-9]+"));
    }

    private static Section section(SectionKind kind, int age, String... lines) {
        return new Section(kind, "", List.of(lines), List.of(), 0, Duration.ofSeconds(age));
    }

    private static HostFacts of(Frame frame) {
        return HostFacts.of(frame, new HostFacts.Memory());
    }
}
