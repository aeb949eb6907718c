package dev.headroom.bench.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.bench.rule.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The first minute of a crowd, and the loss of a server, under each rule. */
final class ContestTest {
    private static Map<String, Outcome> played(Scene scene) {
        return Contest.of(scene, 1, Duration.ofMinutes(3)).stream()
                .collect(Collectors.toMap(Outcome::rule, Function.identity()));
    }

    @Test
    void eachRuleMeetsTheSameCrowdAndDoesWhatItIsKnownFor() {
        Map<String, Outcome> outcomes = played(Scene.FLASH_CROWD);
        Outcome alone = outcomes.get("no sharing");
        Outcome feedback = outcomes.get("LVS feedback");
        Outcome ours = outcomes.get("Headroom");
        assertThat(outcomes.values())
                .hasSize(5)
                .allSatisfy(o -> assertThat(o.asked()).isEqualTo(alone.asked()))
                .allSatisfy(o -> assertThat(o.slowest()).isPresent());
        assertThat(alone.starts() + alone.weights()).isZero();
        assertThat(alone.unmet()).isPositive();
        assertThat(alone.relief()).isPresent();
        assertThat(feedback.starts()).isZero();
        assertThat(feedback.weights()).isPositive();
        assertThat(outcomes.get("naive").starts()).isPositive();
        assertThat(outcomes.get("HPA-like").starts()).isPositive();
        assertThat(ours.starts()).isPositive();
        assertThat(ours.unmet()).isLessThan(alone.unmet());
    }

    @Test
    void theCheckerOfTheAlternativesQuiescesADeadServer() {
        Outcome alone = played(Scene.LOST_SERVER).get("no sharing");
        assertThat(alone.weights()).as("the weight of the dead server's home").isEqualTo(1);
        assertThat(alone.starts() + alone.stops()).isZero();
    }

    @Test
    void theTargetIsJudgedAgainstTheBestThatDoesNotFlap() {
        List<Outcome> outcomes = List.of(outcome("no sharing", 100, 0), outcome("naive", 1, 3), outcome("ours", 50, 0));
        assertThat(Target.sentence(outcomes)).contains("100 of no sharing", "met with 50");
        assertThat(Target.sentence(List.of(outcomes.getFirst(), outcome("ours", 51, 0))))
                .contains("missed with 51");
        assertThat(Target.sentence(List.of(outcome("naive", 1, 3), outcome("ours", 0, 0))))
                .contains("each alternative");
    }

    private static Outcome outcome(String rule, double unmet, int flaps) {
        return new Outcome(rule, 1_000, unmet, Optional.empty(), 0, Optional.empty(), 0, 0, 0, flaps);
    }
}
