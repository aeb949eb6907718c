package dev.headroom.backend.control.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.backend.control.Notice;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.Proposal.Status;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClockJumpTest {
    private final Loop loop = new Loop(Mode.MANUAL);

    private void reads(Duration wallAhead) {
        loop.after(Loop.INTERVAL);
        Observation read = loop.cluster.read(loop.now);
        loop.happens(new Event.Observed(
                new Observation(read.snapshot(), read.hosts(), Map.of(), read.freshFor(), Map.of(), wallAhead)));
    }

    private List<String> told() {
        return loop.effects.stream()
                .filter(Effect.Note.class::isInstance)
                .map(effect -> ((Effect.Note) effect).entry())
                .filter(entry -> entry.kind() == Kind.CLOCK)
                .map(JournalEntry::text)
                .toList();
    }

    @Test
    void isToldOnceInTheJournalAndToTheOperator() {
        reads(Duration.ZERO);
        reads(Duration.ofMinutes(-30).plusMillis(2));
        reads(Duration.ofMinutes(-30).plusMillis(3));
        assertThat(told())
                .containsExactly(
                        "The clock of this computer was set back by 30 min 0 s: the times of this journal go back, and no hold or deadline does.");
        reads(Duration.ofSeconds(20));
        assertThat(told()).hasSize(2);
        assertThat(told().getLast())
                .startsWith(
                        "The clock of this computer was set forward by 30 min 20 s, or this computer slept that long");
        assertThat(loop.state.notices()).map(Notice::sentence).containsAll(told());
    }

    @Test
    void isNoDriftAndNothingFromBeforeTheFirstReading() {
        reads(Duration.ofHours(8));
        for (int second = 0; second < 100; second += 9) {
            reads(Duration.ofHours(8).plusSeconds(second));
        }
        assertThat(told()).isEmpty();
    }

    @Test
    void aPlanGoesOn() {
        Proposal plan = loop.approved();
        loop.works();
        reads(Duration.ofMinutes(-30));
        assertThat(told()).hasSize(1);
        loop.goesOn();
        assertThat(loop.again(plan).status()).isEqualTo(Status.DONE);
    }
}
