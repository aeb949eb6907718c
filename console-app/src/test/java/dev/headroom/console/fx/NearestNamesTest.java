package dev.headroom.console.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestNamesTest {
    @Test
    void fewAreAllNamed() {
        assertThat(NearestNames.of("x", List.of("rs10", "rs2", "lb1"))).isEqualTo("it has lb1, rs2, rs10");
    }

    /** A line with a thousand names helps nobody. */
    @Test
    void ofManyTheNearestAreNamed() {
        List<String> many =
                IntStream.rangeClosed(1, 1_000).mapToObj(i -> "rs" + i).toList();
        assertThat(NearestNames.of("RS4711", many))
                .startsWith("of its 1000 names the nearest are rs")
                .contains("rs471")
                .hasSizeLessThan(100);
        assertThat(NearestNames.of(
                        "web-0421",
                        IntStream.range(0, 1_000)
                                .mapToObj("web-%03d"::formatted)
                                .toList()))
                .contains("web-421");
    }
}
