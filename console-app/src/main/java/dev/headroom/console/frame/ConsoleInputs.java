package dev.headroom.console.frame;

import dev.headroom.backend.control.Intent;
import dev.headroom.console.fx.StateBridge;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.policy.SharingPolicy;
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
 * @param policy for thresholds and the reserve on the bars
 * @param clock for ages
 */
public record ConsoleInputs(
        String clusterName,
        Consumer<Intent> intents,
        Consumer<HostId> tryAgain,
        String operator,
        StateBridge bridge,
        SharingPolicy policy,
        InstantSource clock) {}
