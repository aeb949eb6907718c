package dev.headroom.ma2scf.demand;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.model.ConfiguredCost;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Learned, else configured, else the last good one, else unknown; and it says which. */
class UnitCostTest {
    private static final ConfiguredCost FIGURES = new ConfiguredCost(0.02, 500, 0);

    private static CostReadings readings(int count, double deviation) {
        return new CostReadings(IntStream.range(0, count)
                .mapToObj(i -> new CostReading(100, 1.2 * (1 + (i % 2 == 0 ? deviation : -deviation)), 30_000))
                .toList());
    }

    @Test
    void learnsFromEnoughReadingsThatAgree() {
        UnitCost cost = UnitCost.of(readings(40, 0.04), FIGURES, 0.5, 0);
        assertThat(cost.source()).isEqualTo(UnitCost.Source.LEARNED);
        assertThat(cost.sentence()).isEqualTo("One connection costs 0.012 cores, learned from 40 readings (±4 %).");
        assertThat(cost.network()).isEqualTo(300);
    }

    @Test
    void fallsBackToTheFiguresWhileReadingsAreFew() {
        UnitCost cost = UnitCost.of(readings(3, 0), FIGURES, 0.5, 0);
        assertThat(cost.cpu()).isEqualTo(0.02);
        assertThat(cost.network()).isEqualTo(500);
        assertThat(cost.sentence())
                .isEqualTo(
                        "One connection costs 0.02 cores, as configured in the cluster file: too few readings (3 of 8).");
    }

    @Test
    void fallsBackToTheFiguresWhereReadingsDoNotAgree() {
        UnitCost cost = UnitCost.of(readings(40, 0.5), FIGURES, 0.5, 0);
        assertThat(cost.source()).isEqualTo(UnitCost.Source.CONFIGURED);
        assertThat(cost.sentence()).contains("the readings differ too much (±");
    }

    @Test
    void takesWhatThereIsWhereNothingIsConfigured() {
        UnitCost few = UnitCost.of(readings(3, 0), ConfiguredCost.NONE, 0.5, 0);
        assertThat(few.cpu()).isEqualTo(0.012);
        assertThat(few.source()).isEqualTo(UnitCost.Source.LAST_GOOD);
        UnitCost old = UnitCost.of(CostReadings.NONE, ConfiguredCost.NONE, 0.5, 0);
        assertThat(old.cpu()).isEqualTo(0.5);
        assertThat(old.sentence())
                .isEqualTo(
                        "One connection costs 0.5 cores, as last measured, and nothing is configured: there are no readings.");
    }

    @Test
    void saysThatItDoesNotKnow() {
        UnitCost cost = UnitCost.of(CostReadings.NONE, ConfiguredCost.NONE, 0, 0);
        assertThat(cost.cpu()).isZero();
        assertThat(cost.source()).isEqualTo(UnitCost.Source.UNKNOWN);
        assertThat(cost.sentence())
                .isEqualTo("What one connection costs is not known: there are no readings, and nothing is configured.");
    }

    @Test
    void whatASaturatedClusterUsesIsABoundFromBelowOnly() {
        assertThat(UnitCost.of(readings(40, 0), FIGURES, 0, 0.004).source()).isEqualTo(UnitCost.Source.LEARNED);
        UnitCost dearer = UnitCost.of(readings(40, 0), FIGURES, 0, 0.03);
        assertThat(dearer.cpu()).isEqualTo(0.03);
        assertThat(dearer.sentence())
                .startsWith("One connection costs at least 0.03 cores: each server that serves it is saturated");
    }
}
