package dev.headroom.backend.runtime;

import dev.headroom.ma2scf.model.ContainerState;
import java.util.List;

/**
 * One container in its runtime's list.
 *
 * @param autostart whether the runtime starts it at boot
 * @param addresses the IPv4 addresses that it has now; none while it is stopped
 */
public record ContainerLine(String name, ContainerState state, boolean autostart, List<String> addresses) {
    public ContainerLine {
        addresses = List.copyOf(addresses);
    }
}
