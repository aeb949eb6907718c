package dev.headroom.ma2scf.sharing.lending;

import dev.headroom.ma2scf.finder.Refusal;
import dev.headroom.ma2scf.finder.Request;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ServiceLimits;
import dev.headroom.ma2scf.model.ZoneId;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Site;
import dev.headroom.ma2scf.sharing.facts.Situation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How many containers of one service there are, and where its limits allow another. What has failed does not count. */
final class Quota {
    private static final int UNLIMITED = Integer.MAX_VALUE;

    private final ServiceId service;
    private final ServiceLimits limits;
    private final Situation situation;
    private final Set<ContainerId> dead;
    private final Set<ServiceId> apart;

    Quota(ServiceView view, Situation situation) {
        service = view.id();
        limits = view.service().limits();
        this.situation = situation;
        dead = view.in(Site.State.FAILED).stream()
                .flatMap(site -> site.known().stream())
                .map(known -> known.container().id())
                .collect(Collectors.toSet());
        apart = situation.snapshot().keptApartFrom(view.service());
    }

    /**
     * For the finder.
     *
     * @param mostStarts containers that may be started whatever the limits of the service
     */
    Request.Limits limits(int mostStarts) {
        Map<ZoneId, Integer> inZones = inZones();
        int there = inZones.values().stream().mapToInt(Integer::intValue).sum();
        int left = limits.maximum().map(most -> Math.max(0, most - there)).orElse(UNLIMITED);
        return new Request.Limits(Math.min(left, mostStarts), limits.perZone().orElse(UNLIMITED), inZones, apart);
    }

    /** Containers that may still be started on {@code server}. */
    int leftOn(RealServer server) {
        return limits.perServer()
                .map(most -> Math.max(0, most - on(server, service)))
                .orElse(UNLIMITED);
    }

    /** Why no container may be started on {@code server} at all; empty if one may. */
    Optional<Refusal> refusal(RealServer server) {
        if (!limits.mayLend(server.id())) {
            return Optional.of(new Refusal.ForbiddenLender(service));
        }
        Optional<ServiceId> neighbour =
                apart.stream().filter(other -> on(server, other) > 0).findFirst();
        if (neighbour.isPresent()) {
            return Optional.of(new Refusal.KeptApart(service, neighbour.get()));
        }
        Request.Limits left = limits(UNLIMITED);
        if (left.atMost() == 0) {
            return Optional.of(new Refusal.MaximumReached(service));
        }
        if (leftOn(server) == 0) {
            return Optional.of(
                    new Refusal.ServerFull(service, limits.perServer().orElse(UNLIMITED)));
        }
        return left.leftIn(server.zone()) == 0
                ? Optional.of(new Refusal.ZoneFull(service, server.zone(), left.perZone()))
                : Optional.empty();
    }

    private Map<ZoneId, Integer> inZones() {
        Map<ZoneId, Integer> inZones = new TreeMap<>();
        for (RealServer server : situation.snapshot().servers()) {
            int there = on(server, service);
            if (there > 0) {
                inZones.merge(server.zone(), there, Integer::sum);
            }
        }
        return inZones;
    }

    private int on(RealServer server, ServiceId wanted) {
        return situation.failed().contains(server.id())
                ? 0
                : (int) server.knownContainers().stream()
                        .filter(c -> c.role().serving().filter(wanted::equals).isPresent())
                        .filter(this::counts)
                        .count();
    }

    private boolean counts(Container container) {
        return container.state() != ContainerState.STOPPED && !dead.contains(container.id());
    }
}
