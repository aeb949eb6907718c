package dev.headroom.ma2scf.sharing.facts;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ProbeResult;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.SeenServing;
import dev.headroom.ma2scf.model.SignOfService;
import dev.headroom.ma2scf.model.Traffic;
import dev.headroom.ma2scf.model.VirtualService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Weighs what speaks for a destination of one service and what speaks against it. Its host is asked first; where that is silent or
 * says that nothing listens, the directors decide. Whatever shows that it serves outweighs all that does not answer: a firewall
 * may stop the directors' probes, a new version may hide what listens. See decision 0001.
 */
record Evidence(ClusterSnapshot snapshot, VirtualService service, Endpoint endpoint) {
    /** What one director has of the destination, and what came of its probe. */
    private record View(DirectorId director, Destination destination, Optional<ProbeResult> probe) {}

    Diagnosis diagnosis(RealServer server, Container container) {
        List<View> views = views();
        Optional<String> host = host(server, container);
        if (host.isEmpty() && SeenServing.isListeningSeen(service, endpoint)) {
            return new Diagnosis(Diagnosis.State.SERVES, List.of("%s runs and listens.".formatted(container.id())));
        }
        List<String> evidence = new ArrayList<>(signsOfService(views, recent(server)));
        boolean isSeenServing = !evidence.isEmpty();
        evidence.add(host.orElseGet(() -> "%s runs; whether anything in it answers at %s cannot be seen from its host."
                .formatted(container.id(), endpoint)));
        if (isSeenServing || host.isEmpty()) {
            return new Diagnosis(isSeenServing ? Diagnosis.State.SERVES : Diagnosis.State.UNKNOWN, evidence);
        }
        return unseen(server, container, views, evidence);
    }

    /** The diagnosis where neither the host nor a director shows that the destination serves. */
    private Diagnosis unseen(RealServer server, Container container, List<View> views, List<String> evidence) {
        if (server.containers().fresh().isPresent() && isStopped(container)) {
            return new Diagnosis(Diagnosis.State.REFUSES, evidence);
        }
        Optional<String> untried = untried(views);
        if (untried.isPresent() || !mayFail(server, container)) {
            untried.ifPresent(evidence::add);
            return new Diagnosis(Diagnosis.State.UNKNOWN, evidence);
        }
        views.forEach(view -> view.probe().ifPresent(result -> evidence.add(tried(view.director(), result))));
        boolean refused = views.stream()
                .allMatch(v -> v.probe().filter(ProbeResult.REFUSED::equals).isPresent());
        return new Diagnosis(refused ? Diagnosis.State.REFUSES : Diagnosis.State.SILENT, evidence);
    }

    /** Half of a server's readings may be late: only when it says nothing at all, or that nothing listens, may it have failed. */
    private static boolean mayFail(RealServer server, Container container) {
        return FaultDetector.isUnread(server) || (server.isMeasured() && container.state() != ContainerState.UNKNOWN);
    }

    private List<View> views() {
        List<View> views = new ArrayList<>();
        Optional<ProbeTarget> target = service.probeOf(endpoint);
        for (Director director : snapshot.directors()) {
            Optional<DirectorTable> table = director.table().fresh();
            table.flatMap(t -> t.entry(service.address()))
                    .flatMap(entry -> entry.destination(endpoint))
                    .ifPresent(destination -> views.add(new View(
                            director.id(),
                            destination,
                            table.flatMap(t -> target.flatMap(
                                    at -> Optional.ofNullable(t.probes().get(at)))))));
        }
        return views;
    }

    /** Why the host itself does not show that it serves; empty if it does. */
    private static Optional<String> host(RealServer server, Container container) {
        if (server.containers().fresh().isEmpty()) {
            return Optional.of("%s cannot be read (%s).".formatted(server.id(), Readings.reason(server)));
        }
        if (!container.isRunning()) {
            return Optional.of("%s is %s.".formatted(container.id(), Wording.state(container.state())));
        }
        return container.listening()
                ? Optional.empty()
                : Optional.of("%s runs, but nothing in it listens.".formatted(container.id()));
    }

    private static boolean isStopped(Container container) {
        return switch (container.state()) {
            case STOPPED, FAILED -> true;
            case STARTING, RUNNING, STOPPING, FROZEN, UNKNOWN -> false;
        };
    }

    /** What was established before the server was lost says nothing of the time since: half of that is surely after it. */
    private Duration recent(RealServer server) {
        Duration unread = server.containers()
                .age(snapshot.takenAt())
                .filter(_ -> FaultDetector.isUnread(server))
                .map(age -> age.dividedBy(2))
                .orElse(SeenServing.RECENT);
        return unread.compareTo(SeenServing.RECENT) < 0 ? unread : SeenServing.RECENT;
    }

    private List<String> signsOfService(List<View> views, Duration recent) {
        List<String> signs = new ArrayList<>();
        for (View view : views) {
            if (view.probe().filter(ProbeResult.OPEN::equals).isPresent()) {
                signs.add(tried(view.director(), ProbeResult.OPEN));
            }
            view.destination()
                    .traffic()
                    .flatMap(traffic -> moving(view, traffic, recent))
                    .ifPresent(signs::add);
        }
        return signs;
    }

    private Optional<String> moving(View view, Traffic traffic, Duration recent) {
        boolean refused = view.probe().filter(ProbeResult.REFUSED::equals).isPresent();
        return SignOfService.of(view.destination(), recent, refused).map(sign -> switch (sign) {
            case ESTABLISHED ->
                "%s saw new connections to %s established %s ago."
                        .formatted(
                                view.director(),
                                endpoint,
                                Wording.seconds(traffic.rose().orElse(Duration.ZERO)));
            case ANSWERS -> "%s counts %s from %s.".formatted(view.director(), packets(traffic.out()), endpoint);
            case CONVERSES ->
                "%s counts %s to %s, more than clients send that get no answer."
                        .formatted(view.director(), packets(traffic.in()), endpoint);
        });
    }

    private static String packets(double rate) {
        return String.format(Locale.ROOT, "%.1f packets a second", rate);
    }

    /** Why probes say nothing; empty if each director that reads has an answer. */
    private Optional<String> untried(List<View> views) {
        if (service.probeOf(endpoint).isEmpty()) {
            return Optional.of(
                    "%s cannot be tried as %s (%s), so it is unknown whether it serves; 'check' in the cluster file names a port that tells."
                            .formatted(endpoint, service.id(), service.address()));
        }
        return views.stream()
                .filter(view -> view.probe().isEmpty())
                .findFirst()
                .map(view -> "%s has not tried %s, or has no means to (bash with timeout, or nc)."
                        .formatted(view.director(), endpoint));
    }

    private String tried(DirectorId director, ProbeResult result) {
        String target = service.probeOf(endpoint).map(ProbeTarget::toString).orElseGet(endpoint::toString);
        return switch (result) {
            case OPEN -> "%s gets an answer at %s.".formatted(director, target);
            case REFUSED -> "%s is refused at %s.".formatted(director, target);
            case SILENT -> "%s gets no answer at %s.".formatted(director, target);
        };
    }
}
