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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ManyBorrowersFinderTest {
    private static final ZoneId HERE = new ZoneId("here");
    private static final ZoneId THERE = new ZoneId("there");
    private static final long MEMORY = 1L << 30;

    private static Lender lender(String name, ZoneId zone, double cores) {
        ServerLoad load = new ServerLoad(new Resources(10, MEMORY, 0), new Resources(10 - cores, 0, 0));
        return Lender.of(new ServerId(name), zone, load, 0, 0, 4);
    }

    /** Of servers that have one stand-by container each; a connection costs 0.01 cores. */
    private static Request request(String service, int priority, double deficit, int atLeast, Lender... lenders) {
        return new Request(
                new ServiceId(service),
                priority,
                new Request.Need(deficit, 0.01, Double.POSITIVE_INFINITY, 0, atLeast),
                Set.of(),
                Set.of(),
                Stream.of(lenders)
                        .map(l -> new Request.Candidate(l.server(), List.of(new ContainerId(l.server(), service))))
                        .toList(),
                Map.of());
    }

    private static Request avoiding(Request r, ZoneId zone) {
        return new Request(r.service(), r.priority(), r.need(), r.zones(), Set.of(zone), r.candidates(), r.refused());
    }

    private static Request apart(Request r, String other) {
        return r.with(new Request.Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, Map.of(), Set.of(new ServiceId(other))));
    }

    private static List<Finding> many(List<Request> requests, Lender... lenders) {
        return new ManyBorrowersFinder().find(requests, List.of(lenders));
    }

    private static List<Finding> greedy(List<Request> requests, Lender... lenders) {
        return new SingleBorrowerFinder().find(requests, List.of(lenders));
    }

    private static double sum(List<Finding> findings) {
        return findings.stream().mapToDouble(Finding::amount).sum();
    }

    private static List<String> servers(Finding finding) {
        return finding.chosen().stream().map(c -> c.container().server().name()).toList();
    }

    @Test
    void leavesAServerToTheServiceThatCanUseNoOther() {
        Lender a = lender("a", HERE, 1);
        Lender b = lender("b", HERE, 1);
        List<Request> requests = List.of(request("one", 1, 100, 0, a, b), request("two", 1, 100, 0, a));
        assertThat(sum(greedy(requests, a, b))).isCloseTo(100, within(1e-6));
        List<Finding> findings = many(requests, a, b);
        assertThat(findings.get(0).amount()).isCloseTo(100, within(1e-6));
        assertThat(findings.get(1).amount()).isCloseTo(100, within(1e-6));
        assertThat(servers(findings.get(0))).containsExactly("b");
        assertThat(servers(findings.get(1))).containsExactly("a");
        assertThat(findings.getFirst().certificate().gap()).isCloseTo(0, within(1e-9));
        assertThat(findings.getFirst().certificate().demanded()).isCloseTo(200, within(1e-6));
        assertThat(findings.getFirst().whyNot().values())
                .singleElement()
                .isEqualTo(new Refusal.LentToOthers(Set.of(new ServiceId("two"))));
    }

    /**
     * Each start alone would gain nothing, but both together do: one service must move its load, so that the other
     * finds headroom.
     */
    @Test
    void movesTheMoreImportantOutOfTheWayOfTheLessImportant() {
        Lender a = lender("a", HERE, 1);
        Lender b = lender("b", HERE, 1);
        List<Request> requests = List.of(request("one", 1, 100, 0, a, b), request("two", 2, 100, 0, a));
        assertThat(sum(greedy(requests, a, b))).isCloseTo(100, within(1e-6));
        List<Finding> findings = many(requests, a, b);
        assertThat(findings).allSatisfy(f -> assertThat(f.amount()).isCloseTo(100, within(1e-6)));
        assertThat(findings).allSatisfy(f -> assertThat(f.certificate().gap()).isCloseTo(0, within(1e-9)));
    }

    @Test
    void theMoreImportantComesFirstWhateverTheValueOfTheOther() {
        Lender a = lender("a", HERE, 3);
        Request low = request("low", 2, 300, 0, a);
        Request worth = new Request(
                low.service(), 2, 1000, low.need(), low.limits(), Set.of(), Set.of(), low.candidates(), Map.of());
        List<Finding> findings = many(List.of(worth, request("high", 1, 200, 0, a)), a);
        assertThat(findings.get(1).amount()).isCloseTo(200, within(1e-6));
        assertThat(findings.get(0).amount()).isCloseTo(100, within(1e-6));
        assertThat(findings.get(0).certificate().bound()).isBetween(100_000.0 - 1e-3, 100_100.0);
        assertThat(findings.get(0).upperBound()).isCloseTo(300, within(1e-6));
    }

    @Test
    void ofEqualsTheOneWorthMoreComesFirst() {
        Lender a = lender("a", HERE, 2);
        Request b = request("b", 1, 200, 0, a);
        Request worth =
                new Request(b.service(), 1, 3, b.need(), b.limits(), Set.of(), Set.of(), b.candidates(), Map.of());
        List<Finding> findings = many(List.of(request("a", 1, 200, 0, a), worth), a);
        assertThat(findings.get(0).amount()).isCloseTo(0, within(1e-6));
        assertThat(findings.get(1).amount()).isCloseTo(200, within(1e-6));
    }

    @Test
    void whatHasNothingAliveComesBeforeAnyAmount() {
        Lender a = lender("a", HERE, 4);
        Lender b = lender("b", HERE, 4);
        List<Finding> findings = many(List.of(request("dead", 0, 0, 2, a, b), request("busy", 1, 800, 0, a, b)), a, b);
        assertThat(servers(findings.get(0))).containsExactlyInAnyOrder("a", "b");
        // all but what the two started containers must be able to carry
        assertThat(findings.get(1).amount()).isCloseTo(790, within(1e-6));
    }

    @Test
    void aMinimumIsKeptAlsoBetweenEquals() {
        Lender a = lender("a", HERE, 4);
        List<Finding> findings = many(
                List.of(apart(request("dead", 1, 0, 1, a), "busy"), apart(request("busy", 1, 400, 0, a), "dead")), a);
        assertThat(servers(findings.get(0))).containsExactly("a");
        assertThat(findings.get(1).chosen()).isEmpty();
        assertThat(findings.get(1).whyNot().values())
                .singleElement()
                .isEqualTo(new Refusal.KeptApart(new ServiceId("busy"), new ServiceId("dead")));
    }

    @Test
    void usesAvoidedZonesOnlyForWhatIsStillShort() {
        Lender a = lender("a", HERE, 2);
        Lender b = lender("b", THERE, 4);
        Request other = request("other", 1, 50, 0, a, b);
        List<Finding> enough = many(List.of(avoiding(request("web", 1, 150, 0, a, b), THERE), other), a, b);
        assertThat(servers(enough.getFirst())).containsExactly("a");
        List<Finding> short_ = many(List.of(avoiding(request("web", 1, 500, 0, a, b), THERE), other), a, b);
        assertThat(servers(short_.getFirst())).containsExactly("a", "b");
        assertThat(sum(short_)).isCloseTo(550, within(1e-6));
    }

    @Test
    void countsWhatServesInAZoneAlready() {
        Lender a = lender("a", HERE, 4);
        Lender b = lender("b", THERE, 2);
        Request.Limits one = new Request.Limits(Integer.MAX_VALUE, 1, Map.of(HERE, 1), Set.of());
        List<Finding> findings =
                many(List.of(request("web", 1, 300, 0, a, b).with(one), request("shop", 1, 100, 0, a, b)), a, b);
        assertThat(servers(findings.getFirst())).containsExactly("b");
        assertThat(findings.getFirst().amount()).isCloseTo(200, within(1e-6));
        assertThat(findings.get(1).amount()).isCloseTo(100, within(1e-6));
    }

    @Test
    void keepsApartAlsoWhereNotAllAreApartFromEachOther() {
        Lender a = lender("a", HERE, 4);
        Lender b = lender("b", HERE, 4);
        List<Finding> findings = many(
                List.of(
                        request("one", 1, 100, 0, a, b),
                        apart(apart(request("two", 1, 100, 0, a, b), "one"), "one"),
                        apart(request("three", 1, 100, 0, a, b), "two")),
                a,
                b);
        assertThat(findings).allSatisfy(f -> assertThat(f.amount()).isCloseTo(100, within(1e-6)));
        assertThat(servers(findings.get(1))).isNotEqualTo(servers(findings.get(0)));
        assertThat(servers(findings.get(1))).isNotEqualTo(servers(findings.get(2)));
    }

    @Test
    void addsUpTheCertificatesOfServicesThatShareNothing() {
        Lender a = lender("a", HERE, 1);
        Lender b = lender("b", HERE, 1);
        List<Finding> findings = many(List.of(request("one", 1, 150, 0, a), request("two", 1, 80, 0, b)), a, b);
        assertThat(findings).allSatisfy(f -> {
            assertThat(f.certificate().demanded()).isCloseTo(230, within(1e-6));
            assertThat(f.certificate().amount()).isCloseTo(180, within(1e-6));
            assertThat(f.certificate().gap()).isCloseTo(0, within(1e-9));
        });
    }
}
