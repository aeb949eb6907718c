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
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RemediesTest {
    private static final ServiceId WEB = new ServiceId("web");
    private static final ServerId A = new ServerId("a");
    private static final ServerId B = new ServerId("b");
    private static final ZoneId ZONE = new ZoneId("z");
    private static final long MEBIBYTE = 1L << 20;

    private static Lender lender(ServerId server, double cpu, long memory, double network, int loans) {
        ServerLoad load = new ServerLoad(new Resources(10, 1L << 30, 1e8), new Resources(10 - cpu, 0, 0));
        return new Lender(server, ZONE, load, new Resources(cpu, memory, network), loans, 2);
    }

    private static Lender lender(ServerId server, double cpu) {
        return lender(server, cpu, 512 * MEBIBYTE, 5e7, 0);
    }

    /** 100 connections/s for each core; 64 MiB a container; 10 kB a connection. */
    private static Request request(ServiceId service, double deficit, Map<ServerId, Refusal> refused) {
        Request.Need need = new Request.Need(deficit, 0.01, Double.POSITIVE_INFINITY, 64 * MEBIBYTE, 0);
        List<Request.Candidate> candidates = Stream.of(A, B)
                .filter(server -> !refused.containsKey(server))
                .map(server -> new Request.Candidate(server, List.of(new ContainerId(server, service.name()))))
                .toList();
        return new Request(service, 1, need.withNetworkCost(1e4), Set.of(), Set.of(), candidates, refused);
    }

    private static Remedy remedy(Request request, Lender... lenders) {
        List<Lender> all = List.of(lenders);
        Finding finding = new SingleBorrowerFinder().find(List.of(request), all).getFirst();
        return Remedies.of(request, all, finding).getOrDefault(B, new Remedy.MustBecome("b is chosen"));
    }

    static Stream<Arguments> sentences() {
        Request web = request(WEB, 200, Map.of());
        Request.Limits one = new Request.Limits(1, Integer.MAX_VALUE, Map.of(), Set.of());
        Request.Limits oneInZone = new Request.Limits(Integer.MAX_VALUE, 3, Map.of(ZONE, 2), Set.of());
        Lender a = lender(A, 1);
        return Stream.of(
                Arguments.of(
                        web,
                        lender(A, 3),
                        lender(B, 1.5),
                        "It would be chosen if it had 2.000 cores to lend instead of 1.500."),
                Arguments.of(
                        web, a, lender(B, 0.01), "It would be chosen if it had 0.050 cores to lend instead of 0.010."),
                Arguments.of(
                        web,
                        lender(A, 3),
                        lender(B, 5),
                        "It has more than is needed, and the smallest that is enough is taken: it would be chosen if it"
                                + " had 3.000 cores to lend instead of 5.000."),
                Arguments.of(
                        web,
                        a,
                        lender(B, 1, MEBIBYTE, 5e7, 0),
                        "It would be chosen if it had 64 MiB of memory to lend instead of 1."),
                Arguments.of(
                        web,
                        a,
                        lender(B, 1, 512 * MEBIBYTE, 1e4, 0),
                        "It would be chosen if its network had 0.050 MB/s to lend instead of 0.010."),
                Arguments.of(
                        web,
                        a,
                        lender(B, 1, 512 * MEBIBYTE, 5e7, 2),
                        "It would be chosen if 3 loans were allowed there at once instead of 2."),
                Arguments.of(
                        web.with(one),
                        a,
                        lender(B, 0.5),
                        "It would be chosen if 2 containers of web might be started now instead of 1."),
                Arguments.of(
                        web.with(oneInZone),
                        a,
                        lender(B, 0.5),
                        "It would be chosen if its zone z might have 4 containers of web instead of 3."),
                Arguments.of(
                        request(WEB, 200, Map.of(B, new Refusal.NoStandBy(WEB))),
                        a,
                        lender(B, 1),
                        "It would be chosen if a stand-by container for web were defined on it."),
                Arguments.of(
                        request(WEB, 200, Map.of(B, new Refusal.ForbiddenLender(WEB))),
                        a,
                        lender(B, 1),
                        "It would be chosen if it were allowed to lend to web."),
                Arguments.of(
                        request(WEB, 200, Map.of(B, new Refusal.LendsNothing())),
                        lender(A, 2),
                        lender(B, 1),
                        "No single change was found that would make it chosen. After the one that fits best: It could carry 100.0"
                                + " connections/s, but the chosen ones are enough."),
                Arguments.of(
                        web,
                        a,
                        lender(B, 0.01, MEBIBYTE, 5e7, 0),
                        "No single change was found that would make it chosen. After the one that fits best: A container takes 64 MiB"
                                + " of memory, and 1 MiB are left above the reserve."),
                Arguments.of(
                        request(WEB, 200, Map.of(B, new Refusal.Failed())),
                        a,
                        lender(B, 1),
                        "It must come back, and be seen alive by the directors, before it can lend."));
    }

    @ParameterizedTest
    @MethodSource("sentences")
    void saysWhatWouldHaveChosenIt(Request request, Lender a, Lender b, String sentence) {
        assertThat(remedy(request, a, b).sentence()).isEqualTo(sentence);
    }

    @Test
    void whatOthersWereGivenStaysTheirs() {
        Request web = request(WEB, 200, Map.of(A, new Refusal.Failed()));
        ServiceId shopName = new ServiceId("shop");
        Request shop = request(shopName, 200, Map.of(A, new Refusal.Failed()));
        List<Request> both = List.of(shop, web);
        List<Lender> lenders = new ArrayList<>(List.of(lender(B, 2)));
        Map<ServiceId, Finding> findings = new TreeMap<>();
        new ManyBorrowersFinder().find(both, lenders).forEach(f -> findings.put(f.service(), f));
        assertThat(findings.get(WEB).whyNot().get(B)).isInstanceOf(Refusal.LentToOthers.class);
        // shop has the 2 cores; web needs the 0.05 that make a start worth it
        assertThat(Remedies.ofMostAvailable(web, both, lenders, findings).get(B))
                .isInstanceOfSatisfying(Remedy.MoreCpu.class, more -> {
                    assertThat(more.from()).isZero();
                    assertThat(more.to()).isBetween(0.05, 0.0501);
                });
    }

    @Test
    void triesTheTenThatCouldLendMost() {
        List<Lender> lenders = new ArrayList<>();
        List<Request.Candidate> candidates = new ArrayList<>();
        for (int i = 10; i < 99; i++) {
            ServerId server = new ServerId("s" + i);
            lenders.add(lender(server, i / 10.0));
            candidates.add(new Request.Candidate(server, List.of(new ContainerId(server, "web"))));
        }
        Request web = request(WEB, 985, Map.of()).among(candidates, Map.of(A, new Refusal.Failed()));
        Map<ServiceId, Finding> findings = Map.of(
                WEB, new SingleBorrowerFinder().find(List.of(web), lenders).getFirst());
        // 9.8 is chosen and 1.0 after it: the next ten by what they can lend, and the one of which no trial is needed
        assertThat(Remedies.ofMostAvailable(web, List.of(web), lenders, findings)
                        .keySet())
                .extracting(ServerId::name)
                .containsExactly("a", "s88", "s89", "s90", "s91", "s92", "s93", "s94", "s95", "s96", "s97");
    }
}
