package dev.headroom.ma2scf.sharing.writing;

import dev.headroom.ma2scf.finder.Finding;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.sharing.facts.Cores;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Site;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.facts.Wording;
import dev.headroom.ma2scf.sharing.memory.Loan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes the plan by which a loan makes room: first it serves elsewhere with the weight it had, then it is drained and stopped. */
public final class MakeRoomPlan {
    private MakeRoomPlan() {}

    /**
     * How room is made.
     *
     * @param amount connections a second that the service that is short gains
     * @param to the container that takes over; empty if the loan ends
     */
    public record Room(
            Loan loan, Site site, Container container, ServiceView borrower, double amount, Optional<Target> to) {}

    /** Where a loan moves to. */
    public record Target(Lender lender, ContainerId container) {}

    /**
     * The plan.
     *
     * @param whyNot why no start helps {@code wanted}
     */
    public static Verdict of(Shortage wanted, Room room, Finding whyNot, Situation situation) {
        StepWriter writer = new StepWriter(situation.snapshot(), situation.policy());
        List<Step> steps = new ArrayList<>();
        room.to()
                .ifPresent(to -> steps.addAll(
                        writer.lend(room.borrower().service(), to.container(), ramps(room, to, situation))));
        steps.addAll(writer.takeBack(
                room.borrower().service(),
                room.site().spot(),
                room.container(),
                "%s makes room for %s."
                        .formatted(room.borrower().id(), wanted.view().id())));
        return new Verdict.Proposed(new Plan(
                PlanKind.MAKE_ROOM,
                wanted.view().id(),
                situation.snapshot().revision(),
                room.amount(),
                steps,
                forecast(room, situation),
                reasons(wanted, room),
                LoanPlans.whyNot(whyNot, Map.of())));
    }

    /** As it was on each director, at its new endpoint. */
    private static Map<DirectorId, List<DestinationSpec>> ramps(Room room, Target to, Situation situation) {
        Optional<Endpoint> endpoint = situation
                .snapshot()
                .container(to.container())
                .flatMap(c -> c.role().servingAt());
        Map<DirectorId, List<DestinationSpec>> ramps = new TreeMap<>();
        for (Newcomers newcomers : Newcomers.of(room.borrower(), situation)) {
            Optional.ofNullable(room.site().entries().get(newcomers.director()))
                    .map(Destination::spec)
                    .ifPresent(spec -> endpoint.ifPresent(at -> ramps.put(
                            newcomers.director(),
                            newcomers.ramp(
                                    at,
                                    spec.weight(),
                                    situation.policy().restraint().rampSteps()))));
        }
        return ramps;
    }

    private static List<String> reasons(Shortage wanted, Room room) {
        List<String> reasons = new ArrayList<>(wanted.reasons());
        ServerId server = room.loan().lender();
        reasons.add("No start can help: only what %s lends to %s is in the way (%s)."
                .formatted(
                        server,
                        room.borrower().id(),
                        Wording.cores(room.container().used().cpu())));
        reasons.add(room.to()
                .map(to -> "%s has %s to lend and can carry that as well."
                        .formatted(
                                to.lender().server(),
                                Wording.cores(to.lender().lendable().cpu())))
                .orElseGet(() ->
                        "No other server can carry it, and %s (priority %d) is less important than %s (priority %d)."
                                .formatted(
                                        room.borrower().id(),
                                        room.borrower().service().priority(),
                                        wanted.view().id(),
                                        wanted.view().service().priority())));
        reasons.add("Then %s can lend %s to %s: the next plan asks for that."
                .formatted(server, Wording.rate(room.amount()), wanted.view().id()));
        return reasons;
    }

    private static List<Plan.Forecast> forecast(Room room, Situation situation) {
        List<Plan.Forecast> forecast = new ArrayList<>();
        double moved = room.container().used().cpu();
        situation
                .snapshot()
                .server(room.loan().lender())
                .flatMap(server -> server.load().fresh())
                .ifPresent(load ->
                        forecast.add(Plan.Forecast.of(room.loan().lender(), load.cpu(), left(load, room.container()))));
        room.to()
                .map(Target::lender)
                .ifPresent(lender -> forecast.add(
                        Plan.Forecast.of(lender.server(), lender.load().cpu(), lender.utilizationWith(moved))));
        return forecast;
    }

    private static Utilization left(ServerLoad load, Container without) {
        return Utilization.of(Cores.left(load, without), load.capacity().cpu());
    }
}
