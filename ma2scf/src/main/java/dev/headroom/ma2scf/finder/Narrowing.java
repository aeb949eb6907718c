package dev.headroom.ma2scf.finder;

import dev.headroom.ma2scf.finder.Allocation.Part;
import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Forbids what an answer does though it was asked otherwise, and what the problem in numbers could not say: too many containers
 * in a zone, services on one server that must be apart, and containers that are not worth their start.
 */
final class Narrowing {
    private final List<Request> requests;
    private final List<Lender> lenders;
    private final int[][] most;

    /** @param most how many containers each service may start on each server; is changed */
    Narrowing(Translation translation, int[][] most) {
        requests = translation.requests();
        lenders = translation.lenders();
        this.most = most;
    }

    /** {@code answer} without what is forbidden or not worth its start. */
    static Allocation cut(Allocation answer, Translation translation) {
        int[][] most = translation.most(true);
        Narrowing narrowing = new Narrowing(translation, most);
        Allocation cut = translation.spared(answer);
        while (narrowing.isNeededFor(cut)) {
            cut = translation.within(cut, most);
        }
        return cut;
    }

    /** Whether {@code answer} did something that is forbidden from now on. */
    boolean isNeededFor(Allocation answer) {
        boolean zones = zones(answer);
        boolean apart = apart(answer);
        return zones || apart || starts(answer);
    }

    private int containers(Allocation answer, int service, int server) {
        return answer.part(requests.get(service), lenders.get(server).server())
                .map(Part::containers)
                .orElse(0);
    }

    private double amount(Allocation answer, int service, int server) {
        return answer.part(requests.get(service), lenders.get(server).server())
                .map(Part::amount)
                .orElse(0.0);
    }

    /** In a zone that is too full the servers that carry most stay. */
    private boolean zones(Allocation answer) {
        boolean narrowed = false;
        for (int i = 0; i < requests.size(); i++) {
            int service = i;
            Request request = requests.get(i);
            for (ZoneId zone :
                    lenders.stream().map(Lender::zone).distinct().sorted().toList()) {
                int[] inZone = IntStream.range(0, lenders.size())
                        .filter(j -> lenders.get(j).zone().equals(zone))
                        .toArray();
                int left = request.limits().leftIn(zone);
                int used = IntStream.of(inZone)
                        .map(j -> containers(answer, service, j))
                        .sum();
                if (used > left) {
                    narrowed = true;
                    List<Integer> byAmount = IntStream.of(inZone)
                            .boxed()
                            .sorted(Comparator.<Integer>comparingDouble(j -> -amount(answer, service, j))
                                    .thenComparing(Comparator.naturalOrder()))
                            .toList();
                    for (int j : byAmount) {
                        most[i][j] = Math.min(left, containers(answer, i, j));
                        left -= most[i][j];
                    }
                }
            }
        }
        return narrowed;
    }

    /** Of two that must be apart the more important stays; of equals the one that gets more there. */
    private boolean apart(Allocation answer) {
        boolean narrowed = false;
        for (int j = 0; j < lenders.size(); j++) {
            for (int i = 0; i < requests.size(); i++) {
                for (int other = 0; other < i; other++) {
                    boolean both = containers(answer, i, j) > 0 && containers(answer, other, j) > 0;
                    if (both && Translation.areApart(requests.get(i), requests.get(other))) {
                        most[isBefore(answer, i, other, j) ? other : i][j] = 0;
                        narrowed = true;
                    }
                }
            }
        }
        return narrowed;
    }

    private boolean isBefore(Allocation answer, int one, int other, int server) {
        int byPriority = Integer.compare(
                requests.get(one).priority(), requests.get(other).priority());
        return byPriority == 0 ? worth(answer, one, server) > worth(answer, other, server) : byPriority < 0;
    }

    private double worth(Allocation answer, int service, int server) {
        return amount(answer, service, server) * requests.get(service).value();
    }

    /** For each service the least of those that carry too little: without it the others may carry enough. */
    private boolean starts(Allocation answer) {
        boolean narrowed = false;
        for (int i = 0; i < requests.size(); i++) {
            int service = i;
            var least = IntStream.range(0, lenders.size())
                    .filter(j -> containers(answer, service, j) > 0 && !isWorth(answer, service, j))
                    .boxed()
                    .min(Comparator.<Integer>comparingDouble(j -> amount(answer, service, j))
                            .thenComparing(Comparator.naturalOrder()));
            if (least.isPresent()) {
                most[leaving(answer, i, least.get())][least.get()] = 0;
                narrowed = true;
            }
        }
        return narrowed;
    }

    /** Who has to go where {@code service} carries too little: the least important there, itself between equals. */
    private int leaving(Allocation answer, int service, int server) {
        return IntStream.range(0, requests.size())
                .filter(i -> containers(answer, i, server) > 0)
                .filter(i -> requests.get(i).priority() > requests.get(service).priority())
                .boxed()
                .max(Comparator.<Integer>comparingInt(i -> requests.get(i).priority())
                        .thenComparing(Comparator.naturalOrder()))
                .orElse(service);
    }

    /** Where it is alone on a server, {@link Pieces} have seen to it. */
    private boolean isWorth(Allocation answer, int service, int server) {
        Request request = requests.get(service);
        Request.Need need = request.need();
        Lender lender = lenders.get(server);
        if (answer.borrowers(lender.server(), requests).size() < 2) {
            return true;
        }
        int before = containers(answer, service, server) - 1;
        double available = answer.available(lender, request, requests);
        // without a limit there is one container only, and none before it: 0 times infinity is no number
        double earlier = before == 0 ? 0 : before * need.containerLimit();
        double last = Math.min(need.containerLimit(), available - Math.min(available, earlier));
        return last >= need.leastAmount()
                && last > 0
                && available * need.unitCost() >= Pieces.LEAST_CPU * (1 - Selection.TOLERANCE);
    }
}
