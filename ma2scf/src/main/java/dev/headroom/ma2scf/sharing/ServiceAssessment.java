package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.sharing.facts.Remark;
import java.util.List;

/**
 * One service in numbers, for showing and for deciding.
 *
 * @param demand connections a second asked now; 0 where unknown
 * @param counted whether every director is read now; else more than {@code demand} may be asked, by way of one that is not
 * @param capacity connections a second that it could carry, spread as its weights spread them, until the first of its servers is
 *     full; 0 where unknown
 * @param utilization of its hottest server: what it uses there of what is open to it there; 0 where unknown
 * @param serving containers that get new connections and answer
 * @param measured whether utilization says anything: there is a current demand, and a serving container that is measured
 * @param remarks what of it belongs to others and is left alone
 */
public record ServiceAssessment(
        ServiceId service,
        ServiceCondition condition,
        double demand,
        boolean counted,
        double capacity,
        Utilization utilization,
        int serving,
        boolean measured,
        List<Remark> remarks) {
    public ServiceAssessment {
        remarks = List.copyOf(remarks);
    }

    /** One that is measured, with nothing to remark. */
    public ServiceAssessment(
            ServiceId service,
            ServiceCondition condition,
            double demand,
            double capacity,
            Utilization utilization,
            int serving) {
        this(service, condition, demand, true, capacity, utilization, serving, true, List.of());
    }
}
