package dev.headroom.console.frame;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Mode;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.console.fx.Badge;
import dev.headroom.console.fx.NumberText;
import dev.headroom.console.fx.TimeText;
import dev.headroom.console.fx.Tone;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.sharing.Condition;
import dev.headroom.ma2scf.sharing.ServiceAssessment;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the frame around the views says of a state. Pure.
 *
 * @param running the plans that run
 * @param runningText which plan runs and how far it is; empty when none does
 * @param haltedText what was stopped; empty unless halted
 * @param connections how many hosts are connected
 * @param live age of the newest readings
 */
record FrameFacts(
        Mode mode,
        boolean halted,
        List<ProposalId> running,
        String runningText,
        String haltedText,
        Badge connections,
        Badge live,
        List<Figure> figures,
        List<Banner> banners) {
    /** After this a snapshot is no longer called live. */
    private static final Duration LIVE_WITHIN = Duration.ofSeconds(10);

    private static final int NOTICES_AT_MOST = 3;
    private static final Duration NOTICE_IN_SIGHT = Duration.ofMinutes(10);

    /**
     * One of the five figures of the strip.
     *
     * @param place where a click leads
     */
    record Figure(String name, String value, String unit, Tone tone, Place place, String explanation) {
        Figure unknown() {
            return new Figure(name, "–", unit, Tone.NEUTRAL, place, "Nothing has been read yet");
        }
    }

    static FrameFacts of(ControlState state, Instant now) {
        return new FrameFacts(
                state.mode(),
                state.halted(),
                Running.in(state).stream().map(Proposal::id).toList(),
                Running.in(state).stream().map(FrameFacts::running).collect(Collectors.joining(" · ")),
                state.halted() ? halted(state) : "",
                connections(state),
                live(state.snapshot(), now),
                figures(state),
                state.notices().stream()
                        .filter(notice -> Duration.between(notice.at(), now).compareTo(NOTICE_IN_SIGHT) < 0)
                        .limit(NOTICES_AT_MOST)
                        .map(notice -> Banner.of(notice, now))
                        .toList());
    }

    private static String running(Proposal proposal) {
        return "%s runs: %d of %s done"
                .formatted(
                        proposal.id(),
                        Running.done(proposal),
                        NumberText.count(proposal.steps().size(), "step"));
    }

    private static String halted(ControlState state) {
        Optional<Proposal> stopped = state.proposals().stream()
                .filter(proposal -> proposal.status() == Proposal.Status.HALTED)
                .max(Comparator.comparing(Proposal::changedAt));
        return stopped.map(proposal -> "%s was stopped after step %d of %d; the rest was not run. "
                                .formatted(
                                        proposal.id(),
                                        Running.done(proposal),
                                        proposal.steps().size()))
                        .orElse("No plan was running. ")
                + "Nothing begins until you resume.";
    }

    private static Badge connections(ControlState state) {
        List<HostStatus> hosts = state.observation().hosts();
        if (hosts.isEmpty()) {
            return new Badge("No hosts", Tone.MUTED);
        }
        long connected = count(hosts, HostStatus.State.CONNECTED);
        long refused = count(hosts, HostStatus.State.REFUSED);
        String words = "%d of %s".formatted(connected, NumberText.count(hosts.size(), "host"));
        if (refused > 0) {
            return new Badge(words + ", %d refused".formatted(refused), Tone.DANGER);
        }
        return new Badge(words, connected == hosts.size() && connected > 0 ? Tone.SUCCESS : Tone.ATTENTION);
    }

    private static long count(List<HostStatus> hosts, HostStatus.State wanted) {
        return hosts.stream().filter(host -> host.state() == wanted).count();
    }

    private static Badge live(ClusterSnapshot snapshot, Instant now) {
        if (snapshot.revision() == 0) {
            return new Badge("Waiting for readings", Tone.MUTED);
        }
        Duration age = Duration.between(snapshot.takenAt(), now);
        boolean live = age.compareTo(LIVE_WITHIN) < 0;
        return new Badge((live ? "Live " : "Old ") + TimeText.length(age), live ? Tone.SUCCESS : Tone.ATTENTION);
    }

    private static List<Figure> figures(ControlState state) {
        List<Figure> figures = List.of(
                demand(state), headroom(state.snapshot()), overloaded(state), loans(state), stale(state.snapshot()));
        return state.snapshot().revision() > 0
                ? figures
                : figures.stream().map(Figure::unknown).toList();
    }

    private static Figure demand(ControlState state) {
        double demand = state.assessments().stream()
                .mapToDouble(ServiceAssessment::demand)
                .sum();
        return new Figure(
                "Demand",
                NumberText.whole(demand),
                NumberText.RATE,
                Tone.NEUTRAL,
                Place.SERVICES,
                "New connections a second over all services");
    }

    private static Figure headroom(ClusterSnapshot snapshot) {
        List<ServerLoad> loads = snapshot.servers().stream()
                .map(RealServer::load)
                .flatMap(load -> load.fresh().stream())
                .toList();
        double all = loads.stream().mapToDouble(load -> load.capacity().cpu()).sum();
        double used = loads.stream().mapToDouble(load -> load.used().cpu()).sum();
        double free = Math.max(0, all - used);
        boolean known = all > 0;
        return new Figure(
                "Headroom",
                known ? NumberText.whole(free / all * 100) : "–",
                "%",
                Tone.NEUTRAL,
                Place.SERVERS,
                known
                        ? "%s of %s are free on the measured servers"
                                .formatted(NumberText.cores(free), NumberText.cores(all))
                        : "No server is measured");
    }

    private static Figure overloaded(ControlState state) {
        long count = state.assessments().stream()
                .filter(a -> a.condition() == Condition.OVERLOADED || a.condition() == Condition.DOWN)
                .count();
        return new Figure(
                "Overloaded",
                NumberText.whole(count),
                count == 1 ? "service" : "services",
                count > 0 ? Tone.DANGER : Tone.NEUTRAL,
                Place.SERVICES,
                "Services above the threshold for the hold time, or down");
    }

    private static Figure loans(ControlState state) {
        int count = state.memory().loans().size();
        return new Figure(
                "Loans",
                NumberText.whole(count),
                "running",
                count > 0 ? Tone.ACCENT : Tone.NEUTRAL,
                Place.LOANS,
                "Stand-by containers that serve for another server");
    }

    private static Figure stale(ClusterSnapshot snapshot) {
        long count = Stream.concat(
                        snapshot.servers().stream().<Reading<?>>map(RealServer::load),
                        snapshot.directors().stream().map(director -> director.table()))
                .filter(reading -> reading.fresh().isEmpty())
                .count();
        return new Figure(
                "Stale",
                NumberText.whole(count),
                count == 1 ? "host" : "hosts",
                count > 0 ? Tone.ATTENTION : Tone.NEUTRAL,
                Place.CONNECTIONS,
                "Hosts without readings recent enough to act on");
    }
}
