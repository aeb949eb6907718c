package dev.headroom.ma2scf.finder;

import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.placement.Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds capacity for services that share lenders, directly or by way of others. Several answers are made: one service after the
 * other; one priority class after the other, each class together; and, where a lower class is short, all classes together, so
 * that a higher one may move out of the way. The best counts, see {@link Merit}; what each of them proves counts for all.
 */
final class GroupSearch {
    private final List<Request> requests;
    private final Map<ServerId, Lender> lenders = new TreeMap<>();
    private final SingleBorrowerFinder single = new SingleBorrowerFinder();
    /** What each service would get as the only borrower; each is asked once. */
    private final Map<ServiceId, Finding> alone = new TreeMap<>();
    /** What is known of each class whatever is found: no plan serves more of it. */
    private final Map<Integer, Double> boundAlone = new HashMap<>();

    /** @param requests in order of priority and service */
    GroupSearch(List<Request> requests, List<Lender> lenders) {
        this.requests = List.copyOf(requests);
        lenders.forEach(lender -> this.lenders.put(lender.server(), lender));
    }

    /**
     * What was found.
     *
     * @param certificates one for each priority class, by priority
     * @param alone what each service would get as the only borrower
     */
    record Found(Allocation allocation, Map<Integer, Certificate> certificates, Map<ServiceId, Finding> alone) {}

    Found find() {
        List<Lender> all = List.copyOf(lenders.values());
        Translation translation = new Translation(requests, all);
        Allocation greedy = Narrowing.cut(Allocation.of(single.find(requests, all)), translation);
        if (isAsGoodAsAlone(greedy)) {
            return found(greedy, Optional.empty());
        }
        Allocation extended = Narrowing.cut(extended(), translation);
        List<Allocation> answers = new ArrayList<>(List.of(greedy, extended));
        Optional<Joint> joint = Optional.empty();
        if (isLowerShort(extended)) {
            List<Request> ranked = Ranking.oneClass(requests);
            joint = Optional.of(
                    new Joint(new JointSearch(requests, all).answer(), ranked, new JointSearch(ranked, all).answer()));
            answers.add(joint.get().inClasses().allocation());
            answers.add(joint.get().inOne().allocation());
        }
        Merit merit = new Merit(requests, lenders);
        Allocation best = extended;
        for (Allocation answer : answers) {
            Allocation worth = Narrowing.cut(answer, translation);
            best = merit.compare(worth, best) < 0 ? worth : best;
        }
        return found(best, joint);
    }

    private Found found(Allocation allocation, Optional<Joint> joint) {
        requests.forEach(this::alone);
        return new Found(allocation, certificates(allocation, joint), alone);
    }

    private Finding alone(Request request) {
        return alone.computeIfAbsent(
                request.service(),
                _ -> single.find(List.of(request), List.copyOf(lenders.values()))
                        .getFirst());
    }

    /** Whether each service gets all it asks with as few starts as if it were the only one: nothing can be better. */
    private boolean isAsGoodAsAlone(Allocation answer) {
        return requests.stream().allMatch(answer::satisfies)
                && requests.stream().allMatch(request -> {
                    Allocation most = Allocation.of(List.of(alone(request)));
                    return new Merit(List.of(request), lenders).compare(answer, most) <= 0;
                });
    }

    private boolean isLowerShort(Allocation answer) {
        int highest = requests.getFirst().priority();
        return requests.stream().anyMatch(r -> r.priority() > highest && !answer.satisfies(r));
    }

    private List<Request> ofClass(int priority) {
        return requests.stream().filter(r -> r.priority() == priority).toList();
    }

    private List<Integer> priorities() {
        return requests.stream().map(Request::priority).distinct().toList();
    }

    /**
     * What the higher classes get if they are the only ones to ask, then the lowest class of what they left: so no answer that
     * is worse for a higher class is ever the best.
     */
    private Allocation extended() {
        int lowest = requests.getLast().priority();
        List<Request> higher =
                requests.stream().filter(r -> r.priority() < lowest).toList();
        Allocation found = Allocation.NOTHING;
        for (List<Request> group : Groups.of(higher, lenders)) {
            found = found.and(found(group, List.copyOf(lenders.values())));
        }
        Allocation base = found;
        Map<ServerId, Lender> left = base.left(lenders, higher);
        List<Request> open = ofClass(lowest).stream()
                .map(r -> r.without(server ->
                        base.borrowers(server, higher).stream().anyMatch(other -> Translation.areApart(r, other))))
                .toList();
        for (List<Request> group : Groups.of(open, left)) {
            List<Lender> lendersLeft = List.copyOf(left.values());
            if (group.size() == 1) {
                found = found.and(found(group, lendersLeft));
            } else {
                JointSearch.Answer answer = new JointSearch(group, lendersLeft).answer();
                bound(lowest, answer.certificates().getFirst().bound());
                found = found.and(answer.allocation());
            }
        }
        return found;
    }

    private Allocation found(List<Request> group, List<Lender> from) {
        if (group.size() == 1) {
            Finding finding = single.find(group, from).getFirst();
            bound(group.getFirst().priority(), finding.certificate().bound());
            return Allocation.of(List.of(finding));
        }
        Found found = new GroupSearch(group, from).find();
        int first = group.getFirst().priority();
        Optional.ofNullable(found.certificates().get(first)).ifPresent(c -> bound(first, c.bound()));
        return found.allocation();
    }

    private void bound(int priority, double more) {
        boundAlone.merge(priority, more, Double::sum);
    }

    /** The first class is bounded by what it alone could have, a lower one by what the joint answers prove. */
    private Map<Integer, Certificate> certificates(Allocation found, Optional<Joint> joint) {
        Map<Integer, Certificate> certificates = new TreeMap<>();
        for (int priority : priorities()) {
            double demanded = 0;
            double amount = 0;
            for (Request request : ofClass(priority)) {
                demanded += request.need().deficit() * request.value();
                amount += found.amount(request) * request.value();
            }
            boolean isFirst = certificates.isEmpty();
            double alone = isFirst ? boundAlone.getOrDefault(priority, demanded) : demanded;
            double together = joint.map(j -> j.bound(priority, requests, found)).orElse(demanded);
            double bound = Math.min(demanded, Math.min(alone, together));
            certificates.put(priority, new Certificate(priority, demanded, amount, Math.max(amount, bound)));
        }
        return certificates;
    }

    /**
     * All classes together.
     *
     * @param ranked the requests that {@code inOne} answers, in the same order
     */
    private record Joint(JointSearch.Answer inClasses, List<Request> ranked, JointSearch.Answer inOne) {

        /** No answer that serves the classes above {@code priority} as well as {@code found} serves more of this class. */
        double bound(int priority, List<Request> requests, Allocation found) {
            double higher = 0;
            double higherRanked = 0;
            double factor = 1;
            for (int i = 0; i < requests.size(); i++) {
                Request request = requests.get(i);
                if (request.priority() < priority) {
                    higher += found.amount(request) * request.value();
                    higherRanked += found.amount(request) * ranked.get(i).value();
                } else if (request.priority() == priority) {
                    factor = ranked.get(i).value() / request.value();
                }
            }
            double higherThere = 0;
            double bound = Double.POSITIVE_INFINITY;
            for (Certificate certificate : inClasses.certificates()) {
                if (certificate.priority() < priority) {
                    higherThere += certificate.amount();
                } else if (certificate.priority() == priority) {
                    bound = certificate.bound() + Math.max(0, higherThere - higher);
                }
            }
            double all = inOne.certificates().getFirst().bound();
            return Math.min(bound, Math.max(0, all - higherRanked) / factor);
        }
    }
}
