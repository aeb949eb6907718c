package dev.headroom.backend.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final Pace pace = new Pace(Duration.ofSeconds(10), Duration.ofSeconds(60));

    @Test
    void waitsThreeTimesTheSlowestOfTheLastFew() {
        assertThat(pace.patience()).isEqualTo(Duration.ofSeconds(10));
        pace.took(Duration.ofSeconds(7));
        pace.took(Duration.ofSeconds(1));
        assertThat(pace.patience()).isEqualTo(Duration.ofSeconds(21));
        for (int i = 0; i < 4; i++) {
            pace.took(Duration.ofSeconds(1));
        }
        assertThat(pace.patience()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void waitsTwiceAsLongAfterEachWaitInVainButNotForEver() {
        for (int seconds : new int[] {20, 40, 60, 60}) {
            pace.missed();
            assertThat(pace.patience()).isCloseTo(Duration.ofSeconds(seconds), Duration.ofMillis(1));
        }
    }
}
