package dev.headroom.console.topology;

import dev.headroom.backend.control.ControlState;
import dev.headroom.console.fx.Badge;
import dev.headroom.console.fx.NumberText;
import dev.headroom.console.fx.ServerStanding;
import dev.headroom.console.fx.Standings;
import dev.headroom.console.fx.TimeText;
import dev.headroom.console.fx.Tone;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.Condition;
import dev.headroom.ma2scf.sharing.ServiceAssessment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Projects a state to the picture of the overview. Pure. */
final class TopologyProjection {
    private static final String UNKNOWN = "–";
    private final ControlState state;
    private final ClusterSnapshot snapshot;
    private final SharingPolicy policy;
    private final Instant now;

    private TopologyProjection(ControlState state, SharingPolicy policy, Instant now) {
        this.state = state;
        this.snapshot = state.snapshot();
        this.policy = policy;
        this.now = now;
    }

    static Picture of(ControlState state, SharingPolicy policy, Instant now) {
        return new TopologyProjection(state, policy, now).picture();
    }

    private Picture picture() {
        Map<ServerId, ServerStanding> standings = snapshot.servers().stream()
                .collect(Collectors.toMap(RealServer::id, server -> ServerStanding.of(snapshot, server, policy, now)));
        Flows flows = new Flows(snapshot, standings);
        Map<?, ServiceAssessment> assessments = state.assessments().stream()
                .collect(Collectors.toMap(ServiceAssessment::service, Function.identity(), (first, _) -> first));
        Marks marks = new Marks(state);
        return new Picture(
                snapshot.directors().stream()
                        .map(d -> director(d, flows.rate(d)))
                        .toList(),
                snapshot.services().stream()
                        .sorted((a, b) -> Integer.compare(a.priority(), b.priority()))
                        .map(s -> service(s, Optional.ofNullable(assessments.get(s.id()))))
                        .toList(),
                snapshot.servers().stream()
                        .map(s -> server(s, ServerStanding.of(snapshot, s, policy, now), marks))
                        .toList(),
                flows.all(),
                policy.reserve(),
                !state.observation().hosts().isEmpty());
    }

    private DirectorTile director(Director director, double rate) {
        Badge badge = switch (director.table()) {
            case Reading.Fresh<DirectorTable> _ ->
                rate > 0 ? new Badge("Active", Tone.SUCCESS) : new Badge("Idle", Tone.NEUTRAL);
            case Reading.Stale<DirectorTable>(var _, Instant at, var _) ->
                new Badge("Stale " + TimeText.length(Duration.between(at, now)), Tone.MUTED);
            case Reading.Missing<DirectorTable> _ -> new Badge("Never read", Tone.MUTED);
        };
        return new DirectorTile(
                director.id(), badge, NumberText.rate(rate), age(director.table()), exact(director.table()));
    }

    private static ServiceTile service(VirtualService service, Optional<ServiceAssessment> found) {
        boolean known = found.filter(a -> a.condition() != Condition.UNKNOWN).isPresent();
        String facts = found.map(TopologyProjection::facts).orElse("Not assessed yet");
        return new ServiceTile(
                service.id(),
                service.priority(),
                Standings.of(found.map(ServiceAssessment::condition).orElse(Condition.UNKNOWN)),
                found.map(a -> a.utilization().fraction()).orElse(0.0),
                known ? found.map(a -> NumberText.percent(a.utilization())).orElse(UNKNOWN) : UNKNOWN,
                facts,
                service.address().toString());
    }

    private static String facts(ServiceAssessment assessment) {
        return "%s of %s · %d serving"
                .formatted(
                        NumberText.whole(assessment.demand()),
                        NumberText.rate(assessment.capacity()),
                        assessment.serving());
    }

    private ServerTile server(RealServer server, ServerStanding standing, Marks marks) {
        Optional<ServerLoad> load = server.load().lastKnown();
        List<List<Destination>> entries = server.knownContainers().stream()
                .map(container -> ServerStanding.destinations(snapshot, container))
                .toList();
        int weight = entries.stream().mapToInt(TopologyProjection::weight).sum();
        long active = entries.stream()
                .flatMap(List::stream)
                .mapToLong(d -> d.counts().active())
                .sum();
        boolean failed = standing.badge().tone() == Tone.DANGER && !server.isMeasured();
        Optional<ServerLoad> shown = failed ? Optional.empty() : load;
        return new ServerTile(
                server.id(),
                server.zone(),
                standing,
                shown.map(l -> l.cpu().fraction()).orElse(0.0),
                shown.map(l -> NumberText.percent(l.cpu())).orElse(UNKNOWN),
                "weight %d · %s conn".formatted(weight, NumberText.whole(active)),
                marks.of(server, failed),
                age(server.load()),
                exact(server.load()));
    }

    /** Directors should agree; where they do not, the highest is shown. */
    private static int weight(List<Destination> entries) {
        return entries.stream().mapToInt(d -> d.spec().weight().value()).max().orElse(0);
    }

    private String age(Reading<?> reading) {
        return reading.age(now).map(age -> TimeText.length(age) + " ago").orElse("never read");
    }

    private static String exact(Reading<?> reading) {
        return switch (reading) {
            case Reading.Fresh<?>(var _, Instant at) -> "Read at " + TimeText.exact(at);
            case Reading.Stale<?>(var _, Instant at, String reason) -> "Read at " + TimeText.exact(at) + ". " + reason;
            case Reading.Missing<?>(String reason) -> reason;
        };
    }
}
