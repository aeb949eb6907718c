package dev.headroom.backend.remote.jsch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final HostId HOST = new ServerId("rs1");
    private static final RemoteFailure REFUSED = new RemoteFailure.Unreachable(HOST, "192.0.2.1", "refused");
    private static final RemoteFailure REJECTED =
            new RemoteFailure.AuthenticationRejected(HOST, "192.0.2.1", "headroom", "no key");

    private final AtomicLong now = new AtomicLong(-5);
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), now::get);

    @Test
    void letsTheFirstAttemptThrough() {
        assertThat(backoff.resting()).isEmpty();
    }

    @Test
    void doublesTheRestUpToTheLongest() {
        for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
            backoff.failed(REFUSED);
            now.addAndGet(Duration.ofSeconds(seconds).toNanos() - 1);
            assertThat(backoff.resting()).as("just before %d s", seconds).contains(REFUSED);
            now.addAndGet(1);
            assertThat(backoff.resting()).as("at %d s", seconds).isEmpty();
        }
    }

    @Test
    void restsLongestAtOnceWhenTimeAloneCannotHelp() {
        backoff.failed(REJECTED);
        now.addAndGet(Duration.ofSeconds(29).toNanos());
        assertThat(backoff.resting()).contains(REJECTED);
    }

    @Test
    void beginsAnewAfterASuccess() {
        backoff.failed(REFUSED);
        backoff.failed(REFUSED);
        backoff.succeeded();
        assertThat(backoff.resting()).isEmpty();
        backoff.failed(REFUSED);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(backoff.resting()).isEmpty();
    }
}
