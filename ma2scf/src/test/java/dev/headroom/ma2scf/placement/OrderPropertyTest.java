package dev.headroom.ma2scf.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class OrderPropertyTest {

    @Property
    void sortsAsTheLibraryDoesAndKeepsTies(@ForAll @Size(max = 200) int[] numbers) {
        double[] keys = Arrays.stream(numbers).mapToDouble(n -> n % 7 / 2.0).toArray();
        int[] expected = IntStream.range(0, keys.length)
                .boxed()
                .filter(index -> index % 3 > 0)
                .sorted(Comparator.comparingDouble(index -> keys[index]))
                .mapToInt(Integer::intValue)
                .toArray();
        assertThat(Order.ascending(keys.length, index -> index % 3 > 0, index -> keys[index]))
                .isEqualTo(expected);
    }
}
