package dev.headroom.backend.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A section that repeats its text keeps its meaning; one that differs in anything but its age is parsed. */
final class RepeatedTest {
    private final List<Section> parsed = new ArrayList<>();
    private final Repeated<String> repeated = new Repeated<>();

    @Test
    void theSameTextIsParsedOnce() {
        assertThat(read(section("a", "1", Duration.ZERO, 0))).isEqualTo("1");
        assertThat(read(section("a", "1", Duration.ofSeconds(5), 0))).isEqualTo("1");
        assertThat(parsed).hasSize(1);
    }

    @Test
    void anotherTextArgumentOrStatusIsParsed() {
        read(section("a", "1", Duration.ZERO, 0));
        assertThat(read(section("a", "2", Duration.ZERO, 0))).isEqualTo("2");
        assertThat(read(section("b", "3", Duration.ZERO, 0))).isEqualTo("3");
        assertThat(read(section("a", "2", Duration.ZERO, 1))).isEqualTo("2");
        assertThat(parsed).hasSize(4);
    }

    @Test
    void aTextThatIsNotUnderstoodIsNotUnderstoodAgain() {
        read(section("a", "1", Duration.ZERO, 0));
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> read(section("a", "bad", Duration.ZERO, 0)))
                    .isInstanceOf(ParseException.class);
        }
        assertThat(read(section("a", "1", Duration.ZERO, 0))).isEqualTo("1");
    }

    private String read(Section section) {
        return repeated.of(section, unread -> {
            parsed.add(unread);
            String line = unread.lines().getFirst();
            if (line.equals("bad")) {
                throw new ParseException("test", 1, line, "a number");
            }
            return line;
        });
    }

    private static Section section(String argument, String line, Duration age, int status) {
        return new Section(SectionKind.LISTENING, argument, List.of(line), List.of(), status, age);
    }
}
