package dev.headroom.console.cli.journal;

import dev.headroom.console.cli.CommandFailure;
import dev.headroom.console.cli.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that choose a span of time. */
final class Span {
    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "From this time on, as 03:12 (the last time the clock showed it) or 2026-11-27T03:12.")
    private Optional<String> from = Optional.empty();

    @Option(names = "--to", paramLabel = "TIME", description = "Up to this time.")
    private Optional<String> to = Optional.empty();

    /** Both ends belong to it. */
    record Range(Instant from, Instant to) {
        boolean has(Instant at) {
            return !at.isBefore(from) && !at.isAfter(to);
        }

        Range around(Duration before, Duration after) {
            return new Range(from.minus(before), to.plus(after));
        }
    }

    boolean isGiven() {
        return from.isPresent() || to.isPresent();
    }

    Range range(Times times) {
        Range range = new Range(
                from.map(text -> moment(times, text).first()).orElse(Instant.EPOCH),
                to.map(text -> moment(times, text).last()).orElse(times.now()));
        if (range.from().isAfter(range.to())) {
            throw new CommandFailure(
                    ExitCode.BAD_INPUT,
                    "The span ends (%s) before it begins (%s)."
                            .formatted(times.show(range.to()), times.show(range.from())));
        }
        return range;
    }

    static Times.Moment moment(Times times, String text) {
        try {
            return times.read(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.BAD_INPUT, String.valueOf(e.getMessage()), e);
        }
    }
}
