package dev.headroom.backend.pace;

import static dev.headroom.backend.pace.PaceFixture.RULES;
import static dev.headroom.backend.pace.PaceFixture.SECOND;
import static dev.headroom.backend.pace.PaceFixture.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Observation.HostPace;
import dev.headroom.backend.control.Observation.HostPace.Why;
import dev.headroom.backend.parse.ProcFiles.AgentTime;
import dev.headroom.ma2scf.policy.Holds;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The pace of one host. */
class TempoTest {
    private static final Sight NOTHING = sight(Optional.empty(), 1, false);
    private static final Instant QUIET = START.plus(PaceRules.QUIET);

    private static Sight sight(Optional<Why> stir, double cores, boolean stressed) {
        return new Sight(true, stir, Optional.empty(), cores, stressed);
    }

    private static Sight unreported(Sight sight) {
        return new Sight(false, sight.stir(), Optional.empty(), sight.cores(), sight.stressed());
    }

    private static Tempo calm() {
        return Tempo.begin(START).after(NOTHING, RULES, QUIET);
    }

    /** One whose agent takes {@code millis} of CPU time for each of its frames. */
    private static Tempo costing(long millis) {
        return account(account(Tempo.begin(START), 0, 1, 0), 100, 11, millis * 10);
    }

    private static Tempo account(Tempo before, long seconds, long frames, long millis) {
        AgentTime time = new AgentTime(Duration.ofSeconds(1000 + seconds), frames, 7, Duration.ofMillis(millis));
        return before.after(
                new Sight(true, Optional.of(Why.WARM), Optional.of(time), 1, false), RULES, START.plusSeconds(seconds));
    }

    @Test
    void aNewHostIsAskedAtEachIntervalUntilNothingHasHappenedForLong() {
        Tempo early = Tempo.begin(START).after(NOTHING, RULES, QUIET.minusMillis(1));
        assertThat(early.multiple()).isEqualTo(1);
        assertThat(early.told(RULES)).isEqualTo(new HostPace(SECOND, Why.NEW, Optional.empty()));
        assertThat(calm().told(RULES)).isEqualTo(new HostPace(SECOND.multipliedBy(2), Why.CALM, Optional.empty()));
    }

    @Test
    void whatHappensEndsTheCalmAtOnceAlsoWithoutAReport() {
        Sight event = sight(Optional.of(Why.DEMAND), 1, false);
        Tempo woken = calm().after(unreported(event), RULES, QUIET.plusSeconds(1));
        assertThat(woken.multiple()).isEqualTo(1);
        assertThat(woken.why()).isEqualTo(Why.DEMAND);
        assertThat(woken.promised())
                .as("its reading was taken at the longer pace and counts until the next")
                .isEqualTo(2);
        assertThat(woken.after(event, RULES, QUIET.plusSeconds(2)).promised()).isEqualTo(1);
    }

    @Test
    void aPauseBeginsWithAReportOnly() {
        Tempo waiting = Tempo.begin(START).after(unreported(NOTHING), RULES, QUIET.plusSeconds(9));
        assertThat(waiting.multiple()).isEqualTo(1);
        assertThat(waiting.promised()).isEqualTo(1);
    }

    @Test
    void noPauseIsLongerThanAQuarterOfTheHoldTime() {
        SharingPolicy quick = SharingPolicy.defaults().with(new Holds(Duration.ofSeconds(7), Duration.ofSeconds(60)));
        Tempo next = Tempo.begin(START).after(NOTHING, PaceRules.of(quick, SECOND), QUIET);
        assertThat(next.multiple()).isEqualTo(1);
        assertThat(next.why()).isEqualTo(Why.NEW);
        SharingPolicy patient = quick.with(new Holds(Duration.ofSeconds(8), Duration.ofSeconds(60)));
        assertThat(Tempo.begin(START)
                        .after(NOTHING, PaceRules.of(patient, SECOND), QUIET)
                        .multiple())
                .isEqualTo(2);
    }

    @Test
    void anAgentThatTakesLittleIsAskedAtEachIntervalWhileItsServerIsFull() {
        Tempo cheap = costing(9);
        Sight full = sight(Optional.of(Why.WARM), 1, true);
        assertThat(cheap.after(full, RULES, START.plusSeconds(101)).multiple()).isEqualTo(1);
    }

    /** 2 % of a core, at 1 s: 20 ms for a frame; under stress 10 ms. */
    @Test
    void anAgentThatTakesMuchIsAskedSeldomEnoughToTakeLess() {
        Sight warm = sight(Optional.of(Why.WARM), 1, false);
        Sight full = sight(Optional.of(Why.WARM), 1, true);
        Instant later = START.plusSeconds(101);
        assertThat(costing(20).after(warm, RULES, later).multiple()).isEqualTo(1);
        assertThat(costing(21).after(warm, RULES, later).told(RULES).why()).isEqualTo(Why.COSTLY);
        assertThat(costing(21).after(warm, RULES, later).multiple()).isEqualTo(2);
        assertThat(costing(20).after(full, RULES, later).multiple()).isEqualTo(2);
        assertThat(costing(55).after(warm, RULES, later).multiple()).isEqualTo(3);
        assertThat(costing(5000).after(warm, RULES, later).multiple()).isEqualTo(5);
    }

    /** A quarter of a core is what such a host has: 2 % of it are 5 ms a second. */
    @Test
    void whatTheHypervisorTakesAwayCounts() {
        Sight quarter = sight(Optional.of(Why.WARM), 0.25, false);
        assertThat(costing(5).after(quarter, RULES, START.plusSeconds(101)).multiple())
                .isEqualTo(1);
        assertThat(costing(6).after(quarter, RULES, START.plusSeconds(101)).multiple())
                .isEqualTo(2);
    }

    @Test
    void aPlanIsWorthItsCost() {
        Sight plan = sight(Optional.of(Why.PLAN), 1, true);
        assertThat(costing(5000).after(plan, RULES, START.plusSeconds(101)).multiple())
                .isEqualTo(1);
    }

    @Test
    void aCostAtItsBoundDoesNotSwing() {
        Sight warm = sight(Optional.of(Why.WARM), 1, false);
        Tempo slow = costing(21).after(warm, RULES, START.plusSeconds(101));
        Tempo cheaper = account(slow, 200, 61, 210 + 50 * 19);
        assertThat(cheaper.multiple()).as("19 ms for a frame, after 21").isEqualTo(2);
        assertThat(account(cheaper, 300, 111, 210 + 50 * 19 + 50 * 15).multiple())
                .as("15 ms for a frame")
                .isEqualTo(1);
    }

    @Test
    void noHostIsAskedLessOftenThanTheBound() {
        for (long millis : new long[] {100, 500, 1000, 1700, 2500, 3000, 5000, 60_000}) {
            PaceRules rules = PaceRules.of(SharingPolicy.defaults(), Duration.ofMillis(millis));
            Tempo slowest =
                    costing(60_000).after(sight(Optional.of(Why.WARM), 0.05, true), rules, START.plusSeconds(101));
            Duration every = slowest.told(rules).every();
            assertThat(every)
                    .isLessThanOrEqualTo(
                            millis > PaceRules.LONGEST.toMillis() ? Duration.ofMillis(millis) : PaceRules.LONGEST);
        }
    }

    @Test
    void aFixedPaceStaysAndSaysSo() {
        PaceRules fixed = PaceRules.steady(SECOND);
        assertThat(Tempo.begin(START).after(NOTHING, fixed, QUIET).told(fixed))
                .isEqualTo(new HostPace(SECOND, Why.STEADY, Optional.empty()));
    }
}
