package dev.headroom.backend.remote.jsch;

import dev.headroom.backend.remote.LoginRefusal;
import dev.headroom.backend.remote.RemoteFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The pause between attempts to log in: each failure doubles it, up to a limit. A failure that time alone cannot mend
 * (a refused key, say) is tried again once a minute for three times, and then only after the keys or known_hosts have
 * changed, since tools like fail2ban ban an address after too many failures. Not thread-safe: its owner locks. See
 * decision 0033.
 */
final class Backoff {
    static final Duration AFTER_REFUSAL = Duration.ofMinutes(1);
    static final int TRIES_AFTER_REFUSAL = 3;
    static final double MOST_SPARED = 0.25;

    private final Duration first;
    private final Duration longest;
    private final LongSupplier ticker;
    private final DoubleSupplier chance;
    private final boolean persists;
    private @Nullable RemoteFailure last;
    private double share = 1;
    private Duration pause = Duration.ZERO;
    private long failedAt;
    private String material = "";
    private int refusals;
    private boolean asked;

    Backoff(Duration first, Duration longest, LongSupplier ticker) {
        this(first, longest, ticker, () -> 0, true);
    }

    /**
     * @param chance 0 to 1, anew for each failure: which part of {@link #MOST_SPARED} of a pause is spared, so that
     *     hosts that were lost at one moment do not all come back at one moment
     * @param persists whether the program goes on, so that a further try may be promised
     */
    Backoff(Duration first, Duration longest, LongSupplier ticker, DoubleSupplier chance, boolean persists) {
        this.persists = persists;
        this.chance = chance;
        this.first = first;
        this.longest = longest;
        this.ticker = ticker;
    }

    /**
     * The failure to return during the pause; empty when an attempt may be made.
     *
     * @param materialNow the keys, the agent's keys and known_hosts as they are now; used only after a refusal
     */
    Optional<RemoteFailure> resting(String materialNow) {
        if (last == null || asked) {
            return Optional.empty();
        }
        boolean over = ticker.getAsLong() - failedAt >= (long) (pause.toNanos() * share);
        if (passes(last)) {
            return over ? Optional.empty() : Optional.of(last);
        }
        if (!material.equals(materialNow)) {
            return Optional.empty();
        }
        if (refusals > TRIES_AFTER_REFUSAL) {
            return Optional.of(persists ? new RemoteFailure.NotRetried(last) : last);
        }
        return over ? Optional.empty() : Optional.of(persists ? later(last) : last);
    }

    private RemoteFailure later(RemoteFailure refusal) {
        return new RemoteFailure.RetriedLater(refusal, pause, TRIES_AFTER_REFUSAL + 1 - refusals);
    }

    /** Whether time may mend it. A jump host has pauses of its own, so asking for it again is not a login. */
    private static boolean passes(RemoteFailure failure) {
        return failure instanceof RemoteFailure.AtJump || failure.transientFailure();
    }

    /** Whether the last attempt failed for a reason that time alone cannot mend. */
    boolean isRefused() {
        return last != null && !passes(last);
    }

    /** Whether the last attempt failed. */
    boolean hasFailed() {
        return last != null;
    }

    /**
     * Records a failed attempt.
     *
     * @param materialTried the keys, the agent's keys and known_hosts of the attempt
     */
    void failed(RemoteFailure failure, String materialTried) {
        boolean begun = last != null && passes(last);
        if (passes(failure)) {
            Duration doubled = begun ? pause.multipliedBy(2) : first;
            pause = doubled.compareTo(longest) > 0 ? longest : doubled;
            share = 1 - MOST_SPARED * chance.getAsDouble();
        } else {
            refusals++;
            material = materialTried;
            pause = AFTER_REFUSAL;
            share = 1;
        }
        asked = false;
        last = failure;
        failedAt = ticker.getAsLong();
    }

    /** Allows one attempt now, at the operator's request. */
    void ask() {
        asked = true;
    }

    /** Records a login. Where the host ran no command after the one before, only a command ends its refusals. */
    void succeeded() {
        if (!(last instanceof RemoteFailure.AuthenticationRejected rejected
                && rejected.why() instanceof LoginRefusal.PasswordExpired)) {
            refusals = 0;
        }
        last = null;
        pause = Duration.ZERO;
        asked = false;
    }

    /** Records that a command has run. */
    void served() {
        refusals = 0;
    }
}
