package dev.headroom.ma2scf.finder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The properties of an answer to several borrowers. */
class ManyBorrowersFinderPropertyTest {
    private static final double EXACT = 1e-6;

    private static Map<ServiceId, Request> byService(ManyRequests question) {
        return question.requests().stream().collect(Collectors.toMap(Request::service, Function.identity()));
    }

    private static Map<ServerId, Lender> byServer(ManyRequests question) {
        return question.lenders().stream().collect(Collectors.toMap(Lender::server, Function.identity()));
    }

    /** A search takes long, so all properties are checked on the same answer. */
    @Property
    void everyAnswerIsAsItMustBe(@ForAll long seed) {
        ManyRequests question = ManyRequests.mostlySmall(seed);
        List<Finding> found = question.found();
        neverTakesOfAReserveEvenIfAllThatIsAvailableIsUsed(question, found);
        keepsWithinTheLimits(question, found);
        whatIsStartedIsWorthIt(question, found);
        startsStandBysInOrderOfName(question, found);
        isNeverWorseThanOneAfterTheOther(question, found);
        theMoreImportantLoseNothingToTheLessImportant(question, found);
        itsCertificatesAreOfWhatItFound(question, found);
        oneAloneGetsWhatTheSingleBorrowerFinderFinds(question);
        saysOfEveryServerWhyOrWhyNot(question, found);
        doesNotCareForTheOrderOfLists(question, found);
    }

    private record Given(Request request, Finding.Chosen chosen) {}

    private static Map<ServerId, List<Given>> given(ManyRequests question, List<Finding> found) {
        Map<ServiceId, Request> requests = byService(question);
        Map<ServerId, List<Given>> given = new TreeMap<>();
        for (Finding finding : found) {
            for (Finding.Chosen chosen : finding.chosen()) {
                given.computeIfAbsent(chosen.container().server(), _ -> new ArrayList<>())
                        .add(new Given(requests.get(finding.service()), chosen));
            }
        }
        return given;
    }

    private static void neverTakesOfAReserveEvenIfAllThatIsAvailableIsUsed(ManyRequests question, List<Finding> found) {
        Map<ServerId, Lender> lenders = byServer(question);
        given(question, found).forEach((server, given) -> {
            Lender lender = lenders.get(server);
            double cpu = 0;
            double network = 0;
            long memory = 0;
            for (Given one : given) {
                Request.Need need = one.request().need();
                assertThat(one.chosen().amount())
                        .isLessThanOrEqualTo(one.chosen().available() + EXACT);
                assertThat(one.chosen().available()).isLessThanOrEqualTo(need.containerLimit() + EXACT);
                cpu += one.chosen().available() * need.unitCost();
                network += one.chosen().available() * need.networkCost();
                memory += need.footprint();
            }
            assertThat(cpu).isLessThanOrEqualTo(lender.lendable().cpu() + EXACT);
            assertThat(memory).isLessThanOrEqualTo(lender.lendable().memory());
            assertThat(given.size()).isLessThanOrEqualTo(lender.loanLimit() - lender.loans());
            if (lender.networkIsLimited()) {
                assertThat(network).isLessThanOrEqualTo(lender.lendable().network() + 1);
            }
        });
    }

    private static void keepsWithinTheLimits(ManyRequests question, List<Finding> found) {
        Map<ServiceId, Request> requests = byService(question);
        for (Finding finding : found) {
            Request request = requests.get(finding.service());
            assertThat(finding.starts()).isLessThanOrEqualTo(request.limits().atMost());
            assertThat(finding.amount()).isLessThanOrEqualTo(request.need().deficit() + EXACT);
            Map<ZoneId, Long> inZones = finding.chosen().stream()
                    .collect(Collectors.groupingBy(c -> c.lender().zone(), Collectors.counting()));
            inZones.forEach((zone, count) ->
                    assertThat(count).isLessThanOrEqualTo(request.limits().leftIn(zone)));
            assertThat(new HashSet<>(finding.chosen().stream()
                            .map(Finding.Chosen::container)
                            .toList()))
                    .hasSize(finding.starts());
        }
        given(question, found)
                .values()
                .forEach(given -> given.forEach(one ->
                        given.forEach(other -> assertThat(one.request().limits().apart())
                                .doesNotContain(other.request().service()))));
    }

    private static void whatIsStartedIsWorthIt(ManyRequests question, List<Finding> found) {
        given(question, found)
                .values()
                .forEach(given -> given.forEach(one -> assertThat(one.chosen().available())
                        .isPositive()
                        .isGreaterThanOrEqualTo(one.request().need().leastAmount() - EXACT)));
    }

