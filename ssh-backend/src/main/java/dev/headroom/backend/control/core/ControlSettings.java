package dev.headroom.backend.control.core;

import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.util.Map;

/**
 * What the control loop is told once, from the cluster file.
 *
 * @param serviceModes services that may be driven at most so; others follow the mode of the cluster
 */
public record ControlSettings(SharingPolicy policy, Map<ServiceId, Mode> serviceModes) {
    public ControlSettings {
        serviceModes = Map.copyOf(serviceModes);
    }

    Mode effective(ServiceId service, Mode clusterMode) {
        return clusterMode.atMost(serviceModes.getOrDefault(service, Mode.AUTOMATIC));
    }
}
