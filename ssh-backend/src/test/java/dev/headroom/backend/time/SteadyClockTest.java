package dev.headroom.backend.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    private final AtomicReference<Instant> wall = new AtomicReference<>(NOON);
    private final AtomicLong nanos = new AtomicLong(-7);
    private final SteadyClock clock = new SteadyClock(wall::get, nanos::get);

    @Test
    void startsAtTheWallClockAndGoesOnWithTheTimeThatPasses() {
        assertThat(clock.instant()).isEqualTo(NOON);
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(clock.instant()).isEqualTo(NOON.plusSeconds(5));
    }

    @Test
    void doesNotHearOfAWallClockThatIsSet() {
        for (Duration jump : new Duration[] {Duration.ofHours(-1), Duration.ofDays(400), Duration.ofDays(-9000)}) {
            Instant before = clock.instant();
            wall.updateAndGet(time -> time.plus(jump));
            nanos.addAndGet(Duration.ofSeconds(1).toNanos());
            assertThat(clock.instant()).as("after a jump of %s", jump).isEqualTo(before.plusSeconds(1));
        }
    }

    @Test
    void tellsMomentsInTheWallTimeOfNow() {
        Instant moment = clock.instant();
        assertThat(clock.wallTime(moment)).isEqualTo(NOON);
        nanos.addAndGet(Duration.ofMinutes(1).toNanos());
        wall.set(NOON.plus(Duration.ofMinutes(1)).minus(Duration.ofHours(1)));
        assertThat(clock.wallTime(moment)).isEqualTo(NOON.minus(Duration.ofHours(1)));
    }

    @Test
    void showsNoDrift() {
        wall.set(NOON.plusMillis(900));
        assertThat(clock.wallTime(NOON)).isEqualTo(NOON);
    }
}
