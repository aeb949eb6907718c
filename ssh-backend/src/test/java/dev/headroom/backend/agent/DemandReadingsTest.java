package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.agent.HostReport.DirectorReport;
import dev.headroom.backend.parse.IpvsTable;
import dev.headroom.backend.parse.SyncDaemon;
import dev.headroom.ma2scf.model.Demand;
import dev.headroom.ma2scf.model.NotUnderstood;
import dev.headroom.ma2scf.model.Reading;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How counters of directors become the demand of a service. */
class DemandReadingsTest extends AssemblerFixture {
    @Test
    void makesRatesOfCounters() {
        Assembly assembly = play(director(LB1, 0, 1000, 10), director(LB1, 5, 1100, 30));
        assertThat(demand(assembly)).isEqualTo(new Reading.Fresh<>(new Demand(20, 30), at(5)));
        assertThat(assembly.snapshot().destination(LB1, WEB, RIP).orElseThrow().connectionsPerSecond())
                .isEqualTo(20);
    }

    @Test
    void hasNoRateAfterCountersWereZeroed() {
        Assembly assembly = play(director(LB1, 0, 1000, 10), director(LB1, 5, 1100, 30), director(LB1, 10, 7, 40));
        // The old rate is kept with its age; the connections are new.
        assertThat(demand(assembly)).isEqualTo(new Reading.Fresh<>(new Demand(20, 30), at(5)));
        assertThat(assembly.snapshot()
                        .destination(LB1, WEB, RIP)
                        .orElseThrow()
                        .counts()
                        .active())
                .isEqualTo(40);
        assertThat(assembly.snapshot().destination(LB1, WEB, RIP).orElseThrow().connectionsPerSecond())
                .isEqualTo(20);
        Assembly later = play(assembly, director(LB1, 15, 107, 40));
        assertThat(demand(later)).isEqualTo(new Reading.Fresh<>(new Demand(20, 40), at(15)));
    }

    @Test
    void addsUpDemandOverDirectors() {
        Assembly assembly =
                play(director(LB1, 0, 0, 10), director(LB2, 0, 0, 1), director(LB1, 5, 50, 10), director(LB2, 5, 5, 1));
        assertThat(demand(assembly)).isEqualTo(new Reading.Fresh<>(new Demand(11, 11), at(5)));
    }

    @Test
    void waitsForTheRateOfADirectorThatJustCame() {
        Assembly assembly = play(director(LB1, 0, 0, 10), director(LB2, 5, 5, 1), director(LB1, 5, 50, 10));
        assertThat(demand(assembly)).isInstanceOf(Reading.Missing.class);
    }

    @Test
    void keepsTheBaseWhenFramesComeTooFast() {
        Assembly assembly = play(director(LB1, 0, 0, 0), directorAt(LB1, Duration.ofMillis(100), 50, 3));
        assertThat(demand(assembly)).isInstanceOf(Reading.Missing.class);
        assertThat(assembly.snapshot()
                        .destination(LB1, WEB, RIP)
                        .orElseThrow()
                        .counts()
                        .active())
                .isEqualTo(3);
        assertThat(demand(play(assembly, director(LB1, 5, 100, 0))))
                .isEqualTo(new Reading.Fresh<>(new Demand(20, 0), at(5)));
    }

    /** As recorded on a 6.1 kernel under 11 requests/s: the counters stand for two seconds, then they jump. */
    @Test
    void seesASteadyDemandThroughCountersThatJump() {
        Assembly assembly = play(director(LB1, 0, 0, 0), director(LB1, 1, 24, 6));
        for (int second = 2; second < 30; second++) {
            assembly = play(assembly, director(LB1, second, 24L * ((second + 1) / 2), 6));
            if (second >= 3) {
                assertThat(demand(assembly))
                        .as("at %d s", second)
                        .isEqualTo(new Reading.Fresh<>(new Demand(12, 6), at(second)));
            }
        }
        // Then nobody comes any more.
        for (int second = 30; second < 36; second++) {
            assembly = play(assembly, director(LB1, second, 24L * 15, 0));
        }
        assertThat(demand(assembly)).isEqualTo(new Reading.Fresh<>(new Demand(0, 0), at(35)));
    }

    record CopyCase(String name, SyncDaemon first, SyncDaemon second, long active) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<CopyCase> copies() {
        return Stream.of(
                new CopyCase("no daemon: each has its own", SyncDaemon.NONE, SyncDaemon.NONE, 190),
                new CopyCase(
                        "master and backup: the copies are the master's", SyncDaemon.SENDS, SyncDaemon.RECEIVES, 100),
                new CopyCase(
                        "each sends to the other: each has all",
                        SyncDaemon.SENDS_AND_RECEIVES,
                        SyncDaemon.SENDS_AND_RECEIVES,
                        100),
                new CopyCase("nobody knows: the larger, not the sum", SyncDaemon.UNKNOWN, SyncDaemon.UNKNOWN, 100));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("copies")
    void copiesOfConnectionsAreNotCountedTwice(CopyCase wanted) {
        Assembly assembly = play(
                with(wanted.first, director(LB1, 0, 1000, 90)),
                with(wanted.second, director(LB2, 0, 0, 80)),
                with(wanted.first, director(LB1, 10, 1050, 100)),
                with(wanted.second, director(LB2, 10, 0, 90)));
        assertThat(demand(assembly).fresh()).contains(new Demand(5, wanted.active));
    }

    @Test
    void aServiceThatIsNotUnderstoodForAWhileHasNoLeapOfItsRate() {
        DirectorReport whole = director(LB1, 0, 100_000, 10);
        DirectorReport torn = new DirectorReport(
                LB1,
                at(10),
                Duration.ofHours(1).plusSeconds(10),
                new IpvsTable(
                        List.of(),
                        List.of(new NotUnderstood(Optional.of(VIP), Optional.empty(), "-A", "It was changed.")),
                        true),
                SyncDaemon.NONE,
                Map.of());
        Assembly assembly = play(whole, torn, director(LB1, 20, 100_050, 10));
        assertThat(demand(assembly)
                        .lastKnown()
                        .map(Demand::connectionsPerSecond)
                        .orElse(0.0))
                .isLessThan(1000);
    }

    private static DirectorReport with(SyncDaemon sync, DirectorReport report) {
        return new DirectorReport(report.host(), report.at(), report.uptime(), report.table(), sync, report.probes());
    }
}
