package dev.headroom.ma2scf.demand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class CostReadingsPropertyTest {
    private static final double COST = 0.012;

    /** The true cost with a deviation of up to {@code noise} each; every fifth reading is wrong by a factor of 3 to 10. */
    private static CostReadings noisy(long seed, double noise, int count) {
        Random random = new Random(seed);
        List<CostReading> readings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double rate = 20 + random.nextDouble() * 400;
            double wrong = i % 5 == 0 ? 3 + random.nextDouble() * 7 : 1;
            double cpu = COST * rate * (1 + noise * (2 * random.nextDouble() - 1)) * wrong;
            readings.add(new CostReading(rate, cpu, 1000 * rate));
        }
        Collections.shuffle(readings, random);
        return new CostReadings(readings);
    }

    private static double leastSquares(CostReadings readings) {
        double xy = readings.readings().stream()
                .mapToDouble(r -> r.rate() * r.cpu())
                .sum();
        double xx = readings.readings().stream()
                .mapToDouble(r -> r.rate() * r.rate())
                .sum();
        return xy / xx;
    }

    @Property
    void recoversTheCostWithinTheNoiseThoughOneInFiveIsWrong(
            @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 0.2) double noise) {
        CostReadings readings = noisy(seed, noise, CostReadings.MOST);
        double cost = readings.cpu().orElseThrow().cost();
        assertThat(cost).isCloseTo(COST, within(COST * noise + 1e-12));
    }

    /** The wrong readings matter: a regression that is not robust is misled by them, but for a few draws of small rates. */
    @Example
    void theSameReadingsMisleadLeastSquares() {
        int misled = 0;
        for (long seed = 0; seed < 1000; seed++) {
            misled += leastSquares(noisy(seed, 0.2, CostReadings.MOST)) > COST * 1.15 ? 1 : 0;
        }
        assertThat(misled).isGreaterThan(990);
    }

    /** Without wrong readings, where the interval is meant to hold the cost 95 times of 100. */
    @Example
    void theIntervalHoldsTheCostAboutAsOftenAsItSays() {
        int held = 0;
        int runs = 2000;
        for (int run = 0; run < runs; run++) {
            Random random = new Random(run);
            List<CostReading> readings = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                double rate = 100 + random.nextDouble() * 100;
                readings.add(new CostReading(rate, COST * rate * (1 + 0.1 * random.nextGaussian()), 0));
            }
            Estimate estimate = new CostReadings(readings).cpu().orElseThrow();
            // the interval is not symmetric, its half width is: allow for that
            held += Math.abs(estimate.cost() - COST) <= estimate.cost() * estimate.halfWidth() ? 1 : 0;
        }
        assertThat(held / (double) runs).isBetween(0.88, 0.99);
    }

    @Property
    void scalesWithBothUnits(
            @ForAll long seed,
            @ForAll @IntRange(min = -20, max = 20) int cpu,
            @ForAll @IntRange(min = -20, max = 20) int rate) {
        CostReadings readings = noisy(seed, 0.2, 30);
        CostReadings scaled = new CostReadings(readings.readings().stream()
                .map(r -> new CostReading(Math.scalb(r.rate(), rate), Math.scalb(r.cpu(), cpu), r.network()))
                .toList());
        Estimate before = readings.cpu().orElseThrow();
        Estimate after = scaled.cpu().orElseThrow();
        // by powers of two, so that nothing is rounded
        assertThat(after.cost()).isEqualTo(Math.scalb(before.cost(), cpu - rate));
        assertThat(after.halfWidth()).isEqualTo(before.halfWidth());
    }

    @Property
    void doesNotCareForTheOrder(@ForAll long seed) {
        CostReadings readings = noisy(seed, 0.2, 30);
        List<CostReading> shuffled = new ArrayList<>(readings.readings());
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(new CostReadings(shuffled).cpu()).isEqualTo(readings.cpu());
    }

    /** Wrong readings can hide it: by chance once in some thousand. */
    @Example
    void moreNoiseIsLessSure() {
        int held = 0;
        for (long seed = 0; seed < 10_000; seed++) {
            double sure = noisy(seed, 0.001, 40).cpu().orElseThrow().halfWidth();
            held += sure < noisy(seed, 0.3, 40).cpu().orElseThrow().halfWidth() ? 1 : 0;
        }
        assertThat(held).isGreaterThan(9_990);
    }

    @Property
    void keepsNoMoreThanTheNewest(@ForAll @IntRange(min = 0, max = 500) int count) {
        CostReadings readings = CostReadings.NONE;
        for (int i = 1; i <= count; i++) {
            readings = readings.with(new CostReading(i, 1, 0));
        }
        int kept = Math.min(count, CostReadings.MOST);
        assertThat(readings.readings()).hasSize(kept);
        if (count > 0) {
            assertThat(readings.readings().getLast().rate()).isEqualTo(count);
            assertThat(readings.readings().getFirst().rate()).isEqualTo(count - kept + 1);
        }
    }

    /** Readings with extreme numbers give a usable cost. */
    @Property
    void neverLearnsNonsense(
            @ForAll @IntRange(min = -300, max = 300) int rateExponent,
            @ForAll @IntRange(min = -300, max = 300) int cpuExponent) {
        double rate = Math.scalb(1.5, rateExponent);
        double cpu = Math.scalb(1.5, cpuExponent);
        CostReadings readings =
                CostReadings.NONE.with(new CostReading(rate, cpu, 0)).with(new CostReading(1, 1, 0));
        readings.cpu().ifPresent(e -> {
            assertThat(e.cost()).isPositive().isFinite();
            assertThat(e.halfWidth()).isNotNegative().isFinite();
        });
        assertThat(readings.network()).isEmpty();
    }

    @Example
    void refusesReadingsThatCannotBe() {
        for (double wrong : new double[] {Double.NaN, -1, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new CostReading(wrong, 1, 1)).hasMessageContaining("rate");
            assertThatThrownBy(() -> new CostReading(1, wrong, 1)).hasMessageContaining("cpu");
            assertThatThrownBy(() -> new CostReading(1, 1, wrong)).hasMessageContaining("network");
        }
        assertThatThrownBy(() -> new CostReading(0, 1, 1)).hasMessageContaining("above 0");
    }
}
