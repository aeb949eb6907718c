package dev.headroom.console.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextTest {
    record Case(String name, Duration age, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> ages() {
        return List.of(
                new Case("a moment", Duration.ZERO, "0 s ago"),
                new Case("seconds", Duration.ofSeconds(12), "12 s ago"),
                new Case("a clock that runs ahead", Duration.ofSeconds(-5), "0 s ago"),
                new Case("up to two minutes in seconds", Duration.ofSeconds(119), "119 s ago"),
                new Case("minutes", Duration.ofMinutes(41), "41 min ago"),
                new Case("hours", Duration.ofHours(25), "25 h ago"),
                new Case("days", Duration.ofDays(3), "3 d ago"))
                .stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ages")
    void saysAges(Case each) {
        Instant at = Instant.parse("2026-11-22T09:30:00Z");
        assertThat(TimeText.ago(at, at.plus(each.age()))).isEqualTo(each.text());
    }

    @Test
    void groupsThousandsAndNamesUnits() {
        assertThat(NumberText.rate(1_239.6)).isEqualTo("1,240 conn/s");
        assertThat(NumberText.percent(0.306)).isEqualTo("31 %");
        assertThat(NumberText.count(1, "loan")).isEqualTo("1 loan");
        assertThat(NumberText.count(2, "loan")).isEqualTo("2 loans");
    }

    @Test
    void keepsNumbersAndTheirUnitsOnOneLine() {
        assertThat(NumberText.unbroken("94 % in use for 14 s.")).isEqualTo("94\u00a0% in use for 14\u00a0s.");
        assertThat(NumberText.unbroken("3 servers")).isEqualTo("3 servers");
    }
}
