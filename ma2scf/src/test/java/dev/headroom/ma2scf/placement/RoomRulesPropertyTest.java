package dev.headroom.ma2scf.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RoomRulesPropertyTest {
    @Property
    void partsThatFitTogetherStillDo(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Double> parts = new ArrayList<>();
        double left = 1;
        while (left > 0.01 && parts.size() < 12) {
            double part = random.nextBoolean()
                    ? random.nextDouble(left)
                    : Math.min(left, (double) random.nextInt(1, 6) / random.nextInt(5, 13));
            parts.add(part);
            left -= part;
        }
        for (DoubleUnaryOperator rule : RoomRules.MANY) {
            double sum = parts.stream().mapToDouble(rule::applyAsDouble).sum();
            assertThat(sum).as(parts.toString()).isLessThanOrEqualTo(1 + 1e-9);
        }
    }

    @Example
    void ofContainersThatTakeMoreThanHalfThereIsOne() {
        DoubleUnaryOperator halves = RoomRules.FEW.get(1);
        assertThat(halves.applyAsDouble(0.51)).isEqualTo(1);
        assertThat(halves.applyAsDouble(0.5)).isEqualTo(0.5);
        assertThat(halves.applyAsDouble(0.49)).isZero();
    }
}
