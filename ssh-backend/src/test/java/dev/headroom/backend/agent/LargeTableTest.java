package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.agent.HostReport.DirectorReport;
import dev.headroom.backend.inventory.Runtimes;
import dev.headroom.backend.parse.Frame;
import dev.headroom.backend.parse.Section;
import dev.headroom.backend.parse.SectionKind;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A director with 5,000 virtual services: one reading holds them all, and its cost grows as the table does. */
final class LargeTableTest extends AssemblerFixture {
    private static final int SMALL = 500;
    private static final int LARGE = 5_000;

    @Test
    void fiveThousandServicesAreOneReading() {
        Assembly assembly = play(report(LARGE, 10, 7), report(LARGE, 15, 12));
        var table =
                assembly.snapshot().director(LB1).orElseThrow().table().fresh().orElseThrow();
        assertThat(table.unread()).isEmpty();
        assertThat(table.entries())
                .hasSize(LARGE)
                .allSatisfy(entry -> assertThat(entry.destinations())
                        .singleElement()
                        .satisfies(destination ->
                                assertThat(destination.connectionsPerSecond()).isEqualTo(1)));
    }

    /** Ten times the services cost ten times the work; with look-ups that go through the whole table a hundred times. */
    @Test
    void theWorkGrowsAsTheTable() {
        read(LARGE); // compiles
        double ratio = (double) least(LARGE) / least(SMALL);
        assertThat(ratio).as("CPU time for 5,000 services / for 500").isLessThan(40);
    }

    private long least(int services) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            least = Math.min(least, read(services));
        }
        return least;
    }

    /** CPU nanoseconds of this thread for the assembly of three readings of a director. */
    private long read(int services) {
        DirectorReport first = report(services, 10, 7);
        DirectorReport second = report(services, 15, 12);
        DirectorReport third = report(services, 20, 17);
        long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        play(first, second, third);
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun;
    }

    private static DirectorReport report(int services, int second, long connections) {
        return interpreted(frame(services, second, connections), second);
    }

    private static DirectorReport interpreted(Frame frame, int second) {
        HostReport report = FrameInterpreter.report(LB1, Runtimes.USUAL, START.plus(Duration.ofSeconds(second)), frame);
        assertThat(report).isInstanceOf(DirectorReport.class);
        return (DirectorReport) report;
    }

    private static Frame frame(int services, int second, long connections) {
        String version = "IP Virtual Server version 1.2.1 (size=4096)";
        List<String> rules = new ArrayList<>();
        for (int n = 0; n < services; n++) {
            rules.add("-A -t %s -s wlc".formatted(vip(n)));
            rules.add("-a -t %s -r %s -g -w 100".formatted(vip(n), rip(n)));
        }
        return new Frame(
                1,
                "director",
                List.of(
                        section(SectionKind.UPTIME, List.of("%d.00 50.00".formatted(second))),
                        section(SectionKind.IPVS_RULES, rules),
                        section(
                                SectionKind.IPVS_LIST,
                                listing(
                                        version,
                                        "Prot LocalAddress:Port Scheduler Flags",
                                        services,
                                        " wlc",
                                        "Route 100 2 5")),
                        section(
                                SectionKind.IPVS_STATS,
                                listing(
                                        version,
                                        "Prot LocalAddress:Port Conns InPkts OutPkts InBytes OutBytes",
                                        services,
                                        " %d 50 0 400 0".formatted(connections),
                                        "%d 50 0 400 0".formatted(connections))),
                        section(
                                SectionKind.IPVS_THRESHOLDS,
                                listing(
                                        version,
                                        "Prot LocalAddress:Port Uthreshold Lthreshold ActiveConn InActConn",
                                        services,
                                        " wlc",
                                        "0 0 2 5")),
                        section(
                                SectionKind.IPVS_PERSISTENT,
                                listing(
                                        version,
                                        "Prot LocalAddress:Port Weight PersistConn ActiveConn InActConn",
                                        services,
                                        " wlc",
                                        "100 0 2 5"))));
    }

    private static List<String> listing(
            String version, String title, int services, String ofService, String ofDestination) {
        List<String> lines = new ArrayList<>(List.of(version, title, "  -> RemoteAddress:Port"));
        for (int n = 0; n < services; n++) {
            lines.add("TCP  " + vip(n) + ofService);
            lines.add("  -> " + rip(n) + " " + ofDestination);
        }
        return lines;
    }

    private static Section section(SectionKind kind, List<String> lines) {
        return new Section(kind, "", lines, 0);
    }

    private static String vip(int n) {
        return "10.1.%d.%d:80".formatted(n / 250, 1 + n % 250);
    }

    private static String rip(int n) {
        return "10.2.%d.%d:80".formatted(n / 250, 1 + n % 250);
    }
}
