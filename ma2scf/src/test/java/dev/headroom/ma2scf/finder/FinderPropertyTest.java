package dev.headroom.ma2scf.finder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

/** The two theorems about a single borrower, compared with every possible answer. */
class FinderPropertyTest {
    static final double EXACT = 1e-6;

    @Property
    void findsTheMaximumAmount(@ForAll long seed) {
        Question question = Question.of(seed);
        double most = Collections.max(question.bestByStarts());
        Finding finding = question.finding();
        double expected = Math.min(question.request().need().deficit(), most);
        assertThat(finding.maximum()).isCloseTo(most, within(EXACT));
        assertThat(finding.upperBound()).isCloseTo(expected, within(EXACT));
        assertThat(finding.amount()).isCloseTo(expected, within(EXACT));
    }

    @Property
    void startsTheFewestContainers(@ForAll long seed) {
        Question question = Question.of(seed);
        List<Double> best = question.bestByStarts();
        double goal = Math.min(question.request().need().deficit(), Collections.max(best));
        int fewest = IntStream.range(0, best.size())
                .filter(starts -> best.get(starts) >= goal - EXACT)
                .findFirst()
                .orElseThrow();
        assertThat(question.finding().chosen()).hasSize(fewest);
    }

    @Property
    void keepsWithinTheLimits(@ForAll long seed) {
        Question question = Question.of(seed);
        Request.Limits limits = question.request().limits();
        Finding finding = question.finding();
        assertThat(finding.chosen().size()).isLessThanOrEqualTo(limits.atMost());
        Map<ZoneId, Long> inZones = finding.chosen().stream()
                .collect(Collectors.groupingBy(c -> c.lender().zone(), Collectors.counting()));
        inZones.forEach((zone, count) -> assertThat(count).isLessThanOrEqualTo(limits.leftIn(zone)));
    }

    @Property
    void neverPlansMoreThanALenderHas(@ForAll long seed) {
        Question question = Question.of(seed);
        for (Lender lender : question.lenders()) {
            double planned = question.finding().chosen().stream()
                    .filter(c -> c.container().server().equals(lender.server()))
                    .mapToDouble(c -> c.amount() * question.request().need().unitCost())
                    .sum();
            assertThat(planned).isLessThanOrEqualTo(lender.lendable().cpu() + EXACT);
            if (lender.networkIsLimited()) {
                Request.Need need = question.request().need();
                assertThat(planned / need.unitCost() * need.networkCost())
                        .isLessThanOrEqualTo(lender.lendable().network() + EXACT);
            }
        }
    }

    @Property
    void saysOfEveryServerWhyOrWhyNot(@ForAll long seed) {
        Question question = Question.of(seed);
        Finding finding = question.finding();
        for (int server = 0; server < question.lenders().size(); server++) {
            ServerId id = question.lenders().get(server).server();
            boolean chosen = finding.chosen().stream()
                    .anyMatch(c -> c.container().server().equals(id));
            assertThat(finding.whyNot().containsKey(id)).isEqualTo(!chosen);
        }
    }

    @Property
    void doesNotCareForTheOrderOfLists(@ForAll long seed) {
        Question question = Question.of(seed);
        List<Lender> lenders = new ArrayList<>(question.lenders());
        List<Request.Candidate> candidates = new ArrayList<>(question.request().candidates());
        Collections.shuffle(lenders, new Random(seed));
        Collections.shuffle(candidates, new Random(seed + 1));
        Request r = question.request();
        Request shuffled = new Request(
                        r.service(), r.priority(), r.need(), r.zones(), r.avoided(), candidates, r.refused())
                .with(r.limits());
        assertThat(new Question(shuffled, lenders).finding()).isEqualTo(question.finding());
    }

    @Property
    void scalesWithTheUnitOfDemand(@ForAll long seed, @ForAll @DoubleRange(min = 0.5, max = 4) double scale) {
        Question question = Question.of(seed);
        Request r = question.request();
        Request.Need need = new Request.Need(
                        r.need().deficit() * scale,
                        r.need().unitCost() / scale,
                        r.need().containerLimit() * scale,
                        r.need().footprint(),
                        0)
                .withNetworkCost(r.need().networkCost() / scale)
                .withLeastAmount(r.need().leastAmount() * scale * (1 - EXACT));
        Request scaled = new Request(
                        r.service(), r.priority(), need, r.zones(), r.avoided(), r.candidates(), r.refused())
                .with(r.limits());
        Finding finding = new Question(scaled, question.lenders()).finding();
        assertThat(finding.amount()).isCloseTo(question.finding().amount() * scale, within(1e-3));
        assertThat(finding.chosen()).hasSameSizeAs(question.finding().chosen());
    }
}
