package dev.headroom.simulation.schedule;

import dev.headroom.ma2scf.model.HostId;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Which hosts the computer of each installation does not reach, though others do. One thread. */
final class Partings {
    private final Map<String, Set<HostId>> cut = new HashMap<>();

    void set(String installation, Set<HostId> hosts) {
        cut.put(installation, hosts);
    }

    boolean part(String installation, HostId host) {
        return cut.getOrDefault(installation, Set.of()).contains(host);
    }
}
