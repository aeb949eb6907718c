package dev.headroom.console.cli.journal;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * Reads the times that an operator types, and writes times with their zone. Immutable.
 *
 * @param zone of the operator's clock
 * @param now against which a time without a day is meant
 */
record Times(ZoneId zone, Instant now) {
    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

    /**
     * The time that a clock showed; where it was set back, as at the end of summer time, it showed it twice.
     *
     * @param first the moment at which it showed it first
     * @param last the moment at which it showed it last
     */
    record Moment(Instant first, Instant last) {}

    /**
     * Reads {@code 03:12} (the last time that the clock showed it), {@code 2026-11-27T03:12}, or the same with an offset,
     * each also with seconds; and whatever {@link #show} writes.
     *
     * @throws IllegalArgumentException with a sentence for anything else
     */
    Moment read(String text) {
        String given = text.strip()
                .replaceFirst("^(\\d{4}-\\d\\d-\\d\\d) ", "$1T")
                .replaceFirst("(T.*?) ?([+-]\\d\\d)(?::?(\\d\\d))?$", "$1$2:$3")
                .replaceFirst(":$", ":00");
        try {
            if (given.matches("\\d{4}-.*T.*([Zz]|[+-]\\d\\d(:?\\d\\d)?)")) {
                Instant at =
                        OffsetDateTime.parse(given.toUpperCase(Locale.ROOT)).toInstant();
                return new Moment(at, at);
            }
            return given.contains("T") ? at(LocalDateTime.parse(given)) : last(LocalTime.parse(given));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'%s' is no time; write it as 03:12 or 2026-11-27T03:12.".formatted(text), e);
        }
    }

    private Moment last(LocalTime time) {
        LocalDateTime today = LocalDateTime.ofInstant(now, zone).toLocalDate().atTime(time);
        Moment meant = at(today);
        return meant.first().isAfter(now) ? at(today.minusDays(1)) : meant;
    }

    private Moment at(LocalDateTime local) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        return offsets.isEmpty()
                // left out by a clock that was set forward
                ? new Moment(local.atZone(zone).toInstant(), local.atZone(zone).toInstant())
                : new Moment(local.toInstant(offsets.getFirst()), local.toInstant(offsets.getLast()));
    }

    String show(Instant at) {
        return SHOWN.format(at.atZone(zone));
    }
}
