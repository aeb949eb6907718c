package dev.headroom.ma2scf.sharing.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.sharing.memory.Samples.Sample;
import java.time.Duration;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private static final Duration HOLD = Duration.ofSeconds(10);
    private static final double LIMIT = 0.8;

    /** One reading a second, the first at second 0. */
    private static Samples<String> of(double... values) {
        Samples<String> samples = Samples.none();
        for (int second = 0; second < values.length; second++) {
            samples = samples.seen("web", at(second, values[second]), HOLD);
        }
        return samples;
    }

    private static Sample at(double second, double value) {
        return new Sample(Clusters.START.plusMillis(Math.round(second * 1000)), value);
    }

    private static double[] times(int count, double value) {
        return DoubleStream.generate(() -> value).limit(count).toArray();
    }

    @Test
    void isAboveOnceItHasBeenForTheHoldTime() {
        assertThat(of(times(10, 0.9)).isAbove("web", LIMIT, HOLD)).isFalse();
        assertThat(of(times(11, 0.9)).isAbove("web", LIMIT, HOLD)).isTrue();
        assertThat(of(times(10, 0.9)).aboveFor("web", LIMIT)).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void oneLowReadingOfElevenIsForgivenAndTwoAreNot() {
        assertThat(of(.9, .9, .9, .7, .9, .9, .9, .9, .9, .9, .9).isAbove("web", LIMIT, HOLD))
                .isTrue();
        assertThat(of(.9, .9, .9, .7, .9, .7, .9, .9, .9, .9, .9).isAbove("web", LIMIT, HOLD))
                .isFalse();
    }

    @Test
    void theFirstAndTheNewestReadingMustBeAbove() {
        assertThat(of(.7, .9, .9, .9, .9, .9, .9, .9, .9, .9, .9).isAbove("web", LIMIT, HOLD))
                .isFalse();
        assertThat(of(.9, .9, .9, .9, .9, .9, .9, .9, .9, .9, .7).isAbove("web", LIMIT, HOLD))
                .isFalse();
        assertThat(of(.9, .9, .9, .9, .9, .9, .9, .9, .9, .9, .7).aboveFor("web", LIMIT))
                .isZero();
    }

    @Test
    void whatWasLongAgoDoesNotCount() {
        Samples<String> samples = of(times(11, 0.9));
        for (int second = 11; second < 40; second++) {
            samples = samples.seen("web", at(second, 0.5), HOLD);
        }
        assertThat(samples.seen("web", at(40, 0.9), HOLD).isAbove("web", LIMIT, HOLD))
                .isFalse();
        assertThat(samples.isWithin("web", LIMIT, HOLD)).isTrue();
    }

    @Test
    void twoReadingsFarApartAreEnoughWhereNoneIsTakenBetween() {
        assertThat(Samples.<String>none()
                        .seen("web", at(0, 0.9), HOLD)
                        .seen("web", at(60, 0.9), HOLD)
                        .isAbove("web", LIMIT, HOLD))
                .isTrue();
    }

    @Test
    void looksThatToldNothingForTheHoldTimeEndIt() {
        Samples<String> samples = of(times(11, 0.9));
        assertThat(samples.missed("web", HOLD, at(15, 0).at())).isEqualTo(samples);
        assertThat(samples.missed("web", HOLD, at(21, 0).at()).all()).isEmpty();
    }

    @Test
    void aReadingOfTheSameMomentTakesItsPlaceAndAnOlderOneIsNotHeard() {
        Samples<String> samples = of(.9, .9).seen("web", at(1, 0.5), HOLD).seen("web", at(0.5, 0.9), HOLD);
        assertThat(samples.all().get("web")).containsExactly(at(0, .9), at(1, .5));
    }

    @Test
    void keepsFewHoweverOftenItIsRead() {
        Samples<String> samples = Samples.none();
        for (int i = 0; i < 5_000; i++) {
            samples = samples.seen("web", at(i * 0.01, 0.9), HOLD);
        }
        assertThat(samples.all().get("web")).hasSizeBetween(55, 70);
        assertThat(samples.all().get("web").getLast()).isEqualTo(at(49.99, 0.9));
        assertThat(samples.isAbove("web", LIMIT, HOLD)).isTrue();
    }

    @Test
    void expectsWhatGoesOnAsItWent() {
        assertThat(of(1, .98, .96, .94, .92, .90).expected("web", HOLD).orElseThrow())
                .isCloseTo(0.70, within(1e-9));
        assertThat(of(.9, .9, .1, .9, .9, .9).expected("web", HOLD).orElseThrow())
                .as("one reading far off")
                .isCloseTo(0.9, within(1e-9));
        assertThat(of(.9, .8, .7, .6).expected("web", HOLD)).isEmpty();
    }
}
