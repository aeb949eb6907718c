package dev.headroom.console.topology;

import dev.headroom.backend.control.ControlState;
import dev.headroom.console.fx.Projection;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.time.Instant;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The overview's picture of the newest state. */
public final class TopologyViewModel implements Projection {
    private final SharingPolicy policy;
    private final ReadOnlyObjectWrapper<Picture> picture = new ReadOnlyObjectWrapper<>(Picture.EMPTY);

    public TopologyViewModel(SharingPolicy policy) {
        this.policy = policy;
    }

    @Override
    public void show(ControlState state, Instant now) {
        picture.set(TopologyProjection.of(state, policy, now));
    }

    ReadOnlyObjectProperty<Picture> picture() {
        return picture.getReadOnlyProperty();
    }
}
