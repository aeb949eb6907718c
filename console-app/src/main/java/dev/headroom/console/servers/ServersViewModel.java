package dev.headroom.console.servers;

import dev.headroom.backend.control.ControlState;
import dev.headroom.console.fx.KeyedRows;
import dev.headroom.console.fx.NaturalOrder;
import dev.headroom.console.fx.NumberText;
import dev.headroom.console.fx.TimeText;
import dev.headroom.console.status.Projection;
import dev.headroom.console.status.ServerFigures;
import dev.headroom.console.status.ServerStanding;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.RealServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Predicate;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Rows of the real servers, in order of name. */
public final class ServersViewModel implements Projection {
    private final ObservableList<ServersRow> rows = FXCollections.observableArrayList();

    @Override
    public void show(ControlState state, Instant now) {
        KeyedRows.update(rows, rows(state, now), ServersRow::id);
    }

    ObservableList<ServersRow> rows() {
        return rows;
    }

    static List<ServersRow> rows(ControlState state, Instant now) {
        return state.snapshot().servers().stream()
                .sorted(Comparator.comparing(server -> server.id().name(), NaturalOrder.NAMES))
                .map(server -> row(state, server, now))
                .toList();
    }

    private static ServersRow row(ControlState state, RealServer server, Instant now) {
        ServerFigures figures = ServerFigures.of(state, server, now);
        Optional<Duration> age = figures.standing().age();
        return new ServersRow(
                server.id(),
                server.zone().name(),
                figures,
                containers(server, ServerStanding.hasFailed(state, server.id())),
                lends(server, figures),
                age.map(Duration::toSeconds).orElse(Long.MAX_VALUE),
                age.map(a -> TimeText.length(a) + " ago").orElse("Never"));
    }

    private static String lends(RealServer server, ServerFigures figures) {
        if (figures.spare().isPresent()) {
            return NumberText.cores(figures.spare().getAsDouble());
        }
        return server.lends() ? server.isMeasured() ? "nothing" : NumberText.UNKNOWN : "no";
    }

    private static String containers(RealServer server, boolean failed) {
        if (server.containers().lastKnown().isEmpty()) {
            return "Not known";
        }
        StringJoiner words = new StringJoiner(" · ");
        count(words, server, failed ? "not answering" : "serving", c -> c.isRunning() && !c.isStandBy());
        count(words, server, failed ? "loan not answering" : "on loan", c -> c.isRunning() && c.isStandBy());
        count(words, server, "stand-by", c -> !c.isRunning() && c.isStandBy());
        return words.length() == 0 ? "None" : words.toString();
    }

    private static void count(StringJoiner words, RealServer server, String word, Predicate<Container> which) {
        long found = server.knownContainers().stream().filter(which).count();
        if (found > 0) {
            words.add(found + " " + word);
        }
    }
}
