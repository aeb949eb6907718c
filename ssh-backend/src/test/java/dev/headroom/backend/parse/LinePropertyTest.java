package dev.headroom.backend.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.inventory.ContainerPattern;
import dev.headroom.ma2scf.model.Endpoint;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is read by hand, for speed, is what the patterns say that stood there before. */
final class LinePropertyTest {
    private static final Pattern V4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
    private static final Pattern ENDPOINT = Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([0-9.]+)):(\\d{1,5})");
    private static final Pattern COUNT = Pattern.compile("\\d{1,18}");

    @Property
    void wordsAreWhatBlanksSeparate(@ForAll("lines") String text) {
        String stripped = text.strip();
        assertThat(new Line("test", 1, text).words())
                .isEqualTo(stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+", -1)));
    }

    @Property
    void aCountHasOneToEighteenDigits(@ForAll("numbers") String word) {
        assertThat(understood(() -> new Line("test", 1, word).count(word)))
                .isEqualTo(COUNT.matcher(word).matches() ? Optional.of(Long.parseLong(word)) : Optional.empty());
    }

    @Property
    void anEndpointIsAnAddressAndAPort(@ForAll("endpoints") String word) {
        Matcher matcher = ENDPOINT.matcher(word);
        Optional<Endpoint> expected = Optional.of(matcher)
                .filter(Matcher::matches)
                .flatMap(m -> understood(() ->
                        new Endpoint(m.group(1) == null ? m.group(2) : m.group(1), Integer.parseInt(m.group(3)))));
        assertThat(understood(() -> new Line("test", 1, word).endpoint(word))).isEqualTo(expected);
    }

    @Property
    void anIpv4AddressHasFourOctets(@ForAll("addresses") String address) {
        assertThat(understood(() -> new Endpoint(address, 0)).isPresent())
                .isEqualTo(V4.matcher(address).matches());
    }

    @Property
    void aNameMatchesThePatternsThatItMeets(@ForAll("globs") String glob, @ForAll("names") String name) {
        assertThat(new ContainerPattern(glob).matches(name))
                .isEqualTo(new ContainerPattern(glob).overlaps(new ContainerPattern(name)));
    }

    private static <T> Optional<T> understood(Supplier<T> reading) {
        try {
            return Optional.of(reading.get());
        } catch (ParseException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.strings().withChars(" \t\u000b\f\r\u001c\u2003ab-").ofMaxLength(12);
    }

    @Provide
    Arbitrary<String> numbers() {
        return Arbitraries.strings().withChars("0123456789-x\u0663").ofMaxLength(20);
    }

    @Provide
    Arbitrary<String> endpoints() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("[]:.019af").ofMaxLength(14),
                addresses().map(address -> address + ":80"),
                addresses().map(address -> "[" + address + "]:443"));
    }

    @Provide
    Arbitrary<String> addresses() {
        return Arbitraries.of(
                        "0", "7", "01", "99", "100", "001", "199", "249", "255", "256", "300", "1000", "", "x", "10.")
                .list()
                .ofMinSize(2)
                .ofMaxSize(5)
                .map(parts -> String.join(".", parts));
    }

    @Provide
    Arbitrary<String> globs() {
        return Arbitraries.strings().withChars("ab*?").ofMinLength(1).ofMaxLength(8);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withChars("ab").ofMinLength(1).ofMaxLength(8);
    }
}
