package dev.headroom.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.bench.trial.Knapsack.Thing;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class KnapsackPropertyTest {

    @Property
    void packsAsMuchAsTryingEverythingDoes(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] room = {random.nextDouble(10), random.nextInt(5)};
        List<Thing> things = IntStream.range(0, random.nextInt(10))
                .mapToObj(i -> new Thing(i, random.nextDouble(1, 5), List.of(random.nextDouble(0.1, 5), 1.0)))
                .sorted(Comparator.comparingDouble(
                        thing -> -thing.gain() / thing.takes().getFirst()))
                .toList();
        double best = 0;
        for (int chosen = 0; chosen < 1 << things.size(); chosen++) {
            boolean[] packed = new boolean[things.size()];
            for (int at = 0; at < packed.length; at++) {
                packed[at] = (chosen >> at & 1) == 1;
            }
            best = Math.max(best, fits(things, packed, room) ? gain(things, packed) : 0);
        }
        boolean[] packed = Knapsack.pack(things, room, Double.POSITIVE_INFINITY);
        assertThat(fits(things, packed, room)).isTrue();
        assertThat(gain(things, packed)).isCloseTo(best, within(1e-9));
    }

    private static boolean fits(List<Thing> things, boolean[] packed, double[] room) {
        return IntStream.range(0, room.length)
                .allMatch(kind -> IntStream.range(0, packed.length)
                                .filter(at -> packed[at])
                                .mapToDouble(at -> things.get(at).takes().get(kind))
                                .sum()
                        <= room[kind] + 1e-9);
    }

    private static double gain(List<Thing> things, boolean[] packed) {
        return IntStream.range(0, packed.length)
                .filter(at -> packed[at])
                .mapToDouble(at -> things.get(at).gain())
                .sum();
    }
}
