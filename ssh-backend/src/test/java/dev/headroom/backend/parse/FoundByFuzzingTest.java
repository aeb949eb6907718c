package dev.headroom.backend.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the properties of {@link HostileOutputFuzzTest} have found, one example of each kind. */
class FoundByFuzzingTest {
    private static final int LONGEST_SENTENCE = 900;

    @Test
    void aSentenceIsShortHoweverLongTheWordIs() {
        String word = "x".repeat(10 << 20);
        ParseException found = catchThrowableOfType(ParseException.class, () -> new Line("tool", 1, word).count(word));
        assertThat(found.getMessage()).hasSizeLessThan(LONGEST_SENTENCE).contains("tool: line 1");
        Section section = new Section(SectionKind.CPU, word, List.of("usage_usec x"), 0);
        assertThat(catchThrowableOfType(ParseException.class, () -> ProcFiles.usage(section))
                        .getMessage())
                .hasSizeLessThan(LONGEST_SENTENCE);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NumericIpv6.canonical("::" + word))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(LONGEST_SENTENCE));
    }

    @Test
    void aCounterThatNoNumberHoldsIsNotUnderstood() {
        assertThatExceptionOfType(ParseException.class)
                .isThrownBy(() -> ProcFiles.usage(section(SectionKind.CPU, "usage_usec 999999999999999999")));
        assertThat(ProcFiles.usage(section(SectionKind.CPU, "usage_usec 999999999999999")))
                .isEqualTo(Duration.ofNanos(999_999_999_999_999_000L));
        String[] interfaces = new String[10];
        for (int i = 0; i < interfaces.length; i++) {
            interfaces[i] = "eth%d 999999999999999999 1".formatted(i);
        }
        assertThatExceptionOfType(ParseException.class)
                .isThrownBy(() -> NetworkCounters.bytes(section(SectionKind.NETDEV, interfaces)));
    }

    /** Only the number of lines was bounded: 200,000 lines of 4 MiB would have been kept. */
    @Test
    void aFrameOfLongLinesIsRefusedBeforeItFillsTheMemory() {
        FrameReader reader = new FrameReader();
        String line = "x".repeat(1 << 20);
        assertThat(reader.accept("@@frame 1 server")).isEmpty();
        assertThat(reader.accept("@@section 0 0 0 1000 stat")).isEmpty();
        assertThatExceptionOfType(ParseException.class).isThrownBy(() -> {
            for (int i = 0; i < 40; i++) {
                reader.accept(line);
            }
        });
    }

    @Test
    void onlyTheBeginningOfALongGreetingIsKept() {
        FrameReader reader = new FrameReader();
        assertThat(reader.accept("x".repeat(10 << 20))).isEmpty();
        assertThat(reader.outside().orElseThrow()).hasSizeLessThan(LONGEST_SENTENCE + 200);
    }

    private static Section section(SectionKind kind, String... lines) {
        return new Section(kind, "", List.of(lines), 0);
    }
}
