package dev.headroom.backend.control.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.time.SteadyClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TimeMarkTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    private final AtomicReference<Instant> wall = new AtomicReference<>(NOON);
    private final AtomicLong nanos = new AtomicLong();
    private final SteadyClock clock = new SteadyClock(wall::get, nanos::get);
    private final TimeMark mark = TimeMark.now(clock);

    private void passes(Duration steady, Duration onTheWall) {
        nanos.addAndGet(steady.toNanos());
        wall.updateAndGet(before -> before.plus(onTheWall));
    }

    @Test
    void timeThatPassesIsCounted() {
        passes(Duration.ofSeconds(3), Duration.ofSeconds(3));
        assertThat(mark.passed(clock)).isEqualTo(Duration.ofSeconds(3));
    }

    /** On Linux the steady time of a process stands still while the computer sleeps. */
    @Test
    void timeThatTheComputerSleptIsCounted() {
        passes(Duration.ofSeconds(1), Duration.ofMinutes(50));
        assertThat(mark.passed(clock)).isEqualTo(Duration.ofMinutes(50));
    }

    @Test
    void aWallClockThatIsSetBackTakesNoTimeAway() {
        passes(Duration.ofSeconds(5), Duration.ofMinutes(-30));
        assertThat(mark.passed(clock)).isEqualTo(Duration.ofSeconds(5));
    }
}
