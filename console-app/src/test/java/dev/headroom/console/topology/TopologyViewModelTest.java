package dev.headroom.console.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.backend.control.ControlState;
import dev.headroom.console.frame.SampleStates;
import dev.headroom.console.fx.Tone;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopologyViewModelTest {

    @Test
    void showsTheActiveDirectorAndTheIdleOne() {
        Picture picture = picture(SampleStates.calm());
        assertThat(picture.directors())
                .extracting(tile -> tile.id() + " " + tile.badge().word())
                .containsExactly("lb1 Active", "lb2 Idle");
    }

    @Test
    void ordersServicesByPriority() {
        assertThat(picture(SampleStates.calm()).services())
                .extracting(tile -> tile.id().name())
                .containsExactly("shop", "api", "batch");
    }

    @Test
    void sharesOfFlowsIntoServersAddUpToAllNewConnections() {
        List<Flow> flows = picture(SampleStates.lent()).flows();
        assertThat(sum(flows, Flow.Hop.DIRECTOR_TO_SERVICE)).isCloseTo(1, within(1e-9));
        assertThat(sum(flows, Flow.Hop.SERVICE_TO_SERVER)).isCloseTo(1, within(1e-9));
    }

    @Test
    void drawsALoanAsALoan() {
        assertThat(picture(SampleStates.lent()).flows())
                .filteredOn(flow -> flow.kind() == Flow.Kind.LOAN)
                .extracting(Flow::to)
                .containsExactlyInAnyOrder("rs4", "rs5");
        assertThat(tile(SampleStates.lent(), "rs5").marks())
                .extracting(ContainerMark::kind)
                .contains(ContainerMark.Kind.LOAN, ContainerMark.Kind.SERVING);
    }

    @Test
    void aFailedServerIsDangerHasNoUtilizationAndItsContainersAreBroken() {
        ServerTile tile = tile(SampleStates.trouble(), "rs2");
        assertThat(tile.standing().badge().word()).isEqualTo("Failed");
        assertThat(tile.standing().badge().tone()).isEqualTo(Tone.DANGER);
        assertThat(tile.percent()).isEqualTo("—");
        assertThat(tile.marks()).extracting(ContainerMark::kind).contains(ContainerMark.Kind.BROKEN);
        assertThat(picture(SampleStates.trouble()).flows())
                .filteredOn(flow -> flow.to().equals("rs2"))
                .extracting(Flow::kind)
                .containsOnly(Flow.Kind.BROKEN);
    }

    @Test
    void aStaleServerSaysHowOldItIs() {
        ServerTile tile = tile(SampleStates.trouble(), "rs6");
        assertThat(tile.standing().badge().word()).isEqualTo("Stale 47 s");
        assertThat(tile.standing().badge().tone()).isEqualTo(Tone.MUTED);
        assertThat(tile.age()).isEqualTo("47 s ago");
    }

    @Test
    void knowsWhetherThereIsAnythingToWaitFor() {
        assertThat(picture(SampleStates.empty()).isEmpty()).isTrue();
        assertThat(picture(SampleStates.empty()).hostsKnown()).isFalse();
    }

    private static double sum(List<Flow> flows, Flow.Hop hop) {
        return flows.stream()
                .filter(flow -> flow.hop() == hop)
                .mapToDouble(Flow::share)
                .sum();
    }

    private static ServerTile tile(ControlState state, String name) {
        return picture(state).servers().stream()
                .filter(tile -> tile.id().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Picture picture(ControlState state) {
        TopologyViewModel model = new TopologyViewModel(SharingPolicy.defaults());
        model.show(state, SampleStates.NOW);
        return model.picture().get();
    }
}
