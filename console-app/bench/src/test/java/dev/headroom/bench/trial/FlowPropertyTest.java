package dev.headroom.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.ma2scf.placement.Patience;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class FlowPropertyTest {
    private record Arc(int number, int from, int to, double capacity) {}

    @Property
    void mostFlowIsTheLeastCut(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int nodes = random.nextInt(2, 12);
        int count = random.nextInt(0, 4 * nodes);
        Flow flow = new Flow(nodes, count);
        List<Arc> arcs = new ArrayList<>();
        for (int at = 0; at < count; at++) {
            int from = random.nextInt(nodes);
            int to = random.nextInt(nodes);
            double capacity = random.nextBoolean() ? random.nextInt(5) : random.nextDouble(10);
            arcs.add(new Arc(flow.arc(from, to, capacity), from, to, capacity));
        }
        double most = flow.run(0, nodes - 1, Patience.endless());
        double cut = 0;
        double[] surplus = new double[nodes];
        for (Arc arc : arcs) {
            double through = flow.through(arc.number());
            assertThat(through).isBetween(0.0, arc.capacity() + 1e-9);
            surplus[arc.from()] += through;
            surplus[arc.to()] -= through;
            cut += flow.isReached(arc.from()) && !flow.isReached(arc.to()) ? arc.capacity() : 0;
        }
        assertThat(most).isCloseTo(cut, within(1e-9));
        assertThat(surplus[0]).isCloseTo(most, within(1e-9));
        for (int node = 1; node < nodes - 1; node++) {
            assertThat(surplus[node]).isCloseTo(0, within(1e-9));
        }
    }

    @Example
    void takesABackwardArcWhereTheFirstPathWasWrong() {
        Flow flow = new Flow(4, 5);
        flow.arc(0, 1, 1);
        flow.arc(0, 2, 1);
        int across = flow.arc(1, 2, 1);
        flow.arc(1, 3, 1);
        flow.arc(2, 3, 1);
        assertThat(flow.run(0, 3, Patience.endless())).isEqualTo(2);
        assertThat(flow.through(across)).isZero();
    }

    @Example
    void goesOnAfterAnArcWasWidened() {
        Flow flow = new Flow(2, 1);
        int only = flow.arc(0, 1, 1);
        assertThat(flow.run(0, 1, Patience.endless())).isEqualTo(1);
        flow.widen(only, 2);
        assertThat(flow.run(0, 1, Patience.endless())).isEqualTo(2);
        assertThat(flow.through(only)).isEqualTo(3);
    }

    @Example
    void doesNothingWithoutPatience() {
        Flow flow = new Flow(2, 1);
        flow.arc(0, 1, 1);
        assertThat(flow.run(0, 1, () -> true)).isZero();
    }
}
