package dev.headroom.ma2scf.sharing.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.sharing.memory.Series.Sample;
import java.time.Duration;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SeriesTest {
    private static final Duration HOLD = Duration.ofSeconds(10);
    private static final double LIMIT = 0.8;

    /** One reading a second, the first at second 0. */
    private static Series of(double... values) {
        Series samples = Series.NONE;
        for (int second = 0; second < values.length; second++) {
            samples = samples.seen(at(second, values[second]), HOLD);
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
        assertThat(of(times(10, 0.9)).isAbove(LIMIT, HOLD)).isFalse();
        assertThat(of(times(11, 0.9)).isAbove(LIMIT, HOLD)).isTrue();
        assertThat(of(times(10, 0.9)).aboveFor(LIMIT)).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void oneLowReadingOfElevenIsForgivenAndTwoAreNot() {
        assertThat(of(.9, .9, .9, .7, .9, .9, .9, .9, .9, .9, .9).isAbove(LIMIT, HOLD))
                .isTrue();
        assertThat(of(.9, .9, .9, .7, .9, .7, .9, .9, .9, .9, .9).isAbove(LIMIT, HOLD))
                .isFalse();
    }

    @Test
    void theFirstAndTheNewestReadingMustBeAbove() {
        assertThat(of(.7, .9, .9, .9, .9, .9, .9, .9, .9, .9, .9).isAbove(LIMIT, HOLD))
                .isFalse();
        assertThat(of(.9, .9, .9, .9, .9, .9, .9, .9, .9, .9, .7).isAbove(LIMIT, HOLD))
                .isFalse();
        assertThat(of(.9, .9, .9, .9, .9, .9, .9, .9, .9, .9, .7).aboveFor(LIMIT))
                .isZero();
    }

    @Test
    void whatWasLongAgoDoesNotCount() {
        Series samples = of(times(11, 0.9));
        for (int second = 11; second < 40; second++) {
            samples = samples.seen(at(second, 0.5), HOLD);
        }
        assertThat(samples.seen(at(40, 0.9), HOLD).isAbove(LIMIT, HOLD)).isFalse();
        assertThat(samples.isWithin(LIMIT, HOLD)).isTrue();
    }

    @Test
    void twoReadingsFarApartAreEnoughWhereNoneIsTakenBetween() {
        assertThat(Series.NONE.seen(at(0, 0.9), HOLD).seen(at(60, 0.9), HOLD).isAbove(LIMIT, HOLD))
                .isTrue();
    }

    @Test
    void looksThatToldNothingForTheHoldTimeEndIt() {
        Series samples = of(times(11, 0.9));
        assertThat(samples.missed(HOLD, at(15, 0).at())).isEqualTo(samples);
        assertThat(samples.missed(HOLD, at(21, 0).at()).all()).isEmpty();
    }

    @Test
    void aReadingOfTheSameMomentTakesItsPlaceAndAnOlderOneIsNotHeard() {
        Series samples = of(.9, .9).seen(at(1, 0.5), HOLD).seen(at(0.5, 0.9), HOLD);
        assertThat(samples.all()).containsExactly(at(0, .9), at(1, .5));
    }

    @Test
    void keepsFewHoweverOftenItIsRead() {
        Series samples = Series.NONE;
        for (int i = 0; i < 5_000; i++) {
            samples = samples.seen(at(i * 0.01, 0.9), HOLD);
        }
        assertThat(samples.all()).hasSizeBetween(55, 70);
        assertThat(samples.all().getLast()).isEqualTo(at(49.99, 0.9));
        assertThat(samples.isAbove(LIMIT, HOLD)).isTrue();
    }

    @Test
    void expectsWhatGoesOnAsItWent() {
        assertThat(of(1, .98, .96, .94, .92, .90).expected(HOLD).orElseThrow()).isCloseTo(0.70, within(1e-9));
        assertThat(of(.9, .9, .1, .9, .9, .9).expected(HOLD).orElseThrow())
                .as("one reading far off")
                .isCloseTo(0.9, within(1e-9));
        assertThat(of(.9, .8, .7, .6).expected(HOLD)).isEmpty();
    }
}
