package dev.headroom.ma2scf.finder;

import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.ServerId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Which of two answers is better. Of each priority class, the highest first: fewer containers missing to the minimum, then more
 * served. Then fewer containers in zones that should be avoided, then fewer starts.
 */
final class Merit implements Comparator<Allocation> {
    /** Less of what is asked than this part of it is no difference. */
    private static final double TOLERANCE = 1e-7;

    private final List<Request> requests;
    private final Map<ServerId, Lender> lenders;

    /** @param requests in order of priority */
    Merit(List<Request> requests, Map<ServerId, Lender> lenders) {
        this.requests = requests;
        this.lenders = lenders;
    }

    @Override
    public int compare(Allocation one, Allocation other) {
        for (int priority : requests.stream().map(Request::priority).distinct().toList()) {
            List<Request> open =
                    requests.stream().filter(r -> r.priority() == priority).toList();
            int byMissing = Integer.compare(missing(one, open), missing(other, open));
            double demanded = open.stream()
                    .mapToDouble(r -> r.need().deficit() * r.value())
                    .sum();
            double more = amount(one, open) - amount(other, open);
            if (byMissing != 0) {
                return byMissing;
            }
            if (Math.abs(more) > demanded * TOLERANCE) {
                return more > 0 ? -1 : 1;
            }
        }
        int byAvoided = Integer.compare(avoided(one), avoided(other));
        return byAvoided != 0 ? byAvoided : Integer.compare(starts(one), starts(other));
    }

    private static int missing(Allocation of, List<Request> open) {
        return open.stream()
                .mapToInt(r -> Math.max(0, r.need().atLeast() - of.starts(r)))
                .sum();
    }

    private static double amount(Allocation of, List<Request> open) {
        return open.stream().mapToDouble(r -> of.amount(r) * r.value()).sum();
    }

    private int avoided(Allocation of) {
        int avoided = 0;
        for (Request request : requests) {
            for (var entry : of.of(request).entrySet()) {
                Lender lender = lenders.get(entry.getKey());
                boolean isIn = lender != null && request.avoided().contains(lender.zone());
                avoided += isIn ? entry.getValue().containers() : 0;
            }
        }
        return avoided;
    }

    private int starts(Allocation of) {
        return requests.stream().mapToInt(of::starts).sum();
    }
}
