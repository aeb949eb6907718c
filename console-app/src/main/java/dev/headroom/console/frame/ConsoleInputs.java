package dev.headroom.console.frame;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.console.connections.HostRequests;
import dev.headroom.console.fx.StateBridge;
import dev.headroom.console.look.LookFile;
import dev.headroom.console.status.Scripts;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * The window's only connection to the rest of the program.
 *
 * @param clusterName the name in the cluster file
 * @param intents receives the operator's intents, on JavaFX's application thread; must return at once
 * @param hosts receives what the operator asks about connections
 * @param operator the operator's name, for the journal
 * @param bridge where the master's states arrive
 * @param reserve part of each server that is never lent, 0 to below 1, for the bars
 * @param clock for ages
 * @param look where the window's theme, place and size outlive it
 * @param scripts where it gets proposals as scripts
 */
public record ConsoleInputs(
        String clusterName,
        Consumer<Intent> intents,
        HostRequests hosts,
        String operator,
        StateBridge<ControlState> bridge,
        double reserve,
        InstantSource clock,
        LookFile look,
        Scripts scripts) {
    /** Those of a window without a master that writes scripts. */
    public ConsoleInputs(
            String clusterName,
            Consumer<Intent> intents,
            HostRequests hosts,
            String operator,
            StateBridge<ControlState> bridge,
            double reserve,
            InstantSource clock,
            LookFile look) {
        this(clusterName, intents, hosts, operator, bridge, reserve, clock, look, Scripts.NONE);
    }
}
