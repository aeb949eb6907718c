package dev.headroom.backend.remote.jsch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.remote.LoginRefusal;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final HostId HOST = new ServerId("rs1");
    private static final RemoteFailure REFUSED = new RemoteFailure.Unreachable(HOST, "192.0.2.1", "refused");
    private static final RemoteFailure REJECTED = new RemoteFailure.AuthenticationRejected(
            HOST, "192.0.2.1", "headroom", new LoginRefusal.NoKey(List.of(), List.of(), ""));

    private final AtomicLong now = new AtomicLong(-5);
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), now::get);

    @Test
    void letsTheFirstAttemptThrough() {
        assertThat(backoff.resting("keys")).isEmpty();
    }

    @Test
    void doublesTheRestUpToTheLongest() {
        for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
            backoff.failed(REFUSED, "keys");
            now.addAndGet(Duration.ofSeconds(seconds).toNanos() - 1);
            assertThat(backoff.resting("keys")).as("just before %d s", seconds).contains(REFUSED);
            now.addAndGet(1);
            assertThat(backoff.resting("keys")).as("at %d s", seconds).isEmpty();
        }
    }

    @Test
    void sparesUpToAQuarterOfAPauseByChanceAndNothingOfThePauseAfterARefusal() {
        var lucky = new Backoff(Duration.ofSeconds(4), Duration.ofSeconds(30), now::get, () -> 1, true);
        lucky.failed(REFUSED, "keys");
        pass(Duration.ofSeconds(3).minusNanos(1));
        assertThat(lucky.resting("keys")).contains(REFUSED);
        pass(Duration.ofNanos(1));
        assertThat(lucky.resting("keys")).isEmpty();
        lucky.failed(REJECTED, "keys");
        pass(Duration.ofMinutes(1).minusNanos(1));
        assertThat(lucky.resting("keys")).isNotEmpty();
    }

    /** The jump host has pauses of its own; to ask for it again is no login. */
    @Test
    void aRefusalAtAJumpHostCountsThereAndNotForTheHostsBehindIt() {
        var atJump = new RemoteFailure.AtJump(HOST, "bastion", "config:3", REJECTED);
        for (int i = 0; i < 10; i++) {
            backoff.failed(atJump, "");
        }
        pass(Duration.ofSeconds(30));
        assertThat(backoff.resting("")).isEmpty();
    }

    @Test
    void triesARefusedLoginOnceAMinuteForThreeAndThenNoMore() {
        for (int left = 3; left > 0; left--) {
            backoff.failed(REJECTED, "keys");
            pass(Duration.ofMinutes(1).minusNanos(1));
            assertThat(backoff.resting("keys"))
                    .contains(new RemoteFailure.RetriedLater(REJECTED, Duration.ofMinutes(1), left));
            pass(Duration.ofNanos(1));
            assertThat(backoff.resting("keys")).as("%d left", left).isEmpty();
        }
        backoff.failed(REJECTED, "keys");
        pass(Duration.ofDays(30));
        assertThat(backoff.resting("keys")).contains(new RemoteFailure.NotRetried(REJECTED));
    }

    /** sshd lets a user log in whose password has expired, and runs nothing. */
    @Test
    void aLoginWithoutACommandAfterItDoesNotEndTheCountOfRefusals() {
        var expired = new RemoteFailure.AuthenticationRejected(
                HOST, "192.0.2.1", "headroom", new LoginRefusal.PasswordExpired("Password change required"));
        for (int i = 0; i < 4; i++) {
            backoff.succeeded();
            backoff.failed(expired, "keys");
        }
        pass(Duration.ofDays(30));
        assertThat(backoff.resting("keys")).contains(new RemoteFailure.NotRetried(expired));
        backoff.ask();
        backoff.succeeded();
        backoff.served();
        backoff.failed(expired, "keys");
        assertThat(backoff.resting("keys")).contains(new RemoteFailure.RetriedLater(expired, Duration.ofMinutes(1), 3));
    }

    @Test
    void triesARefusedLoginOnceForEachChangeOfTheKeysOrQuestionOfTheOperator() {
        for (int i = 0; i < 4; i++) {
            backoff.failed(REJECTED, "keys");
        }
        assertThat(backoff.resting("other keys")).isEmpty();
        backoff.failed(REJECTED, "other keys");
        assertThat(backoff.resting("other keys")).contains(new RemoteFailure.NotRetried(REJECTED));
        backoff.ask();
        assertThat(backoff.resting("other keys")).isEmpty();
        backoff.failed(REJECTED, "other keys");
        assertThat(backoff.resting("other keys")).contains(new RemoteFailure.NotRetried(REJECTED));
    }

    @Test
    void aHostThatRefusedAndIsThenCutOffIsTriedAsOneThatIsCutOff() {
        backoff.failed(REJECTED, "keys");
        backoff.failed(REFUSED, "keys");
        assertThat(backoff.resting("keys")).contains(REFUSED);
        pass(Duration.ofSeconds(1));
        assertThat(backoff.resting("keys")).isEmpty();
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void beginsAnewAfterASuccess() {
        backoff.failed(REFUSED, "keys");
        backoff.failed(REFUSED, "keys");
        backoff.succeeded();
        assertThat(backoff.resting("keys")).isEmpty();
        backoff.failed(REFUSED, "keys");
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(backoff.resting("keys")).isEmpty();
    }

    /** A program that looks once and ends may promise nothing. */
    @Test
    void aProgramThatDoesNotGoOnTellsTheRefusalAlone() {
        var once = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30), now::get, () -> 0, false);
        for (int i = 0; i <= Backoff.TRIES_AFTER_REFUSAL; i++) {
            once.failed(REJECTED, "keys");
            assertThat(once.resting("keys")).contains(REJECTED);
        }
    }
}
