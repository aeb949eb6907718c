package dev.headroom.ma2scf.finder;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.Lender;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.placement.Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was found for one request, and two proofs of how good that is: {@code upperBound} for this service as if it were the only
 * one to ask, {@code certificate} for all that were asked for in its priority class together.
 *
 * @param demanded what was asked, connections a second
 * @param amount what the chosen pieces carry of it, connections a second; never above {@code demanded}
 * @param maximum all that could be found for this service if it were the only one to ask, connections a second
 * @param upperBound {@code min(demanded, maximum)}: proven, no plan for this service alone can do better
 * @param certificate of its priority class, connections a second times the value of the service
 * @param chosen what to start, most available first
 * @param whyNot every server that was not chosen, and why
 */
public record Finding(
        ServiceId service,
        double demanded,
        double amount,
        double maximum,
        double upperBound,
        Certificate certificate,
        List<Chosen> chosen,
        Map<ServerId, Refusal> whyNot) {

    public Finding {
        chosen = List.copyOf(chosen);
        whyNot = Collections.unmodifiableMap(new TreeMap<>(whyNot));
    }

    /** What is asked but cannot be found, connections a second. */
    public double shortage() {
        return Math.max(0, demanded - amount);
    }

    /** Containers to start. */
    public int starts() {
        return chosen.size();
    }

    /** The same with another proof for its class. */
    Finding with(Certificate next) {
        return new Finding(service, demanded, amount, maximum, upperBound, next, chosen, whyNot);
    }

    /**
     * One container to start.
     *
     * @param available what it could carry, connections a second
     * @param amount what is planned for it, connections a second; at most {@code available}
     * @param lender its server as it was before this container
     * @param why one sentence
     */
    public record Chosen(ContainerId container, double available, double amount, Lender lender, String why) {}
}
