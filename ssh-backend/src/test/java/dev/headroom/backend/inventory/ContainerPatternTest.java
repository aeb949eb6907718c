package dev.headroom.backend.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContainerPatternTest {
    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "web-*, web-1, true",
        "web-*, web-, true",
        "web-*, web, false",
        "web-?, web-1, true",
        "web-?, web-12, false",
        "*, web, true",
        "web, web, true",
        "web, Web, false",
        "*-1, web-1, true",
        "w*b*1, web-1, true"
    })
    void matchesWholeNames(String glob, String name, boolean expected) {
        assertThat(new ContainerPattern(glob).matches(name)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "web-*, api-*, false",
        "web-*, *-1, true",
        "web-*, web-api-*, true",
        "a?, a, false",
        "a*b, a*c, false",
        "a*b, *b, true",
        "*, *, true",
        "??, *a, true",
        "?, ab, false"
    })
    void overlapsWhereANameCouldBeOfBoth(String one, String other, boolean expected) {
        assertThat(new ContainerPattern(one).overlaps(new ContainerPattern(other)))
                .isEqualTo(expected);
        assertThat(new ContainerPattern(other).overlaps(new ContainerPattern(one)))
                .isEqualTo(expected);
    }

    /** By the definition: try every short name. */
    @Property(tries = 300)
    void overlapIsWhatItSays(@ForAll("globs") String one, @ForAll("globs") String other) {
        var a = new ContainerPattern(one);
        var b = new ContainerPattern(other);
        boolean shared = names(7).anyMatch(name -> a.matches(name) && b.matches(name));
        assertThat(a.overlaps(b)).isEqualTo(shared);
    }

    @Provide
    Arbitrary<String> globs() {
        return Arbitraries.strings()
                .withChars('a', 'b', '*', '?')
                .ofMinLength(1)
                .ofMaxLength(3);
    }

    private static Stream<String> names(int longest) {
        Stream<String> all = Stream.of("");
        for (int length = 1; length <= longest; length++) {
            int count = 1 << length;
            int digits = length;
            all = Stream.concat(all, Stream.iterate(0, i -> i + 1).limit(count).map(i -> word(i, digits)));
        }
        return all;
    }

    private static String word(int bits, int length) {
        var word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append((bits >> i & 1) == 0 ? 'a' : 'b');
        }
        return word.toString();
    }
}
