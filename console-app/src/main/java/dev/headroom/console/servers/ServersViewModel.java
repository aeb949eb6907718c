package dev.headroom.console.servers;

import dev.headroom.backend.control.ControlState;
import dev.headroom.console.fx.KeyedRows;
import dev.headroom.console.fx.NumberText;
import dev.headroom.console.fx.Projection;
import dev.headroom.console.fx.ServerStanding;
import dev.headroom.console.fx.TimeText;
import dev.headroom.console.fx.Tone;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Predicate;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Rows of the real servers, in order of name. */
public final class ServersViewModel implements Projection {
    private final SharingPolicy policy;
    private final ObservableList<ServersRow> rows = FXCollections.observableArrayList();

    public ServersViewModel(SharingPolicy policy) {
        this.policy = policy;
    }

    @Override
    public void show(ControlState state, Instant now) {
        KeyedRows.update(rows, rows(state, policy, now), ServersRow::id);
    }

    ObservableList<ServersRow> rows() {
        return rows;
    }

    static List<ServersRow> rows(ControlState state, SharingPolicy policy, Instant now) {
        return state.snapshot().servers().stream()
                .map(server -> row(state, server, policy, now))
                .toList();
    }

    private static ServersRow row(ControlState state, RealServer server, SharingPolicy policy, Instant now) {
        ServerStanding standing = ServerStanding.of(state.snapshot(), server, policy, now);
        Optional<ServerLoad> load = server.load().lastKnown();
        double spare = load.map(l -> Math.max(
                        0,
                        l.capacity().cpu() * (1 - policy.reserve()) - l.used().cpu()))
                .orElse(0.0);
        List<List<Destination>> entries = server.knownContainers().stream()
                .map(container -> ServerStanding.destinations(state.snapshot(), container))
                .toList();
        return new ServersRow(
                server.id(),
                server.zone().name(),
                standing.badge(),
                server.isMeasured() || (load.isPresent() && standing.badge().tone() != Tone.DANGER),
                load.map(l -> l.cpu().fraction()).orElse(0.0),
                load.map(l -> l.memory().fraction()).orElse(0.0),
                spare,
                entries.stream().mapToInt(ServersViewModel::weight).sum(),
                entries.stream()
                        .flatMap(List::stream)
                        .mapToLong(destination -> destination.counts().active())
                        .sum(),
                containers(server, standing.badge().tone() == Tone.DANGER && !server.isMeasured()),
                server.lends() && server.isMeasured() ? NumberText.cores(spare) : "no",
                standing.age().map(Duration::toSeconds).orElse(Long.MAX_VALUE),
                standing.age().map(age -> TimeText.length(age) + " ago").orElse("Never"),
                standing.sentence());
    }

    private static int weight(List<Destination> entries) {
        return entries.stream().mapToInt(d -> d.spec().weight().value()).max().orElse(0);
    }

    private static String containers(RealServer server, boolean failed) {
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
