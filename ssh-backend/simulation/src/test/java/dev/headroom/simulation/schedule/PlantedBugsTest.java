package dev.headroom.simulation.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each bug that is planted breaks a rule in one of the schedules of {@code verify}. */
class PlantedBugsTest {
    private static final int SCHEDULES = 2_000;

    /**
     * A bug to find.
     *
     * @param first a seed that found it when this was written; the others are tried after it
     */
    record Case(String name, long first, Supplier<Planted> bug) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> bugs() {
        return Stream.of(
                new Case("sends before the journal", 1, Bug.SendsBeforeTheJournal::new),
                new Case("forgets what a full disk did not take", 21, Bug.IgnoresAFullDisk::new),
                new Case("sends again what got no answer", 104, Bug.SendsAgain::new),
                new Case("stops without the mark", 19, Bug.StopsWithoutTheMark::new),
                new Case("goes by the clock on the wall", 67, Bug.GoesByTheWallClock::new),
                new Case("forgets what it quiesced", 8, Bug.ForgetsWhatItQuiesced::new),
                new Case("uses ids again", 6, Bug.UsesIdsAgain::new),
                new Case("forgets a halt", 145, Bug.ForgetsAHalt::new),
                new Case("does not halt", 4, Bug.DoesNotHalt::new),
                new Case("never reconsiders a failover", 147, Bug.NeverReconsiders::new),
                new Case("quiesces the last healthy home", 4, Bug.QuiescesTheLast::new),
                new Case("overwrites the weights of others", 42, Bug.OverwritesOthers::new),
                new Case("has one lane for all services", 211, Bug.OneLane::new),
                new Case("keeps failovers back after a failure", 1972, Bug.SuspendsAfterAFailure::new),
                new Case("stops everything for one director", 1818, Bug.StopsForADirector::new),
                new Case("never calls a loan back", 504, Bug.NeverRecalls::new),
                new Case("gives back at once", 16, Bug.ForgetsSinceWhen::new),
                new Case("knows of no lease", 1801, Bug.KnowsNoLease::new),
                new Case("sends what it decided long ago", 4505, Bug.SendsLate::new),
                new Case(
                        "never ends what directors take back", Schedule.LONG_DEAD_FROM + 73, Bug.NeverEndsReverts::new),
                new Case("sends without the check of the hosts", 2193, Bug.SendsWithoutTheCheck::new));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bugs")
    void isFound(Case planted) {
        Optional<Play.Outcome> found = LongStream.concat(LongStream.of(planted.first()), LongStream.range(0, SCHEDULES))
                .mapToObj(seed -> Play.of(seed, planted.bug().get()))
                .filter(outcome -> !outcome.broken().isEmpty())
                .findFirst();

        assertThat(found).as(planted.name()).isPresent();
    }
}
