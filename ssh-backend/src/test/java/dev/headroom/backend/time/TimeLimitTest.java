package dev.headroom.backend.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
    private final AtomicLong nanos = new AtomicLong(-3);
    private final TimeLimit limit = new TimeLimit(Duration.ofSeconds(90), nanos::get);

    @Test
    void whatIsLeftIsNeverNegative() {
        pass(89);
        assertThat(limit.left()).isEqualTo(Duration.ofSeconds(1));
        assertThat(limit.isOver()).isFalse();
        pass(1_000);
        assertThat(limit.left()).isZero();
        assertThat(limit.isOver()).isTrue();
        assertThat(limit.isEnded()).isFalse();
    }

    @Test
    void theTimeOfAPersonDoesNotCount() {
        pass(10);
        String answer = limit.standStill(() -> {
            pass(600);
            String inner = limit.standStill(() -> {
                pass(600);
                return "yes";
            });
            assertThat(limit.left()).isEqualTo(Duration.ofSeconds(80));
            return inner;
        });
        pass(5);
        assertThat(answer).isEqualTo("yes");
        assertThat(limit.spent()).isEqualTo(Duration.ofSeconds(15));
        assertThat(limit.left()).isEqualTo(Duration.ofSeconds(75));
    }

    @Test
    void aCommandThatIsToEndHasNothingLeft() {
        limit.end();
        assertThat(limit.isOver()).isTrue();
        assertThat(limit.isEnded()).isTrue();
    }

    @Test
    void aThousandHostsMayTakeLonger() {
        assertThat(TimeLimit.ofHosts(1_000).whole()).isEqualTo(Duration.ofSeconds(275));
    }

    private void pass(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
