package dev.headroom.ma2scf.sharing.writing;

import dev.headroom.ma2scf.finder.Finding;
import dev.headroom.ma2scf.finder.Request;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a loan will change.
 *
 * @param ramps for each container that is lent, and each director, the destination as it is added and as it is raised after that
 */
record LoanForecast(Shortage wanted, Finding finding, Map<ContainerId, Map<DirectorId, List<DestinationSpec>>> ramps) {

    /** The service first, then each lender: what will be measured when the weights have done their work. */
    List<Plan.Forecast> lines() {
        ServiceView view = wanted.view();
        double unitCost = wanted.request().need().unitCost();
        double demand = Math.max(view.measuredDemand(), view.alive() == 0 ? finding.demanded() : 0);
        List<Plan.Forecast> forecast = new ArrayList<>();
        forecast.add(Plan.Forecast.of(
                view.id(),
                view.serving() == 0 ? new Utilization(1) : view.utilization(),
                atMostFull(Utilization.of(demand * unitCost, usable(view)))));
        for (Finding.Chosen chosen : finding.chosen()) {
            forecast.add(Plan.Forecast.of(
                    chosen.lender().server(),
                    chosen.lender().load().cpu(),
                    chosen.lender().utilizationWith(demand * share(chosen) * unitCost)));
        }
        return forecast;
    }

    /** No server can use more than it has. */
    private static Utilization atMostFull(Utilization asked) {
        return new Utilization(Math.min(1, asked.fraction()));
    }

    /** In cores: what the service could use with the loan, until the first of its servers is full. */
    private double usable(ServiceView view) {
        double open = view.parts().open()
                + finding.chosen().stream().mapToDouble(this::free).sum();
        if (!tellsShares()) {
            return open;
        }
        double stays = 1 - drawnShare();
        double usable = stays > 0 ? Math.min(open, view.parts().reach() / stays) : open;
        for (Finding.Chosen chosen : finding.chosen()) {
            double share = share(chosen);
            usable = share > 0 ? Math.min(usable, free(chosen) / share) : usable;
        }
        return usable;
    }

    /** In cores: what the container that is lent could use on the lender. */
    private double free(Finding.Chosen chosen) {
        ServerLoad load = chosen.lender().load();
        Request.Need need = wanted.request().need();
        double free = Math.max(0, load.capacity().cpu() - load.used().cpu());
        return need.unitCost() > 0 ? Math.min(free, need.containerLimit() * need.unitCost()) : free;
    }

    private boolean tellsShares() {
        return wanted.newcomers().stream().allMatch(Newcomers::areWeightsShares);
    }

    /** 0..1, all loans together. */
    private double drawnShare() {
        return finding.chosen().stream().mapToDouble(this::share).sum();
    }

    /** The part of new connections that the loan gets, in a sentence; empty where weights do not tell it, or nothing else serves. */
    Optional<String> drawn() {
        double drawn = drawnShare();
        return tellsShares() && drawn > 0 && wanted.view().serving() > 0
                ? Optional.of("Of the new connections of %s the loan gets %s, what serves now the rest."
                        .formatted(wanted.view().id(), new Utilization(drawn)))
                : Optional.empty();
    }

    /** 0..1, on the average of the directors. */
    private double share(Finding.Chosen chosen) {
        return wanted.newcomers().stream()
                .mapToDouble(newcomers -> share(newcomers, chosen))
                .average()
                .orElse(0);
    }

    private double share(Newcomers newcomers, Finding.Chosen chosen) {
        double all = newcomers.sharedPull();
        double own = 0;
        for (Map.Entry<ContainerId, Map<DirectorId, List<DestinationSpec>>> entry : ramps.entrySet()) {
            List<DestinationSpec> ramp = entry.getValue().getOrDefault(newcomers.director(), List.of());
            int pull = ramp.isEmpty() ? 0 : newcomers.pull(ramp.getLast().weight());
            all += pull;
            own += entry.getKey().equals(chosen.container()) ? pull : 0;
        }
        return all > 0 ? own / all : 0;
    }
}
