package dev.headroom.bench.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.headroom.bench.replay.ReplayPlan.ServiceLoad;
import dev.headroom.bench.rule.AutoscalerRule;
import dev.headroom.bench.rule.Outcome;
import dev.headroom.bench.rule.Rule;
import dev.headroom.bench.rule.Score;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Demand rises and falls within half an hour: the loans that each rule makes. */
final class ReplayTest {
    private static final double THRESHOLD =
            SharingPolicy.defaults().overloadAt().fraction();

    private static final double CROWD = 60_000;

    @TempDir
    private Path folder = Path.of("unset");

    private static ReplayPlan crowd() {
        List<Double> crowd = Stream.of(level(8, 6_000), level(9, CROWD), level(13, 6_000))
                .flatMap(List::stream)
                .toList();
        ServiceLoad shop = new ServiceLoad(new ServiceId("shop"), 1, new DayCurve("crowd", crowd), 1.6);
        DayCurve calm = new DayCurve("calm", level(30, 12_000));
        return new ReplayPlan(
                List.of(
                        shop,
                        new ServiceLoad(new ServiceId("mail"), 2, calm, 0.3),
                        new ServiceLoad(new ServiceId("wiki"), 2, calm, 0.3)),
                6,
                1);
    }

    private static List<Double> level(int minutes, double count) {
        return IntStream.range(0, minutes).mapToObj(_ -> count).toList();
    }

    @Test
    void headroomServesTheCrowdGivesAllBackAndNeverFlaps() {
        Map<String, Outcome> results = Replay.sideBySide(crowd(), SharingPolicy.defaults()).stream()
                .collect(Collectors.toMap(Outcome::rule, Function.identity()));
        Outcome alone = results.get("no sharing");
        Outcome naive = results.get("naive");
        Outcome ours = results.get("Headroom");
        assertThat(results).hasSize(5);
        // the homes serve 1 of 1.6 in the crowd's nine minutes
        assertThat(alone.unmet()).isCloseTo(0.6 / 1.6 * 9 * CROWD, withinPercentage(10));
        assertThat(alone.starts()).isZero();
        assertThat(ours.unmet()).isLessThan(alone.unmet() / 3);
        assertThat(ours.starts()).isPositive().isEqualTo(ours.stops());
        assertThat(ours.flaps()).isZero();
        assertThat(naive.flaps())
                .as("a rule without memory shows that flaps are counted")
                .isPositive();
        assertThat(ours.asked()).isEqualTo(alone.asked());
    }

    @Test
    void everyPlanOfTheControlLoopEndsWell() {
        HeadroomRule rule = new HeadroomRule(SharingPolicy.defaults());
        Replay.run(crowd(), rule, THRESHOLD);
        assertThat(rule.state().proposals())
                .isNotEmpty()
                .allSatisfy(p -> assertThat(p.status().name()).isIn("DONE", "SUPERSEDED"));
        assertThat(rule.state().memory().loans()).isEmpty();
    }

    @Test
    void theAutoscalerStartsByItsFormulaAndWaitsBeforeItStops() {
        ReplayPlan plan = crowd();
        Outcome result = Replay.run(plan, new AutoscalerRule(THRESHOLD), THRESHOLD);
        assertThat(result.starts()).isPositive();
        assertThat(result.flaps()).isZero();
        assertThat(result.unmet())
                .isLessThan(Replay.run(plan, Rule.noSharing(), THRESHOLD).unmet());
    }

    @Test
    void whatIsNotServedInItsSecondIsUnmet() {
        ReplayCluster cluster = new ReplayCluster(crowd(), THRESHOLD);
        double most = 2 * ReplayPlan.CORES / crowd().unitCost(0);
        cluster.pass(new double[] {1.5 * most, 0, 0});
        Outcome result = cluster.result("by hand");
        assertThat(result.unmet()).isCloseTo(0.5 * most, within(1e-6));
        assertThat(result.overloadedMinutes() * 60).isCloseTo(2, within(1e-9));
    }

    @Test
    void aStopSoonAfterItsStartIsAFlap() {
        ReplayCluster cluster = new ReplayCluster(crowd(), THRESHOLD);
        ReplayContainer standBy =
                cluster.containers().stream().filter(c -> !c.home).findFirst().orElseThrow();
        cluster.start(standBy);
        IntStream.range(0, (int) Score.FLAP_SECONDS).forEach(_ -> cluster.pass(new double[3]));
        cluster.stop(standBy);
        assertThat(cluster.result("").flaps()).isZero();
        cluster.start(standBy);
        assertThat(cluster.result("").flaps()).isEqualTo(1);
    }

    @Test
    void aDayIsReadFromTheLogAndALackingMinuteIsAsTheOneBefore() throws IOException {
        List<String> lines = new ArrayList<>(List.of("period,count"));
        for (int minute = 0; minute < 1_440; minute++) {
            if (minute != 100) {
                lines.add("1998-06-10 %02d:%02d:00,%d".formatted(minute / 60, minute % 60, minute));
            }
        }
        lines.add("1998-06-11 00:00:00,5");
        RequestLog log = RequestLog.read(zipped("log.csv.gz", lines));
        assertThat(log.days()).containsOnlyKeys(LocalDate.of(1998, 6, 10));
        DayCurve day = log.days().get(LocalDate.of(1998, 6, 10));
        assertThat(day.seconds()).isEqualTo(86_400);
        assertThat(day.perMinute().get(100)).isEqualTo(99);
        assertThat(day.at(30 * 60 + 30) * 60).isCloseTo(30, within(0.01));
        assertThatThrownBy(() -> ReplayPlan.crowd(log, LocalDate.of(1998, 6, 10), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no complete day 1998-06-09");
    }

    @Test
    void aLineThatIsNoneIsNamed() throws IOException {
        Path file = zipped("bad.csv.gz", List.of("period,count", "1998-06-10 00:00:00,many"));
        assertThatThrownBy(() -> RequestLog.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("bad.csv.gz:2:")
                .hasMessageContaining("many");
    }

    private Path zipped(String name, List<String> lines) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(String.join("\n", lines).getBytes(StandardCharsets.US_ASCII));
        }
        return file;
    }
}
