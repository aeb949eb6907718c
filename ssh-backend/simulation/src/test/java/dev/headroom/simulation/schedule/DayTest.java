package dev.headroom.simulation.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.journal.Verification;
import dev.headroom.simulation.soak.Footprint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A day of a shop during the World Cup in automatic mode, with random faults: the rules hold ({@link Rules}, {@link FaultRule}), in
 * the end the cluster is as it was configured, and the journal verifies. {@code -Dday.seed=N} plays another day.
 */
class DayTest {
    private static final long SEED = Long.getLong("day.seed", 1);
    private static final double MOST_GROWTH = 1.15;

    @TempDir
    private Path folder = Path.of("unset");

    @Test
    void halfAnHourEndsAsItBegan() throws IOException {
        play(Duration.ofMinutes(30));
    }

    @Test
    @Tag("nightly")
    void eightHoursEndAsTheyBeganAndNothingGrows() throws IOException {
        List<Footprint> all = play(Duration.ofHours(8));
        String table = "%7s %8s %7s %11s %9s %5s %6s"
                        .formatted("second", "heap, MB", "threads", "descriptors", "proposals", "loans", "faults")
                + all.stream().map(DayTest::row).collect(Collectors.joining());
        System.out.println("[DAY]\n" + table);
        // Until then the history of proposals and the journal's memory of the past fill up to their limits.
        List<Footprint> full = all.subList(all.size() / 3, all.size());
        assertThat(Footprint.growth(full, Footprint::heap)).as(table).isLessThan(MOST_GROWTH);
        assertThat(Footprint.growth(full, Footprint::threads)).as(table).isLessThan(MOST_GROWTH);
        if (all.getFirst().descriptors() > 0) {
            assertThat(Footprint.growth(full, Footprint::descriptors)).as(table).isLessThan(MOST_GROWTH);
        }
    }

    private static String row(Footprint at) {
        return "\n%7d %8.1f %7d %11d %9d %5d %6d"
                .formatted(
                        at.second(),
                        at.heap() / 1048576.0,
                        at.threads(),
                        at.descriptors(),
                        at.sessions(),
                        at.live(),
                        at.cuts());
    }

    private List<Footprint> play(Duration length) throws IOException {
        Verification verified;
        Day day;
        try (FileDisk disk = new FileDisk(folder)) {
            day = new Day(DayPlan.of(length, SEED), disk);
            day.play(Duration.ofMinutes(20));
            verified = disk.verify();
        }
        System.out.printf(
                "[DAY] seed %d: %s; journal: %d lines, %d of them in the chain, %s%n",
                SEED, day.summary(), verified.lines(), verified.chained(), verified.fault());
        assertThat(day.broken()).as(String.join("\n", day.endOfDiary())).isEmpty();
        assertThat(verified.fault()).isEmpty();
        assertThat(verified.chained()).isPositive().isEqualTo(verified.lines());
        return day.footprints();
    }
}
