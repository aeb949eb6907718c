package dev.headroom.backend.control.core;

import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.policy.AutomaticLimits;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.util.Map;

/**
 * Settings of the control loop from the cluster file; they do not change while the master runs.
 *
 * @param serviceModes the most that Headroom may do for a service; services that are not in it follow the mode of the
 * cluster. Operators may order less at any time, {@link dev.headroom.ma2scf.policy.ServiceModes}
 * @param limits how far automatic mode may go
 */
public record ControlSettings(SharingPolicy policy, Map<ServiceId, Mode> serviceModes, AutomaticLimits limits) {
    public ControlSettings {
        serviceModes = Map.copyOf(serviceModes);
    }

    /** Settings that let automatic mode begin whatever is proposed, at once. */
    public ControlSettings(SharingPolicy policy, Map<ServiceId, Mode> serviceModes) {
        this(policy, serviceModes, AutomaticLimits.NONE);
    }
}
