package dev.headroom.ma2scf.finder;

import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.placement.Certificate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * MA2SCF for any number of services. One that shares no lender with another gets exactly what {@link SingleBorrowerFinder} finds:
 * as much as there is, with the fewest starts. Those that share are answered together, see {@link GroupSearch}, never worse than
 * one after the other; how much better any plan could be is in the certificate of each finding. Pure and stateless.
 */
public final class ManyBorrowersFinder implements CapacityFinder {
    private final SingleBorrowerFinder single = new SingleBorrowerFinder();

    public ManyBorrowersFinder() {}

    @Override
    public List<Finding> find(List<Request> requests, List<Lender> lenders) {
        List<Request> inOrder = requests.stream()
                .sorted(Comparator.comparingInt(Request::priority).thenComparing(Request::service))
                .toList();
        Map<ServerId, Lender> byServer = new TreeMap<>();
        lenders.forEach(lender -> byServer.put(lender.server(), lender));
        Map<ServiceId, Finding> findings = new TreeMap<>();
        Map<Integer, Certificate> classes = new TreeMap<>();
        for (List<Request> group : Groups.of(inOrder, byServer)) {
            List<Finding> found = group.size() == 1 ? single.find(group, lenders) : together(group, lenders);
            found.forEach(finding -> findings.put(finding.service(), finding));
            add(found, classes);
        }
        return requests.stream()
                .flatMap(r -> Optional.ofNullable(findings.get(r.service())).stream())
                .map(f -> f.with(classes.getOrDefault(f.certificate().priority(), f.certificate())))
                .toList();
    }

    private static List<Finding> together(List<Request> group, List<Lender> lenders) {
        GroupSearch.Found found = new GroupSearch(group, lenders).find();
        return new Report(group, lenders, found).findings();
    }

    /** Groups have nothing to do with each other, so their certificates add up. */
    private static void add(List<Finding> group, Map<Integer, Certificate> classes) {
        Map<Integer, Certificate> own = new TreeMap<>();
        group.forEach(finding -> own.put(finding.certificate().priority(), finding.certificate()));
        own.forEach((priority, certificate) -> classes.merge(
                priority,
                certificate,
                (a, b) -> new Certificate(
                        priority, a.demanded() + b.demanded(), a.amount() + b.amount(), a.bound() + b.bound())));
    }
}
