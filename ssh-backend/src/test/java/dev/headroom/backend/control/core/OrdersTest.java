package dev.headroom.backend.control.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.leasehold.HostOrder;
import dev.headroom.backend.control.leasehold.HostOrder.Note;
import dev.headroom.backend.control.leasehold.HostOrder.Verb;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a master that holds the lease of the hosts does about the orders of another master's operator. */
class OrdersTest {
    private static final Instant NOW = Instant.parse("2026-11-27T03:12:00Z");
    private static final HostOrder HALT = new HostOrder(3, "bbbb.run", Verb.HALT, "bob, at bob@desk");
    private static final HostOrder RESUME = new HostOrder(4, "bbbb.run", Verb.RESUME, "bob, at bob@desk");

    private final ControlCore core =
            new ControlCore(new ControlSettings(SharingPolicy.defaults(), Map.of()), _ -> List.of());
    private final ControlState acting = ControlCore.initial(Mode.AUTOMATIC, NOW);

    private Transition step(ControlState state, Event event) {
        return core.step(state, event, NOW);
    }

    @Test
    void anOrderHaltsItAndTheJournalSaysWhoGaveIt() {
        Transition halted = step(acting, new Event.Ordered(HALT, false));
        assertThat(halted.state().halted()).isTrue();
        assertThat(halted.state().haltedBecause()).contains("Halted by bob, at bob@desk.");
        assertThat(halted.effects()).endsWith(new Effect.Noted(HALT, Note.HALTED));
        assertThat(entry(halted).kind()).isEqualTo(JournalEntry.Kind.HALTED);
        assertThat(entry(halted).by()).isEqualTo("bob, at bob@desk");
        assertThat(entry(halted).text()).isEqualTo("Halted by an order on the hosts (number 3).");
    }

    @Test
    void anOrderResumesWhatAnOrderAloneHalted() {
        ControlState halted = step(acting, new Event.Ordered(HALT, false)).state();
        Transition resumed = step(halted, new Event.Ordered(RESUME, true));
        assertThat(resumed.state().halted()).isFalse();
        assertThat(entry(resumed).kind()).isEqualTo(JournalEntry.Kind.RESUMED);
        assertThat(resumed.effects()).endsWith(new Effect.Noted(RESUME, Note.GOES_ON));
    }

    @Test
    void whatItsOwnOperatorHaltedStaysHalted() {
        ControlState halted =
                step(acting, new Event.Asked(new Intent.Halt("ann"))).state();
        Transition ordered = step(halted, new Event.Ordered(HALT, false));
        assertThat(ordered.effects()).containsExactly(new Effect.Noted(HALT, Note.HALTED_ANYWAY));
        assertThat(ordered.state().haltedBecause()).contains("Halted by ann.");
        Transition resumed = step(ordered.state(), new Event.Ordered(RESUME, false));
        assertThat(resumed.state().halted()).isTrue();
        assertThat(resumed.effects()).containsExactly(new Effect.Noted(RESUME, Note.STAYS_HALTED));
    }

    /** Its own operator decides about closing: an order from elsewhere does not revoke that. */
    @Test
    void anOrderDoesNotKeepItFromClosing() {
        ControlState halted = step(acting, new Event.Ordered(HALT, false)).state();
        ControlState closing = step(
                        halted,
                        new Event.Asked(
                                new Intent.Close(dev.headroom.backend.control.Continuity.Closing.FINISH, "ann")))
                .state();
        ControlState resumed = step(closing, new Event.Ordered(RESUME, true)).state();
        assertThat(resumed.halted()).isFalse();
        assertThat(resumed.mayBegin()).isFalse();
    }

    @Test
    void anOrderToGoOnLeavesWhatRunsAlone() {
        Transition resumed = step(acting, new Event.Ordered(RESUME, false));
        assertThat(resumed.state().halted()).isFalse();
        assertThat(resumed.effects()).containsExactly(new Effect.Noted(RESUME, Note.GOES_ON));
    }

    @Test
    void everyHaltAndResumeOfAnOperatorIsTold() {
        Transition halted = step(acting, new Event.Asked(new Intent.Halt("ann")));
        assertThat(halted.effects()).contains(new Effect.Order(Verb.HALT, "ann", false));
        Transition resumed = step(halted.state(), new Event.Asked(new Intent.Resume("ann")));
        assertThat(resumed.effects()).contains(new Effect.Order(Verb.RESUME, "ann", true));
    }

    private static JournalEntry entry(Transition transition) {
        return transition.effects().stream()
                .filter(Effect.Note.class::isInstance)
                .map(effect -> ((Effect.Note) effect).entry())
                .findFirst()
                .orElseThrow();
    }
}
