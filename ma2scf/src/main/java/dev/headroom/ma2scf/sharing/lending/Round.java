package dev.headroom.ma2scf.sharing.lending;

import dev.headroom.ma2scf.finder.CapacityFinder;
import dev.headroom.ma2scf.finder.Finding;
import dev.headroom.ma2scf.finder.Request;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.sharing.facts.Situation;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.util.List;
import java.util.Optional;

/** What the rules look at in one round: the situation, and what servers lend. The only place of sharing that asks the finder. */
public final class Round {
    private final Situation situation;
    private final CapacityFinder finder;
    private final List<Lender> lenders;

    public Round(Situation situation, CapacityFinder finder) {
        this(situation, finder, new Lenders(situation).all());
    }

    private Round(Situation situation, CapacityFinder finder, List<Lender> lenders) {
        this.situation = situation;
        this.finder = finder;
        this.lenders = List.copyOf(lenders);
    }

    /** The same round with another memory, on which nothing that is lent depends. */
    public Round with(SharingMemory memory) {
        return new Round(situation.with(memory), finder, lenders);
    }

    public Situation situation() {
        return situation;
    }

    /** All that are measured, lending or not, in order of server. */
    public List<Lender> lenders() {
        return lenders;
    }

    /** What the server of {@code lent} could lend if that did not run; empty if it is not measured. */
    public Optional<Lender> without(Container lent) {
        return new Lenders(situation).without(lent);
    }

    /**
     * Cores of the reserve of {@code server} that are in use; 0 where it is not measured, or where no home container uses anything: what
     * nobody asks for is kept for nobody.
     */
    public double usedOfReserve(RealServer server) {
        return new Lenders(situation).usedOfReserve(server);
    }

    /** What is found for all that are short, together. */
    public List<Finding> find(List<Request> requests) {
        return finder.find(requests, lenders);
    }

    /** What {@code request} would get as the only borrower. */
    public Finding alone(Request request) {
        return finder.find(List.of(request), lenders).getFirst();
    }

    /** What {@code request} would get of {@code lender} alone, as that would be then. */
    public Optional<Finding> of(Lender lender, Request request) {
        return finder.find(List.of(request), List.of(lender)).stream().findFirst();
    }
}
