package dev.headroom.console.connections;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.HostKeyNotice;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.console.fx.Badge;
import dev.headroom.console.fx.KeyedRows;
import dev.headroom.console.fx.NaturalOrder;
import dev.headroom.console.fx.TimeText;
import dev.headroom.console.fx.Tone;
import dev.headroom.console.status.Projection;
import dev.headroom.console.status.ServerStanding;
import dev.headroom.console.status.Since;
import dev.headroom.console.status.StateIndex;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** Rows of the hosts, those that need an operator first. */
public final class ConnectionsViewModel implements Projection {
    /** The pause after a click: hosts ban an address after too many logins. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final HostRequests requests;
    private final ObservableList<ConnectionsRow> rows = FXCollections.observableArrayList();
    private final Map<HostId, Instant> asked = new HashMap<>();

    /** Why keys that the operator trusts were not added; another thread puts them in. */
    private final Map<HostId, String> notAdded = new ConcurrentHashMap<>();

    private final ObjectProperty<Optional<ConnectionsRow>> question = new SimpleObjectProperty<>(Optional.empty());
    private Instant shownAt = Instant.MIN;

    /**
     * A model that shows no host yet.
     *
     * @param requests gets what the operator asks
     */
    public ConnectionsViewModel(HostRequests requests) {
        this.requests = requests;
    }

    @Override
    public void show(ControlState state, Instant now) {
        shownAt = now;
        asked.values().removeIf(at -> !now.isBefore(at.plus(PAUSE)));
        state.observation().hosts().stream()
                .filter(status -> status.hostKey().isEmpty())
                .forEach(status -> notAdded.remove(status.host()));
        KeyedRows.update(rows, rows(state, now, asked.keySet(), notAdded), ConnectionsRow::id);
        // A question about a key that the host does not show any more must not be answered.
        question.get()
                .filter(row -> rows.stream()
                        .noneMatch(other -> other.id().equals(row.id())
                                && other.unknownKey().equals(row.unknownKey())))
                .ifPresent(_ -> leave());
    }

    /** The host whose key the operator is asked about; empty while nothing is asked. */
    ReadOnlyObjectProperty<Optional<ConnectionsRow>> question() {
        return question;
    }

    /** Asks the operator about the unknown key of a host. */
    void askAboutKey(ConnectionsRow row) {
        question.set(Optional.of(row));
    }

    /** The operator does not trust the key. */
    void leave() {
        question.set(Optional.empty());
    }

    /** The operator trusts the key that the question shows. */
    void trust() {
        question.get()
                .ifPresent(row -> row.unknownKey().ifPresent(key -> {
                    leave();
                    asked.put(row.id(), shownAt);
                    rows.replaceAll(
                            other -> other.id().equals(row.id()) ? other.with(ConnectionsRow.Retry.ASKED) : other);
                    notAdded.remove(row.id());
                    var _ = requests.trust(row.id(), key.fingerprint())
                            .thenAccept(why -> why.ifPresent(sentence -> notAdded.put(row.id(), sentence)));
                }));
    }

    /** Connects to {@code host} again now. */
    void tryAgain(HostId host) {
        if (asked.putIfAbsent(host, shownAt) == null) {
            rows.replaceAll(row -> row.id().equals(host) ? row.with(ConnectionsRow.Retry.ASKED) : row);
            requests.tryAgain(host);
        }
    }

    ObservableList<ConnectionsRow> rows() {
        return rows;
    }

    static List<ConnectionsRow> rows(ControlState state, Instant now, Set<HostId> asked, Map<HostId, String> notAdded) {
        StateIndex index = StateIndex.of(state);
        return state.observation().hosts().stream()
                .map(status -> row(
                        status,
                        index.isOut(status.host()),
                        now,
                        asked,
                        Optional.ofNullable(notAdded.get(status.host()))))
                .sorted(Comparator.comparingInt(ConnectionsRow::urgency)
                        .thenComparing(ConnectionsRow::kind)
                        .thenComparing(ConnectionsRow::host, NaturalOrder.NAMES))
                .toList();
    }

    /** @param out whether the host is in maintenance, so that it is no alarm when it does not answer */
    private static ConnectionsRow row(
            HostStatus status, boolean out, Instant now, Set<HostId> asked, Optional<String> notAdded) {
        return new ConnectionsRow(
                status.host(),
                kind(status.host()),
                status.address(),
                status.hostKey().map(ConnectionsViewModel::badge).orElseGet(() -> badge(status, out)),
                out && status.state() == HostStatus.State.RETRYING ? OUT_URGENCY : urgency(status.state()),
                Since.of(status.since(), now),
                said(status, out, notAdded),
                retry(status, asked),
                status.facts().map(facts -> told(facts, now)).orElse(""),
                status.hostKey().filter(key -> key.kind() == HostKeyNotice.Kind.UNKNOWN));
    }

    /** What seldom changes, a line each: {@code 6.1.0-18-amd64 (/proc/sys/kernel/osrelease)}. */
    private static String told(HostStatus.Facts facts, Instant now) {
        return facts.values().entrySet().stream()
                .map(fact -> "%s (%s)".formatted(fact.getValue(), fact.getKey()))
                .collect(Collectors.joining(
                        "\n", "", "\nread " + TimeText.length(Duration.between(facts.at(), now)) + " ago"));
    }

    private static Badge badge(HostKeyNotice key) {
        return switch (key.kind()) {
            case UNKNOWN -> new Badge("Key unknown", Tone.ATTENTION);
            case CHANGED -> new Badge("Key changed", Tone.DANGER);
            case REVOKED -> new Badge("Key revoked", Tone.DANGER);
        };
    }

    private static ConnectionsRow.Retry retry(HostStatus status, Set<HostId> asked) {
        return switch (status.state()) {
            case CONNECTED, CONNECTING -> ConnectionsRow.Retry.NONE;
            case RETRYING, REFUSED ->
                asked.contains(status.host()) ? ConnectionsRow.Retry.ASKED : ConnectionsRow.Retry.OFFERED;
        };
    }

    private static String said(HostStatus status, boolean out, Optional<String> notAdded) {
        List<String> said = Stream.of(
                        out && status.look() == HostStatus.Look.FAILED
                                ? Stream.of(ServerStanding.TAKEN_OUT)
                                : Stream.<String>empty(),
                        notAdded.stream(),
                        status.sentence().stream(),
                        status.notes().stream())
                .flatMap(sentences -> sentences)
                .toList();
        return said.isEmpty() ? "–" : String.join(" ", said);
    }

    private static String kind(HostId host) {
        return switch (host) {
            case DirectorId _ -> "Director";
            case ServerId _ -> "Real server";
        };
    }

    /** As that of a host without trouble. */
    private static final int OUT_URGENCY = 3;

    private static int urgency(HostStatus.State state) {
        return switch (state) {
            case REFUSED -> 0;
            case RETRYING -> 1;
            case CONNECTING -> 2;
            case CONNECTED -> 3;
        };
    }

    private static Badge badge(HostStatus status, boolean out) {
        Tone waiting = out ? Tone.MUTED : Tone.ATTENTION;
        if (status.answered()) { // its log-in works
            return new Badge("Not read", status.state() == HostStatus.State.REFUSED ? Tone.DANGER : waiting);
        }
        return switch (status.state()) {
            case REFUSED -> new Badge("Refused", Tone.DANGER);
            case RETRYING -> new Badge("Retrying", waiting);
            case CONNECTING -> new Badge("Connecting", Tone.ACCENT);
            case CONNECTED -> new Badge("Connected", Tone.SUCCESS);
        };
    }
}
