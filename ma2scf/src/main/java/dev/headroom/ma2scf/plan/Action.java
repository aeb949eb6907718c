package dev.headroom.ma2scf.plan;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.HostId;
import java.util.Optional;

/**
 * One change of the cluster on one host, as data: it can be checked, simulated, shown and undone without a cluster.
 *
 * <p>Conditions read the newest snapshot, so "done" means "seen", never "the command said so". An action whose post-condition
 * holds already needs no command (it is idempotent).
 */
public sealed interface Action permits ContainerAction, TableAction, Wait {

    /** Where its command runs, or where it looks. */
    HostId host();

    /** The pre-condition: why this action may not begin on {@code snapshot}, as one sentence; empty when it may. */
    Optional<String> unmet(ClusterSnapshot snapshot);

    /** The snapshot as it should look afterwards. */
    ClusterSnapshot appliedTo(ClusterSnapshot snapshot);

    /** The post-condition: whether {@code snapshot} shows the change as made. */
    boolean holds(ClusterSnapshot snapshot);

    /** In a few words, for a list of steps: {@code start web-3 on rs3}. */
    String describe();

    /** Whether it changes a host; the others only wait for something to be seen. */
    default boolean mutates() {
        return !(this instanceof Wait);
    }
}
