package dev.headroom.console.frame;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.console.fx.StateBridge;
import dev.headroom.console.look.LookFile;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.simulation.stage.Stages;
import java.time.InstantSource;
import java.util.function.Consumer;

/** What the window is given in tests, at the moment of the staged states. */
public final class Inputs {
    private Inputs() {}

    /** The inputs of a window whose intents have no effect. */
    public static ConsoleInputs idle() {
        return of(_ -> {}, _ -> {}, new StateBridge<>());
    }

    static ConsoleInputs of(Consumer<Intent> intents, StateBridge<ControlState> bridge) {
        return of(intents, _ -> {}, bridge);
    }

    static ConsoleInputs of(Consumer<Intent> intents, Consumer<HostId> tryAgain, StateBridge<ControlState> bridge) {
        return of(intents, tryAgain, bridge, LookFile.none());
    }

    static ConsoleInputs of(
            Consumer<Intent> intents, Consumer<HostId> tryAgain, StateBridge<ControlState> bridge, LookFile look) {
        return new ConsoleInputs(
                "shop", intents, tryAgain::accept, "anna", bridge, 0.15, InstantSource.fixed(Stages.NOW), look);
    }
}
