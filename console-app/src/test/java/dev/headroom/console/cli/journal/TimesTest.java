package dev.headroom.console.cli.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** A time without a day is the last one; an hour that the clock showed twice is both. */
class TimesTest {
    private final Times berlin = new Times(ZoneId.of("Europe/Berlin"), Instant.parse("2026-11-27T07:00:00Z"));

    @Test
    void readsTheTimeOfLastNightOrOfYesterday() {
        assertThat(berlin.read("03:12").first()).isEqualTo(Instant.parse("2026-11-27T02:12:00Z"));
        assertThat(berlin.read("09:00:30").first()).isEqualTo(Instant.parse("2026-11-26T08:00:30Z"));
        assertThat(berlin.read("2026-07-01 03:12").first()).isEqualTo(Instant.parse("2026-07-01T01:12:00Z"));
        assertThat(berlin.read("2026-07-01T03:12+00:00").first()).isEqualTo(Instant.parse("2026-07-01T03:12:00Z"));
    }

    @Test
    void takesAnHourThatTheClockShowedTwiceForBoth() {
        Times.Moment twice = berlin.read("2026-10-25T02:30");

        assertThat(twice.first()).isEqualTo(Instant.parse("2026-10-25T00:30:00Z"));
        assertThat(twice.last()).isEqualTo(Instant.parse("2026-10-25T01:30:00Z"));
        assertThat(berlin.read("2026-03-29T02:30").first()).isEqualTo(Instant.parse("2026-03-29T01:30:00Z"));
        assertThat(berlin.show(twice.last())).isEqualTo("2026-10-25 02:30:00 +01:00");
    }

    /** journalctl does not take the times that it prints (systemd, issue 15899), nor for long ISO 8601 (issue 5194). */
    @Test
    void readsWhatItWritesAndWhatOtherProgramsWrite() {
        Instant at = Instant.parse("2026-10-25T01:30:07Z");

        assertThat(berlin.read(berlin.show(at)).first()).isEqualTo(at);
        assertThat(new Times(ZoneId.of("Asia/Kolkata"), at)
                        .read("2026-10-25 07:00:07 +05:30")
                        .first())
                .isEqualTo(at);
        assertThat(berlin.read("2026-10-25T02:30:07+01").first()).isEqualTo(at);
        assertThat(berlin.read("2026-10-25T02:30:07+0100").first()).isEqualTo(at);
        assertThat(berlin.read("2026-10-24T20:30:07-0500").first()).isEqualTo(at);
        assertThat(berlin.read("2026-10-25T01:30:07.498138595Z").first()).isEqualTo(at.plusNanos(498_138_595));
        assertThat(berlin.read("2026-10-25 02:30").last()).isEqualTo(Instant.parse("2026-10-25T01:30:00Z"));
    }
}
