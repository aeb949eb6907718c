package dev.headroom.backend.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.backend.parse.ProcFiles.CpuShares;
import dev.headroom.backend.parse.ProcFiles.CpuTimes;
import dev.headroom.backend.parse.ProcFiles.Memory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProcFilesTest {
    @Test
    void readsUptime() {
        assertThat(ProcFiles.uptime(Golden.section(SectionKind.UPTIME, "real/proc-uptime.txt")))
                .isEqualTo(Duration.ofMillis(53_990));
    }

    @Test
    void countsWaitingAsIdleAndStealApart() {
        assertThat(ProcFiles.cpu(Golden.section(SectionKind.STAT, "real/proc-stat-busy-1.txt")))
                .isEqualTo(new CpuTimes(1, 671 + 35 + 559 + 20, 559 + 20, 20, 0));
        Section stolen = section(
                SectionKind.STAT,
                "cpu 10 1 5 100 7 2 3 40 9 9",
                "cpu0 5 1 5 50 7 2 3 40 9 9",
                "cpu1 5 0 0 50 0 0 0 0 0 0");
        assertThat(ProcFiles.cpu(stolen)).isEqualTo(new CpuTimes(2, 168, 107, 7, 40));
    }

    @Test
    void readsMemory() {
        assertThat(ProcFiles.memory(Golden.section(SectionKind.MEMINFO, "real/proc-meminfo.txt")))
                .contains(new Memory(234_932L * 1024, 205_656L * 1024));
        assertThat(ProcFiles.memory(section(
                        SectionKind.MEMINFO, "MemTotal: 100 kB", "MemFree: 10 kB", "Buffers: 5 kB", "Cached: 20 kB")))
                .contains(new Memory(100 * 1024, 35 * 1024));
    }

    /** https://github.com/lxc/lxcfs/issues/389 (no memory, so what is free is below 0) and issues/115 (swap below 0). */
    @Test
    void memoryThatIsBelowZeroIsUnknown() {
        assertThat(ProcFiles.memory(section(
                        SectionKind.MEMINFO,
                        "MemTotal:              0 kB",
                        "MemFree:        18446744073708785356 kB",
                        "MemAvailable:   18446744073708785356 kB",
                        "Buffers:               0 kB",
                        "Cached:           698016 kB")))
                .isEmpty();
        assertThat(ProcFiles.memory(section(
                        SectionKind.MEMINFO,
                        "MemTotal:       20971520 kB",
                        "MemFree:         8615216 kB",
                        "MemAvailable:    8615216 kB",
                        "SwapTotal:             0 kB",
                        "SwapFree:       18446744073709551488 kB")))
                .contains(new Memory(20_971_520L * 1024, 8_615_216L * 1024));
    }

    /**
     * Time that was waited goes down (https://github.com/hashicorp/nomad/issues/18804): that is neither use nor a reset. Idle time goes
     * down after a sleep (https://github.com/giampaolo/psutil/issues/2172, its figures in ticks) or when a processor comes back
     * (https://github.com/sysstat/sysstat/pull/433): then nobody knows.
     */
    @Test
    void aCounterOfTheProcessorsThatGoesDownIsNoUse() {
        CpuTimes before = cpu("1000 0 500 9000 400 0 0 0");
        assertThat(taken("1030 0 520 9150 220 0 0 0", before)).contains(0.25);
        assertThat(taken("1030 0 520 8000 400 0 0 0", before)).isEmpty();
        assertThat(taken("900 0 500 9100 400 0 0 0", before)).isEmpty();
        assertThat(before.since(before, 2)).isEmpty();
        assertThat(taken("1466867 6445 708691 5873386 7624 0 8095 0", cpu("1466797 6445 708626 6221847 7998 0 8095 0")))
                .isEmpty();
    }

    private static Optional<Double> taken(String columns, CpuTimes before) {
        return cpu(columns).since(before, 2).map(CpuShares::taken);
    }

    @Test
    void whatIsStolenIsTakenAndNotUsed() {
        CpuShares shares = cpu("1050 0 500 9080 400 0 0 70")
                .since(cpu("1000 0 500 9000 400 0 0 0"), 2)
                .orElseThrow();
        assertThat(shares).isEqualTo(new CpuShares(0.25, OptionalDouble.of(0.35)));
        assertThat(shares.taken()).isCloseTo(0.6, within(1e-9));
    }

    /**
     * Stolen time goes down by hundreds of millions of ticks a second (https://github.com/prometheus/node_exporter/issues/742), is 100 % for
     * months (https://github.com/giampaolo/psutil/issues/1210, https://github.com/sysstat/sysstat/issues/95) or jumps when a guest moves to
     * another machine (https://github.com/influxdata/telegraf/issues/2871): then it is unknown, and what the host itself used is not.
     */
    @ParameterizedTest
    @ValueSource(strings = {"0", "194028832457433", "999999999999999"})
    void stolenTimeThatNoClockAllowsIsUnknownAndNoUse(String stolen) {
        CpuTimes before = cpu("1000 0 500 9000 400 0 0 832457433");
        assertThat(cpu("1050 0 500 9150 400 0 0 " + stolen).since(before, 2))
                .contains(new CpuShares(0.25, OptionalDouble.empty()));
    }

    /** CentOS 5 (https://github.com/netdata/netdata/issues/104), Virtuozzo (https://github.com/lesovsky/pgscv/issues/12), OpenVZ. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "63107623 469739856 16332464 4158916418 707099622 2516676 5260527 0",
                "234443201 6 16537547 2863881788 0 0 0 0",
                "7470681 0 1586197 13118409351 150947 0 0 0",
                "2682230089 18237 468781340 43198021687 27803353 7231 4364336 10837557 0"
            })
    void oldKernelsHaveFewerColumns(String columns) {
        assertThat(cpu(columns).total()).isPositive();
    }

    private static CpuTimes cpu(String columns) {
        return ProcFiles.cpu(section(SectionKind.STAT, "cpu  " + columns, "cpu0 " + columns));
    }

    @Test
    void countsBytesOfCablesThatLeaveTheHostOnly() {
        assertThat(NetworkCounters.bytes(Golden.section(SectionKind.NETDEV, "real/proc-net-dev.txt")))
                .isEqualTo(99_820 + 134_719);
    }

    @Test
    void readsUseOfAContainer() {
        assertThat(ProcFiles.usage(Golden.section(SectionKind.CPU, "web-1", "real/container-cpu.stat-busy-1.txt")))
                .isEqualTo(Duration.ofMillis(8_140));
        assertThat(ProcFiles.memoryInUse(
                        Golden.section(SectionKind.MEMORY, "web-1", "real/container-memory.current.txt")))
                .isEqualTo(8_237_056);
    }

    @Test
    void findsPortsThatListen() {
        assertThat(ProcFiles.listeningPorts(
                        Golden.section(SectionKind.LISTENING, "web-1", "real/container-net-tcp.txt")))
                .containsExactly(80);
        assertThat(ProcFiles.listeningPorts(
                        Golden.section(SectionKind.LISTENING, "web-1", "real/container-net-tcp-busy.txt")))
                .containsExactly(80);
        assertThat(ProcFiles.listeningPorts(
                        Golden.section(SectionKind.LISTENING, "web-1", "real/container-net-tcp6.txt")))
                .isEmpty();
        assertThat(ProcFiles.listeningPorts(section(
                        SectionKind.LISTENING,
                        "  sl  local_address rem_address   st",
                        "   0: 0100007F:1F90 00000000:0000 0A 0",
                        "   0: 00000000000000000000000000000000:01BB 00000000000000000000000000000000:0000 0A 0",
                        "cannot read /proc/1/net/tcp6")))
                .containsExactly(443, 8080);
    }

    record BadCase(String name, Function<Section, ?> parser, Section section) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<BadCase> bad() {
        return Stream.of(
                new BadCase("uptime", ProcFiles::uptime, section(SectionKind.UPTIME, "up 3 days")),
                new BadCase("no uptime", ProcFiles::uptime, section(SectionKind.UPTIME)),
                new BadCase("stat", ProcFiles::cpu, section(SectionKind.STAT, "cpu 1 2 3")),
                new BadCase("stat without cores", ProcFiles::cpu, section(SectionKind.STAT, "cpu 1 2 3 4 5 6 7 8")),
                new BadCase("stat, other line", ProcFiles::cpu, section(SectionKind.STAT, "cat: no such file")),
                new BadCase("net/dev", NetworkCounters::bytes, section(SectionKind.NETDEV, "eth0: 1 2 3")),
                new BadCase("cpu.stat", ProcFiles::usage, section(SectionKind.CPU, "user_usec 5")),
                new BadCase("memory.current", ProcFiles::memoryInUse, section(SectionKind.MEMORY, "max")),
                new BadCase("tcp", ProcFiles::listeningPorts, section(SectionKind.LISTENING, "0: nonsense 0 0A")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void refusesWhatItDoesNotUnderstand(BadCase bad) {
        assertThatThrownBy(() -> bad.parser.apply(bad.section)).isInstanceOf(ParseException.class);
    }

    private static Section section(SectionKind kind, String... lines) {
        return new Section(kind, "", List.of(lines), 0);
    }
}
