package dev.headroom.backend.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/**
 * A clock that stands still while the computer sleeps. Reported of others at https://github.com/rust-lang/rust/issues/87906,
 * https://github.com/golang/go/issues/24595 and https://github.com/nodejs/node/issues/47724.
 */
class WakeUpTest {
    private final AtomicReference<Instant> wall = new AtomicReference<>(Instant.parse("2026-11-26T12:00:00Z"));
    private final AtomicLong nanos = new AtomicLong();
    private final WakeUp wakeUp = new WakeUp(new SteadyClock(wall::get, nanos::get)::wallAhead);

    /** @param steady what the steady clock knows of it */
    private void passes(Duration real, Duration steady) {
        wall.updateAndGet(time -> time.plus(real));
        nanos.addAndGet(steady.toNanos());
    }

    @Test
    void isNoticedOnce() {
        passes(Duration.ofHours(8), Duration.ofSeconds(2));
        assertThat(wakeUp.happened()).isTrue();
        passes(Duration.ofSeconds(2), Duration.ofSeconds(2));
        assertThat(wakeUp.happened()).isFalse();
    }

    @Test
    void isNoDriftHoweverLongItLasts() {
        for (int day = 0; day < 100; day++) {
            passes(Duration.ofHours(24).plusSeconds(9), Duration.ofHours(24));
            assertThat(wakeUp.happened()).isFalse();
        }
    }

    @Test
    void isNoClockThatIsSetBack() {
        passes(Duration.ofHours(-1), Duration.ofSeconds(2));
        assertThat(wakeUp.happened()).isFalse();
        passes(Duration.ofMinutes(5), Duration.ofSeconds(2));
        assertThat(wakeUp.happened()).isTrue();
    }
}
