package dev.headroom.backend.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.model.Pressure;
import dev.headroom.ma2scf.model.Strain;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrainCountsTest {
    private static final Duration NOW = Duration.ofSeconds(110);

    /** Linux 6.18, the machine of a build. */
    private static final List<String> HOST = List.of(
            "uptime 100.50 52846.56",
            "from /proc/pressure/cpu",
            "cpu some avg10=82.77 avg60=88.49 avg300=62.14 total=47902614404",
            "cpu full avg10=0.00 avg60=0.00 avg300=0.00 total=0",
            "from /proc/pressure/memory",
            "memory some avg10=0.00 avg60=0.00 avg300=0.00 total=0",
            "memory full avg10=0.00 avg60=0.00 avg300=0.00 total=0",
            "from /proc/pressure/io",
            "io some avg10=2.02 avg60=0.75 avg300=0.51 total=373294693",
            "io full avg10=0.50 avg60=0.00 avg300=0.12 total=75201841",
            "from /proc/net/netstat",
            "ListenOverflows 7",
            "ListenDrops 9");

    @Test
    void readsWhatAHostShows() {
        StrainCounts counts = parsed(HOST);
        assertThat(counts.uptime()).isEqualTo(Duration.ofMillis(100_500));
        assertThat(counts.pressures())
                .containsEntry("cpu", new Pressure(0.8277, Optional.of(0.0)))
                .containsEntry("io", new Pressure(0.0202, Optional.of(0.005)));
        assertThat(counts.overflows()).hasValue(7);
        assertThat(counts.drops()).hasValue(9);
        assertThat(counts.periods()).isEmpty();
        assertThat(counts.sources())
                .containsExactly(
                        "/proc/pressure/cpu", "/proc/pressure/memory", "/proc/pressure/io", "/proc/net/netstat");
    }

    @Test
    void makesRatesOfTwoReadings() {
        StrainCounts before = parsed("uptime 100.00 1.00", "ListenOverflows 5", "nr_periods 100", "nr_throttled 20");
        StrainCounts after = parsed(
                "uptime 104.00 1.00", "ListenOverflows 15", "ListenDrops 20", "nr_periods 140", "nr_throttled 50");
        Strain strain = after.since(Optional.of(before), NOW);
        assertThat(strain.overflows()).contains(2.5);
        assertThat(strain.drops()).isEmpty();
        assertThat(strain.throttled()).contains(0.75);
        assertThat(strain.age()).isEqualTo(Duration.ofSeconds(6));
    }

    /** A container without a quota has no periods: it is known not to wait for one. */
    @Test
    void aContainerWithoutAQuotaIsNotThrottled() {
        StrainCounts counts = parsed("uptime 100.00 1.00", "nr_periods 0", "nr_throttled 0", "throttled_usec 0");
        assertThat(parsed("uptime 105.00 1.00", "nr_periods 0", "nr_throttled 0")
                        .since(Optional.of(counts), NOW)
                        .throttled())
                .contains(0.0);
    }

    @Test
    void aCounterThatWentDownGivesNoRate() {
        StrainCounts before = parsed("uptime 100.00 1.00", "ListenOverflows 5", "nr_periods 100", "nr_throttled 20");
        StrainCounts after = parsed("uptime 105.00 1.00", "ListenOverflows 4", "nr_periods 3", "nr_throttled 1");
        Strain strain = after.since(Optional.of(before), NOW);
        assertThat(strain.overflows()).isEmpty();
        assertThat(strain.throttled()).isEmpty();
    }

    @Test
    void aFirstReadingGivesPressureAndNoRate() {
        Strain strain = parsed(HOST).since(Optional.empty(), NOW);
        assertThat(strain.cpu()).map(Pressure::some).contains(0.8277);
        assertThat(strain.overflows()).isEmpty();
        assertThat(strain.throttled()).isEmpty();
    }

    /** Debian 11 has no full line for processors: https://github.com/prometheus/node_exporter/issues/3051. */
    @Test
    void withoutAFullLineOnlyTheSomeLineIsKnown() {
        assertThat(parsed("uptime 1.00 1.00", "cpu some avg10=2.65 avg60=2.78 avg300=2.92 total=111749368752")
                        .pressures())
                .containsOnlyKeys("cpu")
                .containsEntry("cpu", new Pressure(0.0265, Optional.empty()));
    }

    /** Control groups of version 1 tell nanoseconds under another name: https://github.com/elastic/beats/pull/53312. */
    @Test
    void throttlingIsCountedInPeriodsWhichBothVersionsHaveAlike() {
        StrainCounts first = parsed("uptime 100.00 1.00", "nr_periods 7", "nr_throttled 2", "throttled_time 127918677");
        StrainCounts second =
                parsed("uptime 105.00 1.00", "nr_periods 17", "nr_throttled 7", "throttled_time 527918677");
        assertThat(second.since(Optional.of(first), NOW).throttled()).contains(0.5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cpu some avg10=nan avg60=0.00 avg300=0.00 total=0",
                "cpu some avg10=-1.00 avg60=0.00 avg300=0.00 total=0",
                "cpu some avg10=100.01 avg60=0.00 avg300=0.00 total=0",
                "cpu some avg10=1.1.1 avg60=0.00 avg300=0.00 total=0",
                "cpu some avg10= avg60=0.00",
                "cpu some avg60=1.00",
                "cpu some",
                "cpu",
                "ListenOverflows -1",
                "ListenOverflows 99999999999999999999",
                "ListenOverflows",
                "nr_periods 1 2",
                "from /proc/a b",
                "\u001b[31m red"
            })
    void aLineThatIsNotUnderstoodLeavesItsOwnValueUnknown(String line) {
        assertThat(parsed("uptime 1.00 1.00", line, "nr_throttled 3"))
                .isEqualTo(new StrainCounts(
                        Duration.ofSeconds(1),
                        java.util.Map.of(),
                        OptionalLong.empty(),
                        OptionalLong.of(3),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"uptime", "uptime x 1.00", "uptime 1.00", "cpu some avg10=1.00"})
    void withoutItsTimeASectionIsNoReading(String line) {
        assertThat(StrainCounts.parse(section(List.of(line, "nr_periods 3")))).isEmpty();
    }

    /**
     * Of interfaces that are down or virtual the kernel says -1 (https://github.com/prometheus/node_exporter/issues/1967), which was once read as
     * 4294967295 (https://github.com/zero-os/0-core/issues/713); ethtool takes 0 and 65535 as unknown, too.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1 eth0",
                "0 eth0",
                "65535 eth0",
                "4294967295 eth0",
                "eth0",
                "1000",
                "1e3 eth0",
                "10000000000 eth0"
            })
    void aSpeedThatTheKernelDoesNotKnowIsUnknown(String line) {
        assertThat(HostSigns.uplink(new Section(SectionKind.UPLINK, "", List.of(line), 0)))
                .isEmpty();
    }

    @Test
    void aSpeedIsInMegabits() {
        assertThat(HostSigns.uplink(new Section(SectionKind.UPLINK, "", List.of("1000 eth0"), 0)))
                .contains(new HostSigns.Uplink(125e6, "/sys/class/net/eth0/speed"));
        assertThat(HostSigns.uplink(new Section(SectionKind.UPLINK, "", List.of("200000 bond\u202e0"), 0)))
                .contains(new HostSigns.Uplink(25e9, "/sys/class/net"));
    }

    private static StrainCounts parsed(String... lines) {
        return parsed(List.of(lines));
    }

    private static StrainCounts parsed(List<String> lines) {
        return StrainCounts.parse(section(lines)).orElseThrow();
    }

    private static Section section(List<String> lines) {
        return new Section(SectionKind.STRAIN, "", lines, 0);
    }
}
