package dev.headroom.console.frame;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.console.fx.StateBridge;
import dev.headroom.console.look.LookFile;
import dev.headroom.ma2scf.model.HostId;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * The window's only connection to the rest of the program.
 *
 * @param clusterName the name in the cluster file
 * @param intents receives the operator's intents, on JavaFX's application thread; must return at once
 * @param tryAgain receives a host to which Headroom shall connect again now, also after a refused login; must return
 * at once
 * @param operator the operator's name, for the journal
 * @param bridge where the master's states arrive
 * @param reserve part of each server that is never lent, 0 to below 1, for the bars
 * @param clock for ages
 * @param look where the window's theme, place and size outlive it
 */
public record ConsoleInputs(
        String clusterName,
        Consumer<Intent> intents,
        Consumer<HostId> tryAgain,
        String operator,
        StateBridge<ControlState> bridge,
        double reserve,
        InstantSource clock,
        LookFile look) {}
