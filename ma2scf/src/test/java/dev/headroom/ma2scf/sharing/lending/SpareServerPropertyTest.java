package dev.headroom.ma2scf.sharing.lending;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class SpareServerPropertyTest {

    /** Any part of the lendable capacity may be lent, on any servers. */
    @Property
    void theLossOfAnyServerCanBeMadeUpFor(@ForAll long seed, @ForAll @DoubleRange(min = 0, max = 1) double evenness) {
        Random random = new Random(seed);
        List<Lender> lenders = IntStream.range(0, 1 + random.nextInt(8))
                .mapToObj(i -> lender(i, 1 + random.nextInt(16), random.nextDouble()))
                .toList();
        List<Lender> kept = SpareServer.kept(lenders);
        double[] lent = kept.stream()
                .mapToDouble(l -> l.lendable().cpu() * (random.nextDouble() < evenness ? 1 : random.nextDouble()))
                .toArray();
        double all = IntStream.range(0, lent.length).mapToDouble(i -> lent[i]).sum();
        double left = IntStream.range(0, lent.length)
                .mapToDouble(i -> lenders.get(i).lendable().cpu() - lent[i])
                .sum();
        for (int lost = 0; lost < lent.length && all > 0; lost++) {
            double atTheOthers = left - (lenders.get(lost).lendable().cpu() - lent[lost]);
            double carried = lenders.get(lost).load().used().cpu() + lent[lost];
            assertThat(atTheOthers).isGreaterThanOrEqualTo(carried - 1e-9);
        }
    }

    private static Lender lender(int number, double cores, double used) {
        ServerLoad load = new ServerLoad(new Resources(cores, 0, 0), new Resources(cores * used, 0, 0));
        return Lender.of(new ServerId("rs" + number), new ZoneId("z"), load, 0.15, 0, 4);
    }
}
