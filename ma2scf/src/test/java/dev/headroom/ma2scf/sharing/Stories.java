package dev.headroom.ma2scf.sharing;

import static dev.headroom.ma2scf.Clusters.SHOP;
import static dev.headroom.ma2scf.Clusters.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.World;
import dev.headroom.ma2scf.check.PlanChecker;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.ServiceLimits;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.Verdict;
import java.util.List;
import java.util.function.UnaryOperator;

/** The first clusters of the stories, and methods to read a decision. */
final class Stories {
    private Stories() {}

    static World calm() {
        return new World(Clusters.twoDirectorsFourServers()).demand(WEB, 300).demand(SHOP, 100);
    }

    static World overloaded() {
        return calm().demand(WEB, 720);
    }

    static ClusterSnapshot hashing() {
        return Clusters.empty()
                .scheduler("sh")
                .service("web", 1, 1)
                .server("rs1", "a", 8)
                .server("rs2", "a", 8)
                .home("web", 1)
                .standBy("web", 2)
                .build();
    }

    static World limited(World world, ServiceId service, UnaryOperator<ServiceLimits> change) {
        return services(world, s -> s.id().equals(service) ? s.withLimits(change.apply(s.limits())) : s);
    }

    static World services(World world, UnaryOperator<VirtualService> change) {
        return world.change(s -> new ClusterSnapshot(
                s.revision(),
                s.takenAt(),
                s.directors(),
                s.servers(),
                s.services().stream().map(change).toList()));
    }

    static Verdict verdict(Decision decision, ServiceId service) {
        return decision.verdicts().stream()
                .filter(v -> v.service().equals(service))
                .findFirst()
                .orElseThrow();
    }

    static ServiceCondition condition(Decision decision, ServiceId service) {
        return decision.assessments().stream()
                .filter(a -> a.service().equals(service))
                .findFirst()
                .orElseThrow()
                .condition();
    }

    static List<String> steps(Plan plan) {
        return plan.actions().stream().map(Action::describe).toList();
    }

    static List<?> specs(ClusterSnapshot snapshot) {
        return snapshot.directors().stream()
                .flatMap(d -> d.table().fresh().orElseThrow().entries().stream())
                .flatMap(e -> e.destinations().stream())
                .map(d -> d.spec())
                .toList();
    }

    static void assertSafe(Plan plan, World world) {
        assertThat(new PlanChecker(world.policy()).check(plan, world.snapshot()))
                .isEmpty();
    }
}
