package dev.headroom.ma2scf.finder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class MostAvailablePropertyTest {
    /** Its id would win every tie. */
    private static final ServerId WORSE = new ServerId("a");

    private static final ServerId BETTER = new ServerId("b");
    private static final ServiceId WEB = new ServiceId("web");

    /** P10: of two that can add the same, the one with more loans or more in use is never taken alone. */
    @Property
    void aDominatedServerIsNeverChosenBeforeItsDominator(@ForAll long seed) {
        Random random = new Random(seed);
        List<Lender> lenders = new ArrayList<>();
        double lendable = 0.1 + 3.9 * random.nextDouble();
        int loans = random.nextInt(3);
        boolean busier = random.nextBoolean();
        lenders.add(lender(BETTER, lendable, 0, loans));
        lenders.add(lender(WORSE, lendable, busier ? 2 : 0, busier ? loans : loans + 1));
        for (int i = random.nextInt(4); i > 0; i--) {
            lenders.add(
                    lender(new ServerId("c" + i), 4 * random.nextDouble(), 4 * random.nextDouble(), random.nextInt(4)));
        }
        Request.Need need = new Request.Need(1 + 900 * random.nextDouble(), 0.01, Double.POSITIVE_INFINITY, 0, 0);
        Request request = new Request(
                WEB,
                1,
                need,
                Set.of(),
                Set.of(),
                lenders.stream()
                        .map(l -> new Request.Candidate(
                                l.server(), List.of(new ContainerId(l.server(), "web-" + l.server()))))
                        .toList(),
                Map.of());
        List<ServerId> chosen = new SingleBorrowerFinder()
                .find(List.of(request), lenders).getFirst().chosen().stream()
                        .map(c -> c.container().server())
                        .toList();
        if (chosen.contains(WORSE)) {
            assertThat(chosen).contains(BETTER);
        }
    }

    /** Eight cores, of which {@code used} are in use and {@code lendable}, at most four, may be lent. */
    private static Lender lender(ServerId server, double lendable, double used, int loans) {
        ServerLoad load = new ServerLoad(new Resources(8, 1L << 34, 0), new Resources(used, 1L << 30, 0));
        return Lender.of(server, new ZoneId("z"), load, 0, loans, 4).atMost(lendable);
    }
}
