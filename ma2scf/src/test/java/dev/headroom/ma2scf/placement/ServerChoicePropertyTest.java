package dev.headroom.ma2scf.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Against every combination of counts, and the greedy rule that is exact for one load resource. */
class ServerChoicePropertyTest {
    private record Service(double cost, double takes, double carries, double gain, double wanted, int most, int runs) {}

    @Property
    void findsWhatTryingEverythingFinds(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int services = random.nextInt(1, 5);
        double load = random.nextDouble(8);
        double room = random.nextInt(17) / 4.0;
        double price = random.nextBoolean() ? 0 : random.nextDouble(2);
        Service[] all = new Service[services];
        Problem.Builder builder = Problem.builder();
        builder.add(SmallProblems.supply(load, room));
        for (int i = 0; i < services; i++) {
            int most = random.nextInt(1, 4);
            all[i] = new Service(
                    random.nextInt(1, 9) / 4.0,
                    random.nextInt(9) / 4.0,
                    random.nextBoolean() ? Double.POSITIVE_INFINITY : random.nextDouble(0.5, 4),
                    random.nextDouble(-0.5, 2),
                    random.nextInt(4) == 0 ? 0 : random.nextDouble(8),
                    most,
                    random.nextInt(most + 1));
            builder.add(new Borrower(
                    9,
                    1,
                    0,
                    java.util.List.of(all[i].cost()),
                    java.util.List.of(all[i].takes()),
                    all[i].carries(),
                    new Borrower.Limits(0, 9, 3, 9, Borrower.Limits.WITH_ANY)));
        }
        ServerChoice choice = new ServerChoice(builder.build());
        choice.clear();
        for (int i = 0; i < services; i++) {
            choice.add(i, all[i].gain(), all[i].wanted(), all[i].most(), all[i].runs());
        }
        double found = choice.solve(new double[] {load}, new double[] {room}, price);
        assertThat(found).isCloseTo(best(all, 0, new int[services], load, room, price), within(1e-9));

        double used = 0;
        double taken = 0;
        double gained = 0;
        for (int i = 0; i < services; i++) {
            assertThat(choice.load(i)).isBetween(0.0, Math.min(all[i].wanted(), carried(all[i], choice.count(i))));
            used += choice.load(i) * all[i].cost();
            taken += choice.count(i) * all[i].takes();
            gained += choice.load(i) * all[i].gain() - price * Math.abs(choice.count(i) - all[i].runs());
        }
        assertThat(used).isLessThanOrEqualTo(load * (1 + 1e-9));
        assertThat(taken).isLessThanOrEqualTo(room * (1 + 1e-9));
        assertThat(gained).isCloseTo(found, within(1e-9));
    }

    private static double carried(Service service, int count) {
        return count == 0 ? 0 : count * service.carries();
    }

    private static double best(Service[] all, int at, int[] count, double load, double room, double price) {
        if (room < -1e-9) {
            return Double.NEGATIVE_INFINITY;
        }
        if (at == all.length) {
            return gain(all, count, load, price);
        }
        double best = Double.NEGATIVE_INFINITY;
        for (count[at] = 0; count[at] <= all[at].most(); count[at]++) {
            best = Math.max(best, best(all, at + 1, count, load, room - count[at] * all[at].takes(), price));
        }
        return best;
    }

    private static double gain(Service[] all, int[] count, double load, double price) {
        double gained = 0;
        double left = load;
        boolean[] done = new boolean[all.length];
        for (int round = 0; round < all.length; round++) {
            int next = -1;
            for (int i = 0; i < all.length; i++) {
                if (!done[i] && (next < 0 || all[i].gain() / all[i].cost() > all[next].gain() / all[next].cost())) {
                    next = i;
                }
            }
            done[next] = true;
            Service one = all[next];
            double x =
                    one.gain() > 0 ? Math.min(left / one.cost(), Math.min(one.wanted(), carried(one, count[next]))) : 0;
            left -= x * one.cost();
            gained += x * one.gain() - price * Math.abs(count[next] - one.runs());
        }
        return gained;
    }
}
