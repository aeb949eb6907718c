package dev.headroom.ma2scf.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One measured value, or the fact that there is none: missing data is a type, so that the compiler asks for it.
 *
 * @param <T> what was measured
 */
public sealed interface Reading<T> {

    /** Measured recently enough to act on. */
    record Fresh<T>(T value, Instant at) implements Reading<T> {}

    /** The last value, too old to act on: shown with its age, never a reason to lend. */
    record Stale<T>(T value, Instant at, String reason) implements Reading<T> {}

    /** Never measured since the console started. */
    record Missing<T>(String reason) implements Reading<T> {}

    /** The value only if it may be acted on. */
    default Optional<T> fresh() {
        return this instanceof Fresh<T>(T value, var _) ? Optional.of(value) : Optional.empty();
    }

    /** The last known value, however old: for showing, not for deciding. */
    default Optional<T> lastKnown() {
        return switch (this) {
            case Fresh<T>(T value, var _) -> Optional.of(value);
            case Stale<T>(T value, var _, var _) -> Optional.of(value);
            case Missing<T> _ -> Optional.empty();
        };
    }

    /** How old the value is at {@code now}; empty when there is none. */
    default Optional<Duration> age(Instant now) {
        return switch (this) {
            case Fresh<T>(var _, Instant at) -> Optional.of(Duration.between(at, now));
            case Stale<T>(var _, Instant at, var _) -> Optional.of(Duration.between(at, now));
            case Missing<T> _ -> Optional.empty();
        };
    }

    /** The same freshness around another value; used to apply a planned change to what was read. */
    default <R> Reading<R> map(java.util.function.Function<? super T, ? extends R> change) {
        return switch (this) {
            case Fresh<T>(T value, Instant at) -> new Fresh<>(change.apply(value), at);
            case Stale<T>(T value, Instant at, String reason) -> new Stale<>(change.apply(value), at, reason);
            case Missing<T>(String reason) -> new Missing<>(reason);
        };
    }
}