    private static void startsStandBysInOrderOfName(ManyRequests question, List<Finding> found) {
        Map<ServiceId, Request> requests = byService(question);
        for (Finding finding : found) {
            for (Request.Candidate candidate : requests.get(finding.service()).candidates()) {
                List<ContainerId> started = finding.chosen().stream()
                        .map(Finding.Chosen::container)
                        .filter(c -> c.server().equals(candidate.server()))
                        .sorted()
                        .toList();
                assertThat(candidate.standBys().subList(0, started.size())).isEqualTo(started);
            }
        }
    }

    private static void isNeverWorseThanOneAfterTheOther(ManyRequests question, List<Finding> found) {
        Allocation greedy = Allocation.of(new SingleBorrowerFinder().find(question.requests(), question.lenders()));
        List<Request> inOrder = question.requests().stream()
                .sorted(java.util.Comparator.comparingInt(Request::priority))
                .toList();
        Translation translation = new Translation(inOrder, question.lenders());
        if (!Narrowing.cut(greedy, translation).equals(greedy)) {
            return; // it starts what is not worth it once others use the server, too
        }
        assertThat(new Merit(inOrder, byServer(question)).compare(Allocation.of(found), greedy))
                .isNotPositive();
    }

    private static void theMoreImportantLoseNothingToTheLessImportant(ManyRequests question, List<Finding> found) {
        int lowest =
                question.requests().stream().mapToInt(Request::priority).max().orElseThrow();
        List<Request> higher =
                question.requests().stream().filter(r -> r.priority() < lowest).toList();
        if (higher.isEmpty()) {
            return;
        }
        ManyRequests alone = new ManyRequests(higher, question.lenders());
        List<Finding> foundAlone = alone.found();
        Map<Integer, Double> without = amounts(alone, foundAlone);
        Map<Integer, Double> with = amounts(question, found);
        for (int priority : new java.util.TreeSet<>(without.keySet())) {
            // a container that must run counts more than any amount
            int missing = missing(question, found, priority) - missing(alone, foundAlone, priority);
            assertThat(missing).isNotPositive();
            if (missing < 0) {
                return;
            }
            double difference = with.get(priority) - without.get(priority);
            assertThat(difference).isGreaterThan(-1e-3);
            if (difference > 1e-3) {
                return;
            }
        }
    }

    private static int missing(ManyRequests question, List<Finding> found, int priority) {
        Map<ServiceId, Request> requests = byService(question);
        return found.stream()
                .filter(f -> requests.get(f.service()).priority() == priority)
                .mapToInt(f -> Math.max(0, requests.get(f.service()).need().atLeast() - f.starts()))
                .sum();
    }

    private static Map<Integer, Double> amounts(ManyRequests question, List<Finding> found) {
        Map<ServiceId, Request> requests = byService(question);
        return found.stream()
                .collect(Collectors.groupingBy(
                        f -> requests.get(f.service()).priority(),
                        Collectors.summingDouble(
                                f -> f.amount() * requests.get(f.service()).value())));
    }

    private static void itsCertificatesAreOfWhatItFound(ManyRequests question, List<Finding> found) {
        Map<Integer, Double> amounts = amounts(question, found);
        for (Finding finding : found) {
            assertThat(finding.certificate().amount())
                    .isCloseTo(amounts.get(finding.certificate().priority()), within(1e-3));
            assertThat(finding.certificate().bound())
                    .isBetween(
                            finding.certificate().amount(),
                            Math.max(
                                            finding.certificate().amount(),
                                            finding.certificate().demanded())
                                    + EXACT);
            // a bound is another sum of the same numbers: the last digits may differ
            assertThat(finding.upperBound()).isGreaterThanOrEqualTo(finding.amount() - EXACT);
        }
    }

    private static void oneAloneGetsWhatTheSingleBorrowerFinderFinds(ManyRequests question) {
        List<Request> one = List.of(question.requests().getFirst());
        assertThat(new ManyBorrowersFinder().find(one, question.lenders()))
                .isEqualTo(new SingleBorrowerFinder().find(one, question.lenders()));
    }

    private static void saysOfEveryServerWhyOrWhyNot(ManyRequests question, List<Finding> found) {
        Map<ServiceId, Request> requests = byService(question);
        for (Finding finding : found) {
            Set<ServerId> chosen =
                    finding.chosen().stream().map(c -> c.container().server()).collect(Collectors.toSet());
            for (Request.Candidate candidate : requests.get(finding.service()).candidates()) {
                assertThat(finding.whyNot().containsKey(candidate.server()))
                        .isEqualTo(!chosen.contains(candidate.server()));
            }
        }
    }

    private static void doesNotCareForTheOrderOfLists(ManyRequests question, List<Finding> found) {
        List<Lender> lenders = new ArrayList<>(question.lenders());
        List<Request> requests = new ArrayList<>(question.requests());
        Collections.reverse(lenders);
        Collections.rotate(requests, 1);
        assertThat(new ManyRequests(requests, lenders).found()).containsExactlyInAnyOrderElementsOf(found);
    }
}
