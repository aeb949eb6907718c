package dev.headroom.ma2scf.check;

import static dev.headroom.ma2scf.Clusters.LB1;
import static dev.headroom.ma2scf.Clusters.LB2;
import static dev.headroom.ma2scf.Clusters.WEB;
import static dev.headroom.ma2scf.Clusters.container;
import static dev.headroom.ma2scf.Clusters.endpoint;
import static dev.headroom.ma2scf.Clusters.spec;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ServiceLimits;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.TableAction;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** A loan for web on the third of four servers: its steps, and the cluster before and after. */
final class LoanOfWeb {
    static final ClusterSnapshot FOUR = Clusters.twoDirectorsFourServers();

    static final VirtualAddress ADDRESS = FOUR.service(WEB).orElseThrow().address();

    static final ContainerId LOAN = container("web", 3);

    static final List<Action> BORROW = List.of(start(), await(), add(LB1), add(LB2));

    static Action start() {
        return new ContainerAction.StartContainer(LOAN);
    }

    static Action await() {
        return new ContainerAction.AwaitServing(LOAN, Duration.ofSeconds(30));
    }

    static Action add(DirectorId director) {
        return new TableAction.AddDestination(director, WEB, ADDRESS, spec(endpoint("web", 3), 50));
    }

    static Action remove(DirectorId director, int server) {
        return new TableAction.RemoveDestination(director, WEB, ADDRESS, spec(endpoint("web", server), 0));
    }

    static ClusterSnapshot after(ClusterSnapshot start, List<Action> actions) {
        ClusterSnapshot now = start;
        for (Action action : actions) {
            now = action.appliedTo(now);
        }
        return now;
    }

    /** web runs on rs1 and rs2, shop on rs3 and rs4; rs1 and rs3 are in one zone. */
    static ClusterSnapshot limited(ClusterSnapshot s, ServiceId service, UnaryOperator<ServiceLimits> change) {
        return new ClusterSnapshot(
                s.revision(),
                s.takenAt(),
                s.directors(),
                s.servers(),
                s.services().stream()
                        .map(one -> one.id().equals(service) ? one.withLimits(change.apply(one.limits())) : one)
                        .toList());
    }

    static ClusterSnapshot web(UnaryOperator<ServiceLimits> change) {
        return limited(FOUR, WEB, change);
    }

    private LoanOfWeb() {}
}
