package dev.headroom.ma2scf.sharing.lending;

import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Site;
import dev.headroom.ma2scf.sharing.facts.Situation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What each measured server can lend to any service. See decision 0004. */
final class Lenders {
    /** In cores: what homes use together that wait for clients is less. */
    private static final double LEAST_USE = 0.05;

    private final Situation situation;
    private final SharingPolicy policy;

    Lenders(Situation situation) {
        this.situation = situation;
        this.policy = situation.policy();
    }

    /** All that are measured, lending or not, in order of server. */
    List<Lender> all() {
        List<Lender> lenders = new ArrayList<>();
        for (RealServer server : situation.snapshot().servers()) {
            if (server.isMeasured()) {
                server.load().fresh().ifPresent(load -> lenders.add(of(server, load)));
            }
        }
        return keepsSpare() ? SpareServer.kept(lenders) : lenders;
    }

    /** What the server of {@code lent} could lend if that did not run; empty if it is not measured. */
    Optional<Lender> without(Container lent) {
        return situation
                .snapshot()
                .server(lent.id().server())
                .filter(RealServer::isMeasured)
                .map(server -> server.with(
                        server.load(),
                        server.containers()
                                .map(all -> all.stream()
                                        .filter(c -> !c.id().equals(lent.id()))
                                        .toList())))
                .flatMap(server -> server.load().fresh().map(load -> of(server, without(load, lent.used()))));
    }

    private static ServerLoad without(ServerLoad load, Resources taken) {
        Resources used = load.used();
        Resources left = new Resources(
                Math.max(0, used.cpu() - taken.cpu()),
                Math.max(0, used.memory() - taken.memory()),
                Math.max(0, used.network() - taken.network()));
        return new ServerLoad(load.capacity(), left);
    }

    /** See {@link Round#usedOfReserve}. */
    double usedOfReserve(RealServer server) {
        boolean isWanted = situation.allViews().stream()
                        .mapToDouble(view -> usedAtHome(view, server))
                        .sum()
                >= LEAST_USE;
        double lent = 1 - policy.reserve();
        return server.load()
                .fresh()
                .filter(_ -> isWanted)
                .map(load ->
                        Math.max(0, load.used().cpu() - lent * load.capacity().cpu()))
                .orElse(0.0);
    }

    /** What was kept for the loss of a server is there to be used once one is lost. */
    private boolean keepsSpare() {
        return policy.restraint().spareServer()
                && situation.failed().isEmpty()
                && situation.allViews().stream()
                        .allMatch(view -> view.in(Site.State.FAILED).isEmpty());
    }

    /** From one reading of it. */
    Lender of(RealServer server, ServerLoad load) {
        long running = server.knownContainers().stream()
                .filter(c -> c.isStandBy() && c.state() != ContainerState.STOPPED)
                .count();
        return Lender.of(
                        server.id(),
                        server.zone(),
                        load,
                        policy.reserve(),
                        (int) running,
                        policy.maximumLoansPerServer())
                .atMost(server.inMaintenance() ? 0 : bearable(server, load));
    }

    /**
     * Cores that can go before a service at home on {@code server} would be above the target for what is open to it there, by what
     * it uses there and by what its weights send there: a loan that overloads its lender would be recalled at once.
     */
    private double bearable(RealServer server, ServerLoad load) {
        double free = load.capacity().cpu() - load.used().cpu();
        double least = Double.POSITIVE_INFINITY;
        for (ServiceView view : situation.allViews()) {
            double own = usedAtHome(view, server);
            if (own > 0) {
                least = Math.min(least, spared(free, own));
                least = Math.min(least, spared(view.parts().open() - view.usedCores(), view.usedCores()));
            }
        }
        return Math.min(least, free);
    }

    /** What can go of {@code free} until {@code used} is the target's part of what is open. */
    private double spared(double free, double used) {
        double target = situation.target();
        return free - used * (1 - target) / target;
    }

    private static double usedAtHome(ServiceView view, RealServer server) {
        return view.in(Site.State.SERVING).stream()
                .filter(site -> !site.isLoan())
                .flatMap(site -> site.known().stream())
                .filter(k -> k.server().id().equals(server.id()))
                .mapToDouble(k -> k.container().used().cpu())
                .sum();
    }
}
