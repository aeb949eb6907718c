package dev.headroom.console.frame;

import dev.headroom.backend.control.CountingReadings;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.remote.Printable;
import dev.headroom.console.frame.Banner.About;
import dev.headroom.console.frame.Banner.Kind;
import dev.headroom.console.fx.NaturalOrder;
import dev.headroom.console.fx.NumberText;
import dev.headroom.console.fx.TimeText;
import dev.headroom.console.fx.Tone;
import dev.headroom.console.status.ServerStanding;
import dev.headroom.console.status.StateIndex;
import dev.headroom.console.status.WallTime;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.sharing.ServiceAssessment;
import dev.headroom.ma2scf.sharing.ServiceCondition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A banner for each host or service that failed or is not read, in every mode; many of one kind share one. Pure. */
final class Troubles {
    private static final int EACH_AT_MOST = 3;
    private static final String FAILED =
            "It sends no readings, and the directors see that it does not serve. Look at the machine.";

    private final StateIndex index;
    private final ClusterSnapshot snapshot;
    private final Instant now;

    private Troubles(StateIndex index, Instant now) {
        this.index = index;
        this.snapshot = index.snapshot();
        this.now = now;
    }

    static List<Banner> of(StateIndex index, Instant now) {
        return index.snapshot().revision() == 0 ? List.of() : new Troubles(index, now).all();
    }

    private List<Banner> all() {
        List<Banner> banners = new ArrayList<>();
        if (!CountingReadings.all(snapshot).isEmpty()
                && CountingReadings.hosts(snapshot).isEmpty()) {
            banners.add(new Banner(
                    About.all(Kind.NOTHING_READ),
                    "Nothing is read",
                    "None of %s sends readings, so nothing is known of the cluster now and nothing is proposed. Connections (6) says why."
                            .formatted(NumberText.count(
                                    CountingReadings.all(snapshot).size(), "host")),
                    Tone.DANGER));
        } else {
            banners.addAll(together(Kind.FAILED, "failed", failed(), Tone.DANGER));
            banners.addAll(together(Kind.NOT_READ, "not read", unread(), Tone.ATTENTION));
        }
        banners.addAll(together(Kind.DOWN, "down", down(), Tone.DANGER));
        banners.addAll(notUnderstood());
        return banners;
    }

    private List<Named> failed() {
        return snapshot.servers().stream()
                .filter(this::hasFailed)
                .map(server -> new Named(
                        server.id().name(),
                        new Banner(
                                new About(Kind.FAILED, server.id().name()),
                                server.id() + " failed",
                                server.inMaintenance() ? FAILED + " " + ServerStanding.TOO_EARLY : FAILED,
                                Tone.DANGER)))
                .toList();
    }

    private boolean hasFailed(RealServer server) {
        return index.hasFailed(server.id());
    }

    /** Whether nothing is asked of an operator: a host that refuses is not seen to be in order by itself. */
    private boolean isOut(RealServer server) {
        return index.isOut(server.id())
                && index.host(server.id())
                        .filter(host -> host.state() == HostStatus.State.REFUSED)
                        .isEmpty();
    }

    private List<Named> unread() {
        return Stream.concat(
                        snapshot.directors().stream()
                                .filter(director -> director.table().fresh().isEmpty())
                                .map(director -> unread(director.id(), director.table())),
                        snapshot.servers().stream()
                                .filter(server -> !server.isMeasured() && !hasFailed(server) && !isOut(server))
                                .map(server -> unread(
                                        server.id(),
                                        server.load().fresh().isPresent() ? server.containers() : server.load())))
                .toList();
    }

    private Named unread(HostId host, Reading<?> reading) {
        return new Named(host.name(), unreadBanner(host, reading));
    }

    private Banner unreadBanner(HostId host, Reading<?> reading) {
        Optional<String> asked = index.host(host).flatMap(HostStatus::sentence);
        return switch (reading) {
            case Reading.Fresh<?> _ ->
                new Banner(
                        new About(Kind.NOT_READ, host.name()),
                        host.name() + " is not read",
                        asked.orElse(""),
                        Tone.ATTENTION);
            case Reading.Stale<?>(var _, Instant at, String reason) ->
                new Banner(
                                new About(Kind.NOT_READ, host.name()),
                                host.name() + " is not read",
                                asked.orElse(reason),
                                Tone.ATTENTION)
                        .since(TimeText.ago(at, now), "Last read at " + WallTime.exact(at));
            case Reading.Missing<?>(String reason) ->
                new Banner(
                        new About(Kind.NOT_READ, host.name()),
                        host.name() + " was never read",
                        asked.orElse(reason),
                        Tone.ATTENTION);
        };
    }

    /** Banners for what Headroom does not understand and therefore does not change. */
    private List<Banner> notUnderstood() {
        return snapshot.directors().stream()
                .flatMap(director -> director.table().fresh().stream()
                        .filter(table -> !table.unread().isEmpty())
                        .map(table -> new Banner(
                                new About(Kind.NOT_UNDERSTOOD, director.id().name()),
                                "%s: %s not understood"
                                        .formatted(
                                                director.id(),
                                                table.unread().size() == 1
                                                        ? "1 entry"
                                                        : NumberText.whole(table.unread()
                                                                        .size()) + " entries"),
                                Printable.of("Left alone: %s (%s)"
                                        .formatted(
                                                table.unread().getFirst().line(),
                                                table.unread().getFirst().why())),
                                Tone.ATTENTION)))
                .toList();
    }

    private List<Named> down() {
        return index.state().assessments().stream()
                .filter(assessment -> assessment.condition() == ServiceCondition.DOWN)
                .map(ServiceAssessment::service)
                .map(service -> new Named(
                        service.name(),
                        new Banner(
                                new About(Kind.DOWN, service.name()),
                                service + " down",
                                "No known container serves it.",
                                Tone.DANGER)))
                .toList();
    }

    /** The banner of a host or service, with the name for a shared banner. */
    private record Named(String name, Banner banner) {}

    /** Up to three banners of a kind as they are; more in one banner with their number and the first names. */
    private static List<Banner> together(Kind kind, String what, List<Named> each, Tone tone) {
        if (each.size() <= EACH_AT_MOST) {
            return each.stream().map(Named::banner).toList();
        }
        List<String> names =
                each.stream().map(Named::name).sorted(NaturalOrder.NAMES).toList();
        String first = names.stream().limit(EACH_AT_MOST).collect(Collectors.joining(", "));
        return List.of(new Banner(
                About.all(kind),
                "%s %s".formatted(NumberText.whole(names.size()), what),
                "%s and %s more. %s has each with its reason."
                        .formatted(
                                first,
                                NumberText.whole(names.size() - EACH_AT_MOST),
                                kind == Kind.DOWN ? "Services (2)" : "Connections (6)"),
                tone));
    }
}
