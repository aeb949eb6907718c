package dev.headroom.ma2scf.finder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SingleBorrowerFinderTest {
    private static final ZoneId HERE = new ZoneId("here");
    private static final ZoneId THERE = new ZoneId("there");

    private static Lender lender(String name, ZoneId zone, double lendable, int loans) {
        ServerLoad load = new ServerLoad(new Resources(10, 1L << 30, 0), new Resources(10 - lendable, 0, 0));
        return Lender.of(new ServerId(name), zone, load, 0, loans, 4);
    }

    private static Lender lender(String name, double lendable) {
        return lender(name, HERE, lendable, 0);
    }

    private static Request request(String service, int priority, double deficit, int atLeast, List<Lender> lenders) {
        return new Request(
                new ServiceId(service),
                priority,
                new Request.Need(deficit, 0.01, Double.POSITIVE_INFINITY, 0, atLeast),
                Set.of(HERE),
                Set.of(),
                lenders.stream()
                        .map(l -> new Request.Candidate(l.server(), List.of(new ContainerId(l.server(), service))))
                        .toList(),
                Map.of());
    }

    private static List<String> chosen(Request request, List<Lender> lenders) {
        return names(new SingleBorrowerFinder().find(List.of(request), lenders).getFirst());
    }

    private static List<String> names(Finding finding) {
        return finding.chosen().stream().map(c -> c.container().server().name()).toList();
    }

    @Test
    void takesTheSmallestThatClosesTheGapAsTheLast() {
        List<Lender> lenders = List.of(lender("a", 4), lender("b", 3), lender("c", 1), lender("d", 0.5));
        assertThat(chosen(request("web", 1, 480, 0, lenders), lenders)).containsExactly("a", "c");
        assertThat(chosen(request("web", 1, 60, 0, lenders), lenders)).containsExactly("c");
    }

    @Test
    void startsAtLeastAsManyAsAskedAndTheMostAvailable() {
        List<Lender> lenders = List.of(lender("a", 4), lender("b", 3), lender("c", 1));
        assertThat(chosen(request("web", 1, 0, 2, lenders), lenders)).containsExactly("a", "b");
    }

    @Test
    void breaksTiesByLoansThenZoneThenName() {
        List<Lender> lenders = List.of(
                lender("a", HERE, 4, 1), lender("b", HERE, 4, 0), lender("c", THERE, 4, 0), lender("d", THERE, 4, 0));
        assertThat(chosen(request("web", 1, 1600, 0, lenders), lenders)).containsExactly("c", "d", "b", "a");
    }

    @Test
    void usesAvoidedZonesLast() {
        List<Lender> lenders = List.of(lender("a", HERE, 4, 0), lender("b", THERE, 1, 0));
        Request r = request("web", 1, 200, 0, lenders);
        Request avoiding =
                new Request(r.service(), r.priority(), r.need(), r.zones(), Set.of(HERE), r.candidates(), r.refused());
        assertThat(chosen(avoiding, lenders)).containsExactly("b", "a");
    }

    @Test
    void leavesToTheLessImportantWhatTheMoreImportantDidNotTake() {
        List<Lender> lenders = List.of(lender("a", 4));
        Request web = request("web", 2, 300, 0, lenders);
        Request shop = request("shop", 1, 300, 0, lenders);
        List<Finding> findings = new SingleBorrowerFinder().find(List.of(web, shop), lenders);
        assertThat(findings.get(0).amount()).isCloseTo(100, within(1e-6));
        assertThat(findings.get(0).shortage()).isCloseTo(200, within(1e-6));
        assertThat(findings.get(1).amount()).isCloseTo(300, within(1e-6));
    }

    @Test
    void saysWhyNot() {
        List<Lender> lenders = List.of(lender("a", 4), lender("b", 3), lender("c", 0.01), lender("d", HERE, 4, 4));
        Finding finding = new SingleBorrowerFinder()
                .find(List.of(request("web", 1, 350, 0, lenders)), lenders)
                .getFirst();
        assertThat(finding.whyNot())
                .hasEntrySatisfying(new ServerId("b"), r -> assertThat(r).isInstanceOf(Refusal.NotNeeded.class))
                .hasEntrySatisfying(new ServerId("c"), r -> assertThat(r).isInstanceOf(Refusal.NoCpu.class))
                .hasEntrySatisfying(new ServerId("d"), r -> assertThat(r).isInstanceOf(Refusal.TooManyLoans.class))
                .hasSize(3);
        assertThat(finding.whyNot().values()).allMatch(r -> r.sentence().endsWith("."));
    }
}
