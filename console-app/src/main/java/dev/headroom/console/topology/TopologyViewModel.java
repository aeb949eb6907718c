package dev.headroom.console.topology;

import dev.headroom.backend.control.ControlState;
import dev.headroom.console.status.Projection;
import java.time.Instant;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The overview's picture of the newest state. */
public final class TopologyViewModel implements Projection {
    private final double reserve;
    private final ReadOnlyObjectWrapper<Picture> picture = new ReadOnlyObjectWrapper<>(Picture.EMPTY);

    /**
     * @param reserve part of each server that is never lent
     */
    public TopologyViewModel(double reserve) {
        this.reserve = reserve;
    }

    @Override
    public void show(ControlState state, Instant now) {
        picture.set(TopologyProjection.of(state, reserve, now));
    }

    ReadOnlyObjectProperty<Picture> picture() {
        return picture.getReadOnlyProperty();
    }
}
