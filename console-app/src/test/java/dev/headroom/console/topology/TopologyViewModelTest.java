package dev.headroom.console.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.backend.control.ControlState;
import dev.headroom.console.fx.Tone;
import dev.headroom.console.status.ContainerMark;
import dev.headroom.simulation.stage.HostStages;
import dev.headroom.simulation.stage.Stages;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopologyViewModelTest {

    @Test
    void showsTheActiveDirectorAndTheIdleOne() {
        Picture picture = picture(Stages.calm());
        assertThat(picture.directors())
                .extracting(tile -> tile.id() + " " + tile.badge().word())
                .containsExactly("lb1 Active", "lb2 Idle");
    }

    @Test
    void ordersServicesByPriority() {
        assertThat(picture(Stages.calm()).services())
                .extracting(tile -> tile.id().name())
                .containsExactly("shop", "api", "batch");
    }

    @Test
    void sharesOfFlowsIntoServersAddUpToAllNewConnections() {
        List<Flow> flows = picture(Stages.lent()).flows();
        assertThat(sum(flows, Flow.Hop.DIRECTOR_TO_SERVICE)).isCloseTo(1, within(1e-9));
        assertThat(sum(flows, Flow.Hop.SERVICE_TO_SERVER)).isCloseTo(1, within(1e-9));
    }

    @Test
    void drawsALoanAsALoan() {
        assertThat(picture(Stages.lent()).flows())
                .filteredOn(flow -> flow.kind() == Flow.Kind.LOAN)
                .extracting(Flow::to)
                .containsExactly("rs4");
        assertThat(tile(Stages.lent(), "rs4").marks())
                .extracting(ContainerMark::kind)
                .contains(ContainerMark.Kind.LOAN, ContainerMark.Kind.SERVING);
    }

    @Test
    void aFailedServerIsDangerHasNoUtilizationAndItsContainersAreBroken() {
        ServerTile tile = tile(HostStages.trouble(), "rs2");
        assertThat(tile.standing().badge().word()).isEqualTo("Failed");
        assertThat(tile.standing().badge().tone()).isEqualTo(Tone.DANGER);
        assertThat(tile.percent()).isEqualTo("—");
        assertThat(tile.marks()).extracting(ContainerMark::kind).contains(ContainerMark.Kind.BROKEN);
        assertThat(picture(HostStages.trouble()).flows())
                .filteredOn(flow -> flow.to().equals("rs2"))
                .extracting(Flow::kind)
                .containsOnly(Flow.Kind.BROKEN);
    }

    /** Its flow was red, and a red cross was before its container, although an operator had ordered it. */
    @Test
    void aServerThatIsOutIsDrawnWithoutAlarm() {
        ServerTile tile = tile(HostStages.maintenanceDead(), "rs3");
        assertThat(tile.hasFailed()).isFalse();
        assertThat(tile.marks()).extracting(ContainerMark::kind).containsOnly(ContainerMark.Kind.UNKNOWN);
        assertThat(picture(HostStages.maintenanceDead()).flows())
                .extracting(Flow::kind)
                .doesNotContain(Flow.Kind.BROKEN);
        assertThat(ZoneTile.of(tile.zone(), List.of(tile)).facts()).isEqualTo("1 server · 1 out");
        ServerTile early = tile(HostStages.maintenanceTooEarly(), "rs3");
        assertThat(early.hasFailed()).isTrue();
        assertThat(ZoneTile.of(early.zone(), List.of(early)).facts()).isEqualTo("1 server · 1 failed");
    }

    @Test
    void aStaleServerSaysHowOldItIs() {
        ServerTile tile = tile(HostStages.trouble(), "rs6");
        assertThat(tile.standing().badge().word()).isEqualTo("Stale 39 s");
        assertThat(tile.standing().badge().tone()).isEqualTo(Tone.MUTED);
        assertThat(tile.age()).isEqualTo("39 s ago");
    }

    @Test
    void knowsWhetherThereIsAnythingToWaitFor() {
        assertThat(picture(Stages.empty()).isEmpty()).isTrue();
        assertThat(picture(Stages.empty()).hostsKnown()).isFalse();
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
        TopologyViewModel model = new TopologyViewModel(0.15);
        model.show(state, Stages.NOW);
        return model.picture().get();
    }
}
