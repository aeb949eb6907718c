package dev.headroom.ma2scf.sharing.writing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.model.Weight;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

class WeightsPropertyTest {

    @Property
    void staysWithinWhatIpvsTakes(
            @ForAll @Size(max = 12) List<@DoubleRange(min = 0, max = 1e6) Double> flows,
            @ForAll @DoubleRange(min = 0, max = 1e4) double weightPerFlow) {
        assertThat(Weights.apportion(flows, weightPerFlow))
                .hasSameSizeAs(flows)
                .allMatch(w -> w.value() >= 1 && w.value() <= Weights.MOST);
    }

    @Property
    void isLessThanOneAwayFromTheExactShare(
            @ForAll @NotEmpty @Size(max = 12) List<@DoubleRange(min = 1, max = 1000) Double> flows,
            @ForAll @DoubleRange(min = 1, max = 50) double weightPerFlow) {
        List<Weight> weights = Weights.apportion(flows, weightPerFlow);
        for (int i = 0; i < flows.size(); i++) {
            assertThat(Math.abs(weights.get(i).value() - flows.get(i) * weightPerFlow))
                    .isLessThan(1);
        }
    }

    @Property
    void togetherNeverGetMoreThanPlanned(
            @ForAll @NotEmpty @Size(max = 12) List<@DoubleRange(min = 1, max = 1000) Double> flows,
            @ForAll @DoubleRange(min = 1, max = 50) double weightPerFlow) {
        double exact = flows.stream().mapToDouble(f -> f * weightPerFlow).sum();
        int sum = Weights.apportion(flows, weightPerFlow).stream()
                .mapToInt(Weight::value)
                .sum();
        assertThat((double) sum).isLessThanOrEqualTo(exact + 1e-6).isGreaterThan(exact - 1);
    }

    @Property
    void givesTheLargerFlowNoLessWeight(
            @ForAll @NotEmpty @Size(max = 12) List<@DoubleRange(min = 0, max = 1000) Double> flows,
            @ForAll @DoubleRange(min = 0, max = 50) double weightPerFlow) {
        List<Weight> weights = Weights.apportion(flows, weightPerFlow);
        for (int i = 0; i < flows.size(); i++) {
            for (int j = 0; j < flows.size(); j++) {
                if (flows.get(i) > flows.get(j)) {
                    assertThat(weights.get(i)).isGreaterThanOrEqualTo(weights.get(j));
                }
            }
        }
    }

    @Example
    void givesTheRestToTheLargestRemainder() {
        assertThat(Weights.apportion(List.of(1.2, 1.5, 1.4), 1))
                .extracting(Weight::value)
                .containsExactly(1, 2, 1);
    }
}
