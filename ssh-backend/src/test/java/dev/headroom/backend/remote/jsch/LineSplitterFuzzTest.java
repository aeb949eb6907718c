package dev.headroom.backend.remote.jsch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.fuzz.Hostile;
import dev.headroom.backend.fuzz.Recordings;
import dev.headroom.backend.fuzz.Watched;
import dev.headroom.backend.remote.Printable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** However bytes come, the lines are the same, are bounded, and steer no terminal. */
class LineSplitterFuzzTest {
    private static final int INPUTS = 5;
    private static final int LONGEST = 4_096;
    private static final List<String> RECORDINGS = Recordings.all();

    @Property
    void ofBytes(@ForAll long seed) {
        Hostile hostile = new Hostile(seed, RECORDINGS);
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = hostile.bytes();
            Watched.parse(
                    new String(bytes, StandardCharsets.ISO_8859_1),
                    () -> assertThat(lines(bytes, 1 + hostile.below(100))).isEqualTo(lines(bytes, bytes.length + 1)),
                    Set.of());
        }
    }

    private static List<String> lines(byte[] bytes, int chunk) {
        List<String> lines = new ArrayList<>();
        AtomicInteger tooLong = new AtomicInteger();
        LineSplitter splitter = new LineSplitter(LONGEST, lines::addAll, tooLong::incrementAndGet);
        for (int i = 0; i < bytes.length; i += chunk) {
            splitter.write(bytes, i, Math.min(chunk, bytes.length - i));
        }
        splitter.finish();
        assertThat(tooLong.get()).isLessThanOrEqualTo(1);
        for (String line : lines) {
            if (line.length() > 6 * LONGEST || !Printable.of(line).equals(line) || line.indexOf('\n') >= 0) {
                throw new AssertionError("A line that is too long or steers: " + Printable.line(line));
            }
        }
        return lines;
    }
}
