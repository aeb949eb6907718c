package dev.headroom.console.servers;

import dev.headroom.backend.control.ControlState;
import dev.headroom.console.fx.KeyedRows;
import dev.headroom.console.fx.NaturalOrder;
import dev.headroom.console.fx.NumberText;
import dev.headroom.console.fx.TimeText;
import dev.headroom.console.status.ContainerMark;
import dev.headroom.console.status.Marks;
import dev.headroom.console.status.Projection;
import dev.headroom.console.status.ServerFigures;
import dev.headroom.console.status.StateIndex;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.Strain;
import dev.headroom.ma2scf.sharing.facts.Shortages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        StateIndex index = StateIndex.of(state);
        Marks marks = new Marks(state);
        return state.snapshot().servers().stream()
                .sorted(Comparator.comparing(server -> server.id().name(), NaturalOrder.NAMES))
                .map(server -> row(index, marks, server, now))
                .toList();
    }

    private static ServersRow row(StateIndex index, Marks marks, RealServer server, Instant now) {
        ServerFigures figures = ServerFigures.of(index, server, now);
        Optional<Duration> age = figures.standing().age();
        return new ServersRow(
                server.id(),
                server.zone().name(),
                figures,
                containers(server, marks.of(server, index.hasFailed(server.id()))),
                lends(server, figures),
                age.map(Duration::toSeconds).orElse(Long.MAX_VALUE),
                age.map(a -> TimeText.length(a) + " ago").orElse("Never"),
                server.load().fresh().map(ServersViewModel::measured).orElse(""));
    }

    /** For the tooltip of a server: what explains its load, and where it is from. */
    private static String measured(ServerLoad load) {
        Strain strain = load.strain();
        List<String> figures = new ArrayList<>();
        load.stolen()
                .ifPresent(stolen -> figures.add("own use %s, stolen %s"
                        .formatted(NumberText.cores(load.ownCores()), NumberText.cores(stolen))));
        load.uplink()
                .ifPresent(speed -> figures.add("network %s of %s each way"
                        .formatted(
                                load.used().network() > 0 ? megabits(load.used().network()) : NumberText.UNKNOWN,
                                megabits(speed))));
        if (!Shortages.figures(strain).isEmpty()) {
            figures.add(Shortages.figures(strain)
                    + (strain.age().toSeconds() > 0
                            ? ", read %d s earlier".formatted(strain.age().toSeconds())
                            : ""));
        }
        List<String> sources = Stream.concat(load.sources().stream(), strain.sources().stream())
                .toList();
        return Stream.concat(
                        figures.stream(),
                        sources.isEmpty() ? Stream.of() : Stream.of("from " + String.join(", ", sources)))
                .collect(Collectors.joining("\n"));
    }

    private static String megabits(double bytes) {
        return NumberText.whole(bytes * 8 / 1e6) + " Mbit/s";
    }

    private static String lends(RealServer server, ServerFigures figures) {
        if (figures.spare().isPresent()) {
            return NumberText.cores(figures.spare().getAsDouble());
        }
        return server.lends() ? server.isMeasured() ? "nothing" : NumberText.UNKNOWN : "no";
    }

    /** How many containers have each mark. */
    private static String containers(RealServer server, List<ContainerMark> marks) {
        if (server.wasNeverRead()) {
            return "Not known";
        }
        Map<ContainerMark.Kind, Long> counts = marks.stream()
                .collect(Collectors.groupingBy(
                        ContainerMark::kind, () -> new EnumMap<>(ContainerMark.Kind.class), Collectors.counting()));
        String words = counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey().word())
                .collect(Collectors.joining(" · "));
        return words.isEmpty() ? "None" : words;
    }
}
