package dev.headroom.backend.control;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import java.util.List;

/** What the observer hands to the control loop: all readings, and how each host is connected. */
public record Observation(ClusterSnapshot snapshot, List<HostStatus> hosts) {
    public Observation {
        hosts = List.copyOf(hosts);
    }
}
