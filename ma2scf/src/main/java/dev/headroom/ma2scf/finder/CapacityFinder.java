package dev.headroom.ma2scf.finder;

import dev.headroom.ma2scf.model.Lender;
import java.util.List;

/**
 * MA2SCF, maximum amount and most available service capacity finding: says which servers can give how much to services that
 * are short. Pure: the same arguments give the same findings, whatever the order of the lists.
 */
public interface CapacityFinder {

    /**
     * Finds capacity for all {@code requests} together; what one gets no other gets.
     *
     * @param requests at most one for each service
     * @param lenders what each measured server can lend; at most one for each server
     * @return one for each request, in the order of {@code requests}
     */
    List<Finding> find(List<Request> requests, List<Lender> lenders);
}
