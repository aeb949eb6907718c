package dev.headroom.console.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.act.ActionCommands;
import dev.headroom.backend.command.Privilege;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.Proposal;
import dev.headroom.console.frame.Deed;
import dev.headroom.console.frame.Inputs;
import dev.headroom.console.frame.Place;
import dev.headroom.console.frame.StillFrame;
import dev.headroom.console.fx.Parts;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.simulation.stage.HostStages;
import dev.headroom.simulation.stage.Stages;
import dev.headroom.styles.Theme;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/** Each command that a picture shows is what the program would send, to the letter. */
@ExtendWith(ApplicationExtension.class)
class ShownCommandsTest {
    record Case(String name, Supplier<ControlState> state) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> pictures() {
        return Stream.of(
                new Case("overloaded", Stages::overloaded),
                new Case("trouble", HostStages::trouble),
                new Case("running", Stages::running),
                new Case("halted", Stages::halted),
                new Case("failed", Stages::failed),
                new Case("interrupted", Stages::interrupted),
                new Case("long names", HostStages::longNames));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pictures")
    void everyShownCommandIsSpelledByActionCommands(Case each) {
        ControlState state = each.state().get();
        Map<HostId, Privilege> privileges = state.observation().hosts().stream()
                .collect(Collectors.toMap(status -> status.host(), _ -> Privilege.SUDO));
        ActionCommands speller = ActionCommands.withUsualRuntime(privileges, Stages.CONSOLE);
        List<String> spelled = state.proposals().stream()
                .map(Proposal::plan)
                .flatMap(plan -> plan.actions().stream())
                .flatMap(action -> speller.preview(action).stream())
                .map(ShownCommandsTest::shown)
                .toList();

        List<String> drawn = WaitForAsyncUtils.waitForAsyncFx(20_000, () -> {
            StillFrame frame = new StillFrame(Inputs.idle(), Theme.LIGHT, Place.OVERVIEW);
            Scene scene = frame.scene(1280, 800, state, Deed.UNFOLD);
            return scene.getRoot().lookupAll(".command").stream()
                    .filter(Labeled.class::isInstance)
                    .map(node -> Parts.hintOf(node).isEmpty() ? ((Labeled) node).getText() : Parts.hintOf(node))
                    .toList();
        });

        // also against a speller that forgets the limit
        assertThat(drawn).isNotEmpty().allMatch(command -> command.contains("timeout -k 2 "));
        assertThat(spelled).containsAll(drawn);
    }

    private static String shown(ExactCommand command) {
        return command.host().name() + " $ " + command.text();
    }
}
