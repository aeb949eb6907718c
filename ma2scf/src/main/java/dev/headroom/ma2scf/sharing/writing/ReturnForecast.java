package dev.headroom.ma2scf.sharing.writing;

import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.sharing.facts.Cores;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Situation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What becomes of a borrower and of its lenders when loans return, whether they are given back or undone. Pure. */
public final class ReturnForecast {
    private ReturnForecast() {}

    /** What would be in use of {@code view} if nothing served at {@code gone}, at the greatest demand of the window. */
    public static Utilization without(Set<Spot> gone, ServiceView view, Situation situation) {
        return Utilization.of(greatest(view, situation) * view.unitCost(), view.coresWithout(gone));
    }

    /** The greatest demand of the window on what can be measured, connections a second; at least that of now. */
    public static double greatest(ServiceView view, Situation situation) {
        double greatest = situation.memory().demandOf(view.id()).greatest();
        double scale = view.demand() > 0 ? view.measuredDemand() / view.demand() : 1;
        return Math.max(view.measuredDemand(), greatest * scale);
    }

    /**
     * The borrower first, then each lender that is measured.
     *
     * @param stopped the containers that return, at most one on each server
     */
    public static List<Plan.Forecast> of(
            ServiceView view, Utilization after, List<Container> stopped, Situation situation) {
        List<Plan.Forecast> forecasts = new ArrayList<>();
        forecasts.add(Plan.Forecast.of(view.id(), view.utilization(), after));
        for (Container container : stopped) {
            ServerId lender = container.id().server();
            situation
                    .snapshot()
                    .server(lender)
                    .flatMap(server -> server.load().fresh())
                    .map(load -> lender(lender, load, container))
                    .ifPresent(forecasts::add);
        }
        return List.copyOf(forecasts);
    }

    private static Plan.Forecast lender(ServerId lender, ServerLoad load, Container container) {
        return Plan.Forecast.of(
                lender,
                load.cpu(),
                Utilization.of(Cores.left(load, container), load.capacity().cpu()));
    }
}
