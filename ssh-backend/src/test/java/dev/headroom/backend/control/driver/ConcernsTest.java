package dev.headroom.backend.control.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.pace.PaceFixture;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.sharing.ServiceAssessment;
import dev.headroom.ma2scf.sharing.ServiceCondition;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which hosts a master has asked at each interval. */
class ConcernsTest {
    @ParameterizedTest
    @EnumSource
    void theServersOfAServiceThatIsNotCalm(ServiceCondition condition) {
        ClusterSnapshot snapshot = new PaceFixture().at(Instant.EPOCH);
        VirtualService service = snapshot.services().getFirst();
        Set<ServerId> carriers = snapshot.containersOf(service.id()).stream()
                .map(Container::id)
                .map(id -> id.server())
                .collect(Collectors.toSet());
        assertThat(carriers).isNotEmpty();
        ControlState state = new ControlState(
                Mode.WATCH,
                false,
                new Observation(snapshot, List.of()),
                SharingMemory.EMPTY,
                List.of(new ServiceAssessment(service.id(), condition, 1, 2, new Utilization(0.5), 1)),
                List.of(),
                List.of(),
                List.of());
        Attention attention = Concerns.of(state);
        assertThat(attention.ofPlans()).isEmpty();
        if (condition == ServiceCondition.CALM) {
            assertThat(attention.ofServices()).isEmpty();
        } else {
            assertThat(attention.ofServices()).containsExactlyInAnyOrderElementsOf(carriers);
        }
    }
}
