package dev.headroom.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Observation;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.simulation.stage.HostStages;
import dev.headroom.simulation.stage.Stages;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotTextTest {
    /** Only rs1 and lb1 were ever read: any other server may have the container. */
    @Test
    void aDestinationOfAServerThatWasNeverReadIsNotCalledUnmanaged() {
        StringWriter text = new StringWriter();
        SnapshotText.print(HostStages.neverRead().observation(), new PrintWriter(text, true));
        List<String> destinations = text.toString()
                .lines()
                .filter(line -> line.contains(" weight "))
                .toList();
        assertThat(destinations).anyMatch(line -> line.endsWith("(container unknown)"));
        assertThat(destinations).anyMatch(line -> line.endsWith("(rs1/shop-1)"));
        assertThat(destinations).noneMatch(line -> line.contains("unmanaged"));
    }

    /** An operator sees at once that a host is late, before its connection is given up: on each line that is old. */
    @Test
    void whatIsOldHasItsAge() {
        ControlState state = Stages.overloaded();
        ClusterSnapshot read = state.snapshot();
        Instant later = read.takenAt().plusSeconds(12);
        List<String> lines = printed(new Observation(
                new ClusterSnapshot(
                        read.revision(),
                        later,
                        read.directors().stream()
                                .map(d -> new Director(d.id(), stale(d.table(), "lb1 is late.")))
                                .toList(),
                        read.servers().stream()
                                .map(s -> s.with(stale(s.load(), "rs is late."), stale(s.containers(), "rs is late.")))
                                .toList(),
                        read.services()),
                state.observation().hosts()));
        assertThat(lines)
                .anyMatch(line -> line.matches("    shop-1 running 1[2-9] s ago, .*"))
                .anyMatch(line -> line.matches("  server rs1 in .*: not measured now; 1[2-9] s ago .* cores .*"))
                .contains("  ! lb1 is late.", "  ! rs is late.");
        assertThat(lines.stream().filter(line -> line.contains(" weight ")))
                .isNotEmpty()
                .allMatch(line -> line.matches("    on lb[12] 1[2-9] s ago: .*"));
        assertThat(printed(state.observation())).noneMatch(line -> line.contains(" ago") || line.contains(" is late"));
    }

    /** A host of which nothing is known yet, not even why, is told with its address. */
    @Test
    void aHostThatIsBeingConnectedToIsToldWithItsAddress() {
        Observation seen = Stages.overloaded().observation();
        HostStatus first = seen.hosts().getFirst();
        assertThat(printed(new Observation(
                        seen.snapshot(),
                        List.of(new HostStatus(
                                first.host(),
                                "192.0.2.9",
                                HostStatus.State.CONNECTING,
                                seen.snapshot().takenAt())))))
                .contains("  ! " + first.host().name() + " connecting: no answer yet from 192.0.2.9");
    }

    private static <T> Reading<T> stale(Reading<T> reading, String why) {
        return reading instanceof Reading.Fresh<T>(T value, Instant at) ? new Reading.Stale<>(value, at, why) : reading;
    }

    private static List<String> printed(Observation observation) {
        StringWriter text = new StringWriter();
        SnapshotText.print(observation, new PrintWriter(text, true));
        return text.toString().lines().toList();
    }

    /** Each figure of a server's load has its unit, its age and the files that it is from. */
    @Test
    void tellsWhatWasMeasuredAndFromWhere() {
        StringWriter text = new StringWriter();
        SnapshotText.print(Stages.overloaded().observation(), new PrintWriter(text, true));
        assertThat(text.toString().lines())
                .anyMatch(line -> line.startsWith("  host lb1: ")
                        && line.contains("/proc/sys/kernel/osrelease = 6.1.0-18-amd64, ")
                        && line.contains("/proc/sys/net/ipv4/vs/sync_threshold = 3 50"))
                .anyMatch(line -> line.startsWith("  server rs1 in ")
                        && line.contains(" cores (")
                        && line.contains(", 0.00 of them stolen, ")
                        && line.contains(" MB/s (uplink 125.0 MB/s each way), PSI cpu some "))
                .anyMatch(line -> line.startsWith("    read ")
                        && line.endsWith(" s before, from /proc/stat, /proc/meminfo, /proc/net/dev,"
                                + " /sys/class/net/eth0/speed, /proc/pressure/cpu, /proc/pressure/memory,"
                                + " /proc/pressure/io, /proc/net/netstat"))
                .anyMatch(line -> line.startsWith("    shop-1 running, ") && line.contains(" cores, PSI cpu some "));
    }
}
