package dev.headroom.ma2scf.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.World;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Figures of a part of a service are not stated as figures of the whole. */
class PartialFiguresTest {
    private static final ServiceId WEB = new ServiceId("web");

    @Test
    void aPlanSaysWhichHomeIsInNoneOfItsNumbers() {
        World world = new World(Clusters.twoDirectorsFourServers()).demand(WEB, 1000);
        world.run(10);
        world.cutOff(2);

        Plan plan = world.plan(WEB, 120);

        assertThat(plan.kind()).isEqualTo(PlanKind.BORROW);
        assertThat(plan.reasons().getFirst())
                .isEqualTo(
                        "Only 1 of the 2 destinations of web that get connections can be measured, not "
                                + Clusters.endpoint("web", 2)
                                + " on rs2: use, capacity and forecast are of the measured part alone, while all of it is asked 1000.0 connections/s.");
        assertThat(plan.reasons())
                .anyMatch(r -> r.startsWith("What can be measured is asked 500.0 connections/s and can carry "));
    }

    /** Clients may come by way of the director that is not read. */
    @Test
    void whatIsAskedIsNotAllCountedWhileADirectorIsNotRead() {
        World world = new World(Clusters.twoDirectorsFourServers()).demand(WEB, 1000);
        world.run(10);
        ClusterSnapshot all = world.snapshot();
        ClusterSnapshot part = new ClusterSnapshot(
                all.revision(),
                all.takenAt(),
                List.of(
                        all.directors().getFirst(),
                        new Director(all.directors().getLast().id(), new Reading.Missing<>("Not read yet."))),
                all.servers(),
                all.services());

        assertThat(web(world, all).counted()).isTrue();
        assertThat(web(world, part).counted()).isFalse();
        assertThat(web(world, part).demand()).as("what the other one counts").isEqualTo(1000);
    }

    private static ServiceAssessment web(World world, ClusterSnapshot snapshot) {
        return new CapacitySharing()
                .decide(snapshot, world.memory(), world.policy()).assessments().stream()
                        .filter(each -> each.service().equals(WEB))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void aPlanOfWhichAllIsMeasuredSaysNothingOfAPart() {
        World world = new World(Clusters.twoDirectorsFourServers()).demand(WEB, 1000);

        Plan plan = world.plan(WEB, 120);

        assertThat(plan.reasons()).noneMatch(r -> r.contains("measured part"));
        assertThat(plan.reasons()).anyMatch(r -> r.startsWith("It is asked 1000.0 connections/s"));
    }
}
