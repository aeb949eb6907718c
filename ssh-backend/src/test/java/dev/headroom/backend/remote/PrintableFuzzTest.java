package dev.headroom.backend.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.fuzz.Hostile;
import dev.headroom.backend.fuzz.Recordings;
import dev.headroom.backend.fuzz.Watched;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Nothing that is shown steers a terminal or turns the direction of writing, whatever a host has printed. */
class PrintableFuzzTest {
    private static final int INPUTS = 5;
    private static final List<String> RECORDINGS = Recordings.all();

    @Property
    void ofTexts(@ForAll long seed) {
        Hostile hostile = new Hostile(seed, RECORDINGS);
        for (int i = 0; i < INPUTS; i++) {
            String text = hostile.text();
            Watched.parse(text, () -> judge(text), Set.of());
        }
    }

    private static void judge(String text) {
        String shown = Printable.of(text);
        assertThat(Printable.of(shown)).isEqualTo(shown);
        assertThat(shown.chars()).noneMatch(c -> steers(c) && c != '\n' && c != '\t' && c != '\r');
        String line = Printable.line(text);
        assertThat(line.chars()).noneMatch(PrintableFuzzTest::steers);
        assertThat(Printable.isOneLine(line)).isTrue();
        assertThat(Said.of(text.lines(), text.lines()).quoted()).hasSizeLessThan(1_000);
    }

    private static boolean steers(int c) {
        return Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.LINE_SEPARATOR
                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
    }
}
