package dev.headroom.console.frame;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.console.fx.StateBridge;
import dev.headroom.ma2scf.model.HostId;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * What the window is given: all it knows of the rest of the program.
 *
 * @param clusterName as the cluster file says it
 * @param intents gets what the operator asks, on the screen's thread; must return at once
 * @param tryAgain gets a host that the operator wants tried again now, also after a refused login; must return at once
 * @param operator who sits at the screen, for the journal
 * @param bridge where the master's states arrive
 * @param reserve part of each server that is never lent, 0 to below 1, for the bars
 * @param clock for ages
 */
public record ConsoleInputs(
        String clusterName,
        Consumer<Intent> intents,
        Consumer<HostId> tryAgain,
        String operator,
        StateBridge<ControlState> bridge,
        double reserve,
        InstantSource clock) {}
