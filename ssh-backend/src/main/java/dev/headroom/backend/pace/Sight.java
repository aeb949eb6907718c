package dev.headroom.backend.pace;

import dev.headroom.backend.control.Observation.HostPace.Why;
import dev.headroom.backend.parse.ProcFiles.AgentTime;
import java.util.Optional;

/**
 * What one round has shown of one host.
 *
 * @param reported whether a report of it came in this round
 * @param stir what happens there; empty where nothing does
 * @param agent the agent's account of itself in that report
 * @param cores what the host has of a core for all that runs there: 1, or less where the hypervisor leaves it less
 * @param stressed whether what runs there waits for processors or memory
 */
record Sight(boolean reported, Optional<Why> stir, Optional<AgentTime> agent, double cores, boolean stressed) {
    /** The least that is believed of what a hypervisor leaves to a host. */
    private static final double LEAST_CORES = 0.05;

    Sight {
        cores = Math.clamp(cores, LEAST_CORES, 1);
    }
}
