package dev.headroom.ma2scf.sharing.facts;

import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerRole;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Starter;
import dev.headroom.ma2scf.model.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds what belongs to others in a service. */
public final class Remarks {
    private Remarks() {}

    public static List<Remark> of(ServiceView view, Situation situation) {
        List<Remark> remarks = new ArrayList<>(situation.reach(view).gaps());
        List<Director> changeable = situation.snapshot().changeable(view.service());
        for (Site site : view.sites()) {
            site.entries().forEach((director, destination) -> {
                if (destination.spec().weight().isQuiesced() && !situation.isQuiescedByUs(director, site.spot())) {
                    remarks.add(new Remark.WeightOfAnother(site.endpoint(), director));
                }
                changed(site, director, destination.spec().weight(), situation).ifPresent(remarks::add);
            });
            site.known()
                    .filter(k -> k.server().inMaintenance() && !site.getsConnections())
                    .ifPresent(k -> remarks.add(new Remark.Evacuated(k.server().id(), site.endpoint())));
            lacking(site, changeable, situation).ifPresent(remarks::add);
        }
        situation.snapshot().containersOf(view.id()).stream()
                .flatMap(container -> of(container).stream())
                .forEach(remarks::add);
        return remarks;
    }

    private static Optional<Remark> lacking(Site site, List<Director> directors, Situation situation) {
        return directors.stream()
                .map(Director::id)
                .filter(id -> !site.entries().containsKey(id))
                .findFirst()
                .flatMap(lacks -> site.entries().keySet().stream()
                        .findFirst()
                        .map(has -> situation.isRemoved(site, lacks)
                                ? new Remark.LoanRemoved(site.endpoint(), lacks)
                                : new Remark.Disagreement(site.endpoint(), has, lacks, site.isLoan())));
    }

    private static Optional<Remark> changed(Site site, DirectorId director, Weight now, Situation situation) {
        return situation
                .ourWeight(director, site.spot())
                .filter(ours -> site.isLoan() && !now.isQuiesced() && !now.equals(ours))
                .map(ours -> new Remark.WeightChanged(site.endpoint(), director, now, ours));
    }

    private static Optional<Remark> of(Container container) {
        if (container.role() instanceof ContainerRole.Ambiguous(var _, String reason)) {
            return Optional.of(new Remark.Ambiguous(container.id(), reason));
        }
        if (!container.isSomebodys()) {
            return Optional.empty();
        }
        return Optional.of(
                container.evidence().starter() instanceof Starter.Another(String installation)
                        ? new Remark.LoanOfAnother(container.id(), installation)
                        : new Remark.RunsByAnother(container.id()));
    }
}
