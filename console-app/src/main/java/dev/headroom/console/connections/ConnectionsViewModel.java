package dev.headroom.console.connections;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.console.fx.Badge;
import dev.headroom.console.fx.KeyedRows;
import dev.headroom.console.fx.NaturalOrder;
import dev.headroom.console.fx.Projection;
import dev.headroom.console.fx.TimeText;
import dev.headroom.console.fx.Tone;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Rows of the hosts, those that need an operator first. */
public final class ConnectionsViewModel implements Projection {
    private final ObservableList<ConnectionsRow> rows = FXCollections.observableArrayList();

    @Override
    public void show(ControlState state, Instant now) {
        KeyedRows.update(rows, rows(state, now), ConnectionsRow::host);
    }

    ObservableList<ConnectionsRow> rows() {
        return rows;
    }

    static List<ConnectionsRow> rows(ControlState state, Instant now) {
        return state.observation().hosts().stream()
                .map(status -> row(status, now))
                .sorted(Comparator.comparingInt(ConnectionsRow::urgency)
                        .thenComparing(ConnectionsRow::kind)
                        .thenComparing(ConnectionsRow::host, NaturalOrder.NAMES))
                .toList();
    }

    private static ConnectionsRow row(HostStatus status, Instant now) {
        return new ConnectionsRow(
                status.host().name(),
                kind(status.host()),
                status.address(),
                badge(status.state()),
                urgency(status.state()),
                status.since(),
                TimeText.ago(status.since(), now),
                TimeText.exact(status.since()),
                said(status));
    }

    private static String said(HostStatus status) {
        String notes = String.join(" ", status.notes());
        String said = (status.sentence() + " " + notes).strip();
        return said.isEmpty() ? "–" : said;
    }

    private static String kind(HostId host) {
        return switch (host) {
            case DirectorId _ -> "Director";
            case ServerId _ -> "Real server";
        };
    }

    private static int urgency(HostStatus.State state) {
        return switch (state) {
            case REFUSED -> 0;
            case RETRYING -> 1;
            case CONNECTING -> 2;
            case CONNECTED -> 3;
        };
    }

    private static Badge badge(HostStatus.State state) {
        return switch (state) {
            case REFUSED -> new Badge("Refused", Tone.DANGER);
            case RETRYING -> new Badge("Retrying", Tone.ATTENTION);
            case CONNECTING -> new Badge("Connecting", Tone.ACCENT);
            case CONNECTED -> new Badge("Connected", Tone.SUCCESS);
        };
    }
}
