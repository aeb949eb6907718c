package dev.headroom.ma2scf.sharing.lending;

import dev.headroom.ma2scf.model.Lender;
import java.util.Comparator;
import java.util.List;

/**
 * N+1: lends only so much that, if any one server were lost, what it carries would still find room at the lenders that are left.
 *
 * <p>Let lender i have l(i) cores to lend and use u(i), and let it keep the part f of l(i). After any loans the others keep at
 * least f * (L - l(s)), L being the sum of all l, and s carries at most u(s) + (1 - f) * l(s). So f = max over s of
 * (u(s) + l(s)) / L is enough; if that is above 1, nothing may be lent. It is not the least that is enough: where loans go to few
 * servers, less would do.
 */
final class SpareServer {
    private SpareServer() {}

    /** @param lenders every measured server, lending or not */
    static List<Lender> kept(List<Lender> lenders) {
        double all = lenders.stream().mapToDouble(l -> l.lendable().cpu()).sum();
        double greatest = lenders.stream()
                .map(l -> l.load().used().cpu() + l.lendable().cpu())
                .max(Comparator.naturalOrder())
                .orElse(0.0);
        double part = all > 0 ? Math.max(0, 1 - greatest / all) : 0;
        return lenders.stream().map(l -> l.atMost(l.lendable().cpu() * part)).toList();
    }
}
