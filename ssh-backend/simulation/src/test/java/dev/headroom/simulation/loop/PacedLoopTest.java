package dev.headroom.simulation.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.command.Installation;
import dev.headroom.backend.control.Observation.HostPace;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.pace.PaceRules;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.simulation.ClusterDescription;
import dev.headroom.simulation.ClusterDescription.ServiceDescription;
import dev.headroom.simulation.Scenario;
import dev.headroom.simulation.Scenarios;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The control loop on a simulated cluster whose servers are calm and therefore asked less often: the default policy. */
class PacedLoopTest {
    private static final Instant BEGINNING = Instant.parse("2026-11-27T12:00:00Z");
    private static final Duration CROWD = Duration.ofSeconds(61);

    /** The first service is far from full, and gets more than its containers carry after a minute. */
    private static Scenario story(long seed) {
        ClusterDescription cluster = Scenarios.generated(12, 3, seed).cluster();
        ClusterDescription crowded = Scenarios.crowded(12, 3, seed).cluster();
        ServiceDescription first = cluster.services().getFirst();
        double crowd = crowded.services().getFirst().demand().at(Duration.ofSeconds(30));
        List<ServiceDescription> services = new ArrayList<>(cluster.services());
        services.set(
                0,
                new ServiceDescription(
                        first.id(),
                        first.address(),
                        first.containers(),
                        first.minimum(),
                        first.priority(),
                        first.scheduler(),
                        first.method(),
                        first.cpuPerConnection(),
                        first.demand().then(CROWD, crowd, Duration.ofSeconds(1))));
        return new Scenario(
                "paced",
                new ClusterDescription(
                        "paced",
                        cluster.directors(),
                        cluster.servers(),
                        services,
                        cluster.policy(),
                        cluster.interval()),
                seed,
                Duration.ofMinutes(5),
                List.of());
    }

    private static SimulatedLoop loop(Scenario story, PaceRules pace) {
        return new SimulatedLoop(story, BEGINNING, Installation.NONE, Set.of(), pace);
    }

    private static Duration firstLoan(SimulatedLoop loop) {
        loop.runUntil(
                state ->
                        state.proposals().stream().map(Proposal::plan).anyMatch(plan -> plan.kind() == PlanKind.BORROW),
                Duration.ofMinutes(3));
        return loop.cluster().now();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anOverloadIsFoundAsSoonAsAtTheFixedPace(long seed) {
        Scenario story = story(seed);
        PaceRules adaptive =
                PaceRules.of(story.cluster().policy(), story.cluster().interval());
        SimulatedLoop paced = loop(story, adaptive);
        paced.runUntil(CROWD);
        long calm = paced.state().observation().paces().entrySet().stream()
                .filter(entry -> entry.getKey() instanceof ServerId)
                .filter(entry -> entry.getValue().why() == HostPace.Why.CALM)
                .count();
        assertThat(calm).as("%s", paced.state().observation().paces()).isPositive();
        assertThat(paced.state().snapshot().servers())
                .allSatisfy(server -> assertThat(server.isMeasured()).isTrue());
        Duration fixed = firstLoan(loop(story, PaceRules.steady(story.cluster().interval())));
        assertThat(firstLoan(paced).minus(fixed)).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }
}
