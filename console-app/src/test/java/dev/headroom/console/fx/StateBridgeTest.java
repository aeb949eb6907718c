package dev.headroom.console.fx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.simulation.stage.Stages;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class StateBridgeTest {
    private final Queue<Runnable> screen = new ArrayDeque<>();
    private final StateBridge<ControlState> bridge = new StateBridge<>(screen::add);
    private final List<ControlState> shown = new ArrayList<>();

    @Test
    void queuesOneHopForManyStatesAndDeliversTheNewest() {
        bridge.onState(shown::add);
        for (int i = 0; i < 1_000; i++) {
            bridge.accept(Stages.calm());
        }
        ControlState last = Stages.overloaded();
        bridge.accept(last);
        assertThat(screen).hasSize(1);
        screen.remove().run();
        assertThat(shown).containsExactly(last);
    }

    @Test
    void queuesAgainAfterADelivery() {
        bridge.onState(shown::add);
        bridge.accept(Stages.calm());
        screen.remove().run();
        bridge.accept(Stages.halted());
        screen.remove().run();
        assertThat(shown).extracting(ControlState::halted).containsExactly(false, true);
    }

    @Test
    void keepsTheNewestForAWindowThatOpensLaterAndTouchesNoToolkitBefore() {
        bridge.accept(Stages.overloaded());
        assertThat(screen).isEmpty();
        bridge.onState(shown::add);
        screen.remove().run();
        assertThat(shown).hasSize(1);
        assertThat(bridge.newest()).contains(shown.getFirst());
    }
}
