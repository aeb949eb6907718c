package dev.headroom.ma2scf.sharing.writing;

import dev.headroom.ma2scf.finder.Finding;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.sharing.facts.ServiceView;
import dev.headroom.ma2scf.sharing.facts.Site;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.memory.QuiescedDestination;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How new destinations of one service must look on one director. See decision 0005.
 *
 * @param method that of the service's other destinations
 * @param thresholds theirs if they agree, else none
 * @param sharedWeight what the serving destinations have together; 0 if none serves
 * @param leastWeight the least that a serving destination has; 1 if none serves
 * @param typicalWeight the greatest weight a destination of the service has or had; at least 1
 * @param destinations how many serve
 */
public record Newcomers(
        DirectorId director,
        Scheduler.WeightUse weightUse,
        ForwardingMethod method,
        Thresholds thresholds,
        int sharedWeight,
        int leastWeight,
        int typicalWeight,
        int destinations) {

    /** Why no server can lend to {@code view}; empty if one can. */
    public static List<String> obstacles(ServiceView view, Situation situation) {
        List<String> obstacles = new ArrayList<>();
        for (Director director : situation.snapshot().changeable(view.service())) {
            director.entry(view.service().address())
                    .flatMap(entry -> obstacle(view, director.id(), entry))
                    .ifPresent(obstacles::add);
        }
        return obstacles;
    }

    /** One for each director that can be changed, where there are no {@link #obstacles}. */
    public static List<Newcomers> of(ServiceView view, Situation situation) {
        return situation.snapshot().changeable(view.service()).stream()
                .flatMap(director -> director
                        .entry(view.service().address())
                        .map(entry -> on(view, director.id(), entry, situation.memory()))
                        .stream())
                .toList();
    }

    /** Why no destination may be added to {@code service} on {@code director}; empty if one may. */
    private static Optional<String> obstacle(ServiceView view, DirectorId director, TableEntry entry) {
        Scheduler scheduler = entry.scheduler();
        if (scheduler.quiesceRefusesClients()) {
            return Optional.of(
                    "The scheduler %s of %s on %s refuses clients of a quiesced destination, so a loan could not be given back."
                            .formatted(scheduler.name(), view.id(), director));
        }
        if (scheduler.weightUse() == Scheduler.WeightUse.PRIORITY && view.serving() > 0) {
            return Optional.of(
                    "The scheduler %s of %s on %s sends everything to one destination, so a loan cannot share."
                            .formatted(scheduler.name(), view.id(), director));
        }
        int shared = sharedWeight(view, director);
        if (scheduler.leavesNothingBeside(shared)) {
            return Optional.of(
                    "The weights of %s on %s add up to %d, and the scheduler %s has no bucket left for a loan beside them."
                            .formatted(view.id(), director, shared, scheduler.name()));
        }
        Set<ForwardingMethod> methods = methods(entry);
        if (methods.isEmpty()) {
            return Optional.of("%s has no destination of %s whose forwarding method could be used for a loan."
                    .formatted(director, view.id()));
        }
        return methods.size() == 1
                ? Optional.empty()
                : Optional.of(
                        "%s has destinations of %s with different forwarding methods: it is unknown which suits a loan."
                                .formatted(director, view.id()));
    }

    /** What to add on {@code director}, where there is no {@link #obstacle}. */
    private static Newcomers on(ServiceView view, DirectorId director, TableEntry entry, SharingMemory memory) {
        Set<Thresholds> thresholds =
                entry.destinations().stream().map(d -> d.spec().thresholds()).collect(Collectors.toSet());
        List<Integer> serving = servingWeights(view, director);
        return new Newcomers(
                director,
                entry.scheduler().weightUse(),
                methods(entry).iterator().next(),
                thresholds.size() == 1 ? thresholds.iterator().next() : Thresholds.NONE,
                sharedWeight(view, director),
                serving.isEmpty() ? 1 : Collections.min(serving),
                typical(serving, view, director, entry, memory),
                serving.size());
    }

    private static List<Integer> servingWeights(ServiceView view, DirectorId director) {
        return view.in(Site.State.SERVING).stream()
                .flatMap(s -> Stream.ofNullable(s.entries().get(director)))
                .map(d -> d.spec().weight().value())
                .filter(w -> w > 0)
                .toList();
    }

    private static int sharedWeight(ServiceView view, DirectorId director) {
        long sum = servingWeights(view, director).stream()
                .mapToLong(Integer::longValue)
                .sum();
        return (int) Math.min(Integer.MAX_VALUE, sum);
    }

    private static Set<ForwardingMethod> methods(TableEntry entry) {
        return entry.destinations().stream()
                .map(d -> d.spec().method())
                .filter(method -> !(method instanceof ForwardingMethod.Local))
                .collect(Collectors.toSet());
    }

    private static int typical(
            List<Integer> serving, ServiceView view, DirectorId director, TableEntry entry, SharingMemory memory) {
        if (!serving.isEmpty()) {
            return Collections.max(serving);
        }
        Stream<Weight> now =
                entry.destinations().stream().map(Destination::spec).map(DestinationSpec::weight);
        Stream<Weight> before = memory.quiescedOf(view.id()).stream()
                .filter(q -> q.director().equals(director))
                .map(QuiescedDestination::original);
        return Stream.concat(Stream.of(new Weight(1)), Stream.concat(now, before))
                .mapToInt(Weight::value)
                .max()
                .orElse(1);
    }

    /**
     * Weights for {@code chosen}, in its order: the demand is spread so that homes and newcomers are used alike, which keeps the
     * greatest utilization lowest; where it is more than all of them can carry, no newcomer gets more than its lender can spare.
     *
     * <p>Where a weight is not a share it is what it means: with {@code rr} and {@code lc} any weight, with {@code ovf} a limit of
     * connections, with {@code fo} a rank below the homes.
     */
    public List<Weight> weights(List<Finding.Chosen> chosen, ServiceView view) {
        return switch (weightUse) {
            case ZERO_OR_NOT -> Collections.nCopies(chosen.size(), writable(typicalWeight));
            case PRIORITY -> Collections.nCopies(chosen.size(), writable(typicalWeight - 1));
            case LIMIT -> limits(chosen, view);
            case SHARE, BUCKETS -> shares(chosen, view);
        };
    }

    /**
     * The operator's weights say how many connections the homes may hold; a newcomer may hold as many for what it can carry. Never
     * as many as a home, because the highest limit fills first and a loan is for what overflows.
     */
    private List<Weight> limits(List<Finding.Chosen> chosen, ServiceView view) {
        if (sharedWeight == 0 || view.capacity() <= 0) {
            return shares(chosen, view);
        }
        List<Double> carried = chosen.stream().map(Finding.Chosen::available).toList();
        return Weights.apportion(carried, sharedWeight / view.capacity()).stream()
                .map(w -> new Weight(Math.clamp(w.value(), 1, Math.max(1, leastWeight - 1))))
                .toList();
    }

    /** The homes may have got their weights from a tool that takes more than ipvsadm does. */
    private static Weight writable(int value) {
        return new Weight(Math.clamp(value, 1, Weight.MOST_WRITABLE));
    }

    private List<Weight> shares(List<Finding.Chosen> chosen, ServiceView view) {
        double available =
                chosen.stream().mapToDouble(Finding.Chosen::available).sum();
        double demand = Math.max(view.measuredDemand(), view.capacity());
        double all = view.capacity() + available;
        double part = all > 0 ? Math.min(1, demand / all) : 0;
        List<Double> flows = chosen.stream()
                .map(c -> sharedWeight > 0 ? c.available() * part : flow(c, view))
                .toList();
        double weightPerFlow;
        if (sharedWeight > 0) {
            double stays =
                    demand - flows.stream().mapToDouble(Double::doubleValue).sum();
            weightPerFlow = stays > 0 ? sharedWeight / stays : 0;
        } else {
            double greatest =
                    flows.stream().mapToDouble(Double::doubleValue).max().orElse(0);
            weightPerFlow = greatest > 0 ? typicalWeight / greatest : 0;
        }
        List<Weight> weights = Weights.apportion(flows, weightPerFlow);
        List<Double> most = chosen.stream().map(Finding.Chosen::available).toList();
        return sharedWeight > 0 ? Weights.spared(weights, most, demand, sharedWeight) : weights;
    }

    /** A container that was taken for the minimum's sake, not for its amount, gets what the others carry on average. */
    private static double flow(Finding.Chosen chosen, ServiceView view) {
        if (chosen.amount() > 0) {
            return chosen.amount();
        }
        return view.serving() == 0
                ? chosen.available()
                : Math.min(chosen.available(), view.capacity() / view.serving());
    }

    /** The part of new connections that the least possible weight brings, 0..1. */
    public double leastShare() {
        return 1.0 / (sharedPull() + 1);
    }

    /** Whether weights tell which part of new connections each destination gets. */
    boolean areWeightsShares() {
        return switch (weightUse) {
            case SHARE, BUCKETS, ZERO_OR_NOT -> true;
            case PRIORITY, LIMIT -> false;
        };
    }

    /** What a newcomer of {@code weight} draws of new connections, in the unit of {@link #sharedPull}. */
    int pull(Weight weight) {
        return weightUse.pull(weight);
    }

    /** What the serving destinations draw together. */
    int sharedPull() {
        return weightUse == Scheduler.WeightUse.ZERO_OR_NOT ? destinations : sharedWeight;
    }

    /**
     * The destination as it is added, then as it is raised; only where weights are shares, and others serve meanwhile.
     *
     * @param raises at most so many
     */
    public List<DestinationSpec> ramp(Endpoint endpoint, Weight weight, int raises) {
        boolean ramped = weightUse == Scheduler.WeightUse.SHARE && sharedWeight > 0;
        return Ramp.to(weight, ramped ? raises : 0).stream()
                .map(w -> new DestinationSpec(endpoint, method, w, thresholds))
                .toList();
    }
}
