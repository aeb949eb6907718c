package dev.headroom.backend.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.backend.parse.ProcFiles.CpuTimes;
import dev.headroom.backend.parse.ProcFiles.Memory;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProcFilesTest {
    @Test
    void readsUptime() {
        assertThat(ProcFiles.uptime(Golden.section("uptime", "real/proc-uptime.txt")))
                .isEqualTo(Duration.ofMillis(53_990));
    }

    @Test
    void countsWaitingAsIdleAndStealAsTaken() {
        assertThat(ProcFiles.cpu(Golden.section("stat", "real/proc-stat-busy-1.txt")))
                .isEqualTo(new CpuTimes(1, 671 + 35 + 559 + 20, 559 + 20));
        Section stolen = section(
                "stat", "cpu 10 1 5 100 7 2 3 40 9 9", "cpu0 5 1 5 50 7 2 3 40 9 9", "cpu1 5 0 0 50 0 0 0 0 0 0");
        assertThat(ProcFiles.cpu(stolen)).isEqualTo(new CpuTimes(2, 168, 107));
    }

    @Test
    void readsMemory() {
        assertThat(ProcFiles.memory(Golden.section("meminfo", "real/proc-meminfo.txt")))
                .isEqualTo(new Memory(234_932L * 1024, 205_656L * 1024));
        assertThat(ProcFiles.memory(
                        section("meminfo", "MemTotal: 100 kB", "MemFree: 10 kB", "Buffers: 5 kB", "Cached: 20 kB")))
                .isEqualTo(new Memory(100 * 1024, 35 * 1024));
    }

    @Test
    void countsBytesOfCablesThatLeaveTheHostOnly() {
        assertThat(NetworkCounters.bytes(Golden.section("netdev", "real/proc-net-dev.txt")))
                .isEqualTo(99_820 + 134_719);
    }

    @Test
    void readsUseOfAContainer() {
        assertThat(ProcFiles.usage(Golden.section("cpu", "web-1", "real/container-cpu.stat-busy-1.txt")))
                .isEqualTo(Duration.ofMillis(8_140));
        assertThat(ProcFiles.memoryInUse(Golden.section("memory", "web-1", "real/container-memory.current.txt")))
                .isEqualTo(8_237_056);
    }

    @Test
    void findsPortsThatListen() {
        assertThat(ProcFiles.listeningPorts(Golden.section("listening", "web-1", "real/container-net-tcp.txt")))
                .containsExactly(80);
        assertThat(ProcFiles.listeningPorts(Golden.section("listening", "web-1", "real/container-net-tcp-busy.txt")))
                .containsExactly(80);
        assertThat(ProcFiles.listeningPorts(Golden.section("listening", "web-1", "real/container-net-tcp6.txt")))
                .isEmpty();
        assertThat(ProcFiles.listeningPorts(section(
                        "listening",
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
                new BadCase("uptime", ProcFiles::uptime, section("uptime", "up 3 days")),
                new BadCase("no uptime", ProcFiles::uptime, section("uptime")),
                new BadCase("stat", ProcFiles::cpu, section("stat", "cpu 1 2 3")),
                new BadCase("stat without cores", ProcFiles::cpu, section("stat", "cpu 1 2 3 4 5 6 7 8")),
                new BadCase("stat, other line", ProcFiles::cpu, section("stat", "cat: no such file")),
                new BadCase("meminfo", ProcFiles::memory, section("meminfo", "MemTotal: lots")),
                new BadCase("meminfo without total", ProcFiles::memory, section("meminfo", "MemFree: 1 kB")),
                new BadCase("net/dev", NetworkCounters::bytes, section("netdev", "eth0: 1 2 3")),
                new BadCase("cpu.stat", ProcFiles::usage, section("cpu", "user_usec 5")),
                new BadCase("memory.current", ProcFiles::memoryInUse, section("memory", "max")),
                new BadCase("tcp", ProcFiles::listeningPorts, section("listening", "0: nonsense 0 0A")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bad")
    void refusesWhatItDoesNotUnderstand(BadCase bad) {
        assertThatThrownBy(() -> bad.parser.apply(bad.section)).isInstanceOf(ParseException.class);
    }

    private static Section section(String name, String... lines) {
        return new Section(name, "", List.of(lines), 0);
    }
}
