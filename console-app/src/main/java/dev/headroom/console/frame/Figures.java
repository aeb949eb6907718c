package dev.headroom.console.frame;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.CountingReadings;
import dev.headroom.console.fx.NumberText;
import dev.headroom.console.fx.Tone;
import dev.headroom.console.status.ServiceFigures;
import dev.headroom.console.status.StateIndex;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.sharing.ServiceCondition;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The five figures of the strip. A figure that is partly unknown says so beside its number; a wholly unknown one has
 * no number. Pure.
 */
final class Figures {
    private final StateIndex index;
    private final ControlState state;
    private final ClusterSnapshot snapshot;
    private final List<ServiceFigures> services;

    private Figures(StateIndex index) {
        this.index = index;
        this.state = index.state();
        this.snapshot = state.snapshot();
        this.services = snapshot.services().stream()
                .map(service -> ServiceFigures.of(index, service))
                .toList();
    }

    /** What a figure counts. */
    enum Kind {
        DEMAND,
        HEADROOM,
        OVERLOADED,
        LOANS,
        NOT_READ
    }

    /**
     * One of the five figures.
     *
     * @param place the view that a click opens
     */
    record Figure(Kind kind, String name, String value, String unit, Tone tone, Place place, String explanation) {}

    static List<Figure> of(StateIndex index) {
        Figures figures = new Figures(index);
        return List.of(figures.demand(), figures.headroom(), figures.overloaded(), figures.loans(), figures.stale());
    }

    /** The sum of the demand figures of the services, so that it is the sum of the numbers on the screen. */
    private Figure demand() {
        List<ServiceFigures> known =
                services.stream().filter(s -> s.demand().isPresent()).toList();
        long sum = known.stream().mapToLong(s -> s.demand().getAsLong()).sum();
        int unknown = services.size() - known.size();
        boolean counted = services.stream().allMatch(ServiceFigures::counted);
        return new Figure(
                Kind.DEMAND,
                "Demand",
                known.isEmpty()
                        ? NumberText.UNKNOWN
                        : NumberText.atLeast(NumberText.whole(sum), unknown > 0 || !counted),
                NumberText.RATE,
                Tone.NEUTRAL,
                Place.SERVICES,
                "New connections a second over "
                        + (unknown == 0
                                ? "all services"
                                : "%d of %s; of the rest nothing is known"
                                        .formatted(known.size(), NumberText.count(services.size(), "service")))
                        + (counted ? "" : "; more may come by way of a director that is not read"));
    }

    private Figure headroom() {
        List<ServerLoad> loads = snapshot.servers().stream()
                .map(RealServer::load)
                .flatMap(load -> load.fresh().stream())
                .toList();
        double all = loads.stream().mapToDouble(load -> load.capacity().cpu()).sum();
        double used = loads.stream().mapToDouble(load -> load.used().cpu()).sum();
        double free = Math.max(0, all - used);
        boolean known = all > 0;
        boolean whole = loads.size() == snapshot.servers().size();
        return new Figure(
                Kind.HEADROOM,
                whole || !known ? "Headroom" : "Known headroom",
                known ? NumberText.whole(free / all * 100) : NumberText.UNKNOWN,
                "%",
                Tone.NEUTRAL,
                Place.SERVERS,
                known
                        ? "%s of %s are free on the %d of %s that are read"
                                .formatted(
                                        NumberText.cores(free),
                                        NumberText.cores(all),
                                        loads.size(),
                                        NumberText.count(snapshot.servers().size(), "server"))
                        : "No server is read now");
    }

    private Figure overloaded() {
        long count = services.stream()
                .filter(s -> s.condition() == ServiceCondition.OVERLOADED || s.condition() == ServiceCondition.DOWN)
                .count();
        long unknown = services.stream()
                .filter(s -> s.condition() == ServiceCondition.UNKNOWN)
                .count();
        boolean nothing = unknown == services.size();
        return new Figure(
                Kind.OVERLOADED,
                "Overloaded",
                nothing ? NumberText.UNKNOWN : NumberText.atLeast(NumberText.whole(count), unknown > 0),
                count == 1 ? "service" : "services",
                count > 0 ? Tone.DANGER : Tone.NEUTRAL,
                Place.SERVICES,
                "Services above the threshold for the hold time, or down"
                        + (unknown > 0 ? "; unknown for %d".formatted(unknown) : ""));
    }

    private Figure loans() {
        Set<ServerId> read = snapshot.servers().stream()
                .filter(server -> server.containers().fresh().isPresent())
                .map(RealServer::id)
                .collect(Collectors.toSet());
        long count = state.memory().loans().stream()
                .filter(loan -> read.contains(loan.container().server()))
                .count();
        boolean known = !read.isEmpty();
        int unread = snapshot.servers().size() - read.size();
        return new Figure(
                Kind.LOANS,
                "Loans",
                known ? NumberText.atLeast(NumberText.whole(count), unread > 0) : NumberText.UNKNOWN,
                "running",
                known && count > 0 ? Tone.ACCENT : Tone.NEUTRAL,
                Place.LOANS,
                known
                        ? "Stand-by containers that serve for another server"
                                + (unread > 0
                                        ? "; what runs on %s is not known"
                                                .formatted(NumberText.count(unread, "unread server"))
                                        : "")
                        : "No server is read now");
    }

    private Figure stale() {
        int hosts = CountingReadings.all(snapshot).size();
        int count = hosts - CountingReadings.hosts(snapshot).size();
        long out = FrameFacts.silentlyOut(index);
        return new Figure(
                Kind.NOT_READ,
                "Not read",
                hosts == 0 || snapshot.revision() == 0 ? NumberText.UNKNOWN : NumberText.whole(count),
                count == 1 ? "host" : "hosts",
                count == out ? Tone.NEUTRAL : count == hosts ? Tone.DANGER : Tone.ATTENTION,
                Place.CONNECTIONS,
                "Hosts without readings recent enough to act on"
                        + (out > 0 ? "; %d of them in maintenance".formatted(out) : ""));
    }
}
