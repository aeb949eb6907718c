package dev.headroom.console.welcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.console.fx.Ids;
import dev.headroom.styles.AppIcon;
import dev.headroom.styles.Theme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/** Who starts the program from a menu or a file manager sees no terminal. */
@ExtendWith(ApplicationExtension.class)
class WelcomeTest {
    private static final Choice CHOSEN = new Choice.ClusterFile(Path.of("my shop.headroom.yaml"));

    private final List<Choice> choices = new ArrayList<>();

    private static Stage shown(java.util.function.Consumer<Stage> opening) {
        return WaitForAsyncUtils.waitForAsyncFx(60_000, () -> {
            Stage stage = new Stage();
            opening.accept(stage);
            return stage;
        });
    }

    private static void press(Stage stage, String id) {
        WaitForAsyncUtils.waitForAsyncFx(
                60_000, () -> ((Button) stage.getScene().lookup("#" + id)).fire());
    }

    @Test
    void aSentenceIsShownWholeAndTheWindowHasTheIcon() {
        String sentence =
                "The cluster file /home/ada/My clusters/shop.headroom.yaml cannot be read: there is no such file. "
                        .repeat(3);
        Stage stage = shown(each -> TroubleWindow.show(each, Theme.LIGHT, sentence));

        assertThat(stage.getIcons()).hasSameSizeAs(AppIcon.SIZES).noneMatch(icon -> icon.isError());
        assertThat(stage.getScene().getRoot().lookupAll(".sentence"))
                .isNotEmpty()
                .allSatisfy(
                        node -> assertThat(((Labeled) node).isTextTruncated()).isFalse());
        press(stage, Ids.CANCEL);
        assertThat(stage.isShowing()).isFalse();
    }

    @Test
    void theChosenFileIsTheAnswer() {
        Stage stage = shown(each -> ChoiceWindow.show(each, Theme.DARK, true, () -> Optional.of(CHOSEN), choices::add));
        press(stage, Ids.OPEN);

        assertThat(choices).containsExactly(CHOSEN);
        assertThat(stage.isShowing()).isFalse();
    }

    @Test
    void aFileChoiceThatIsClosedLeadsBack() {
        Stage stage = shown(each -> ChoiceWindow.show(each, Theme.LIGHT, true, Optional::empty, choices::add));
        press(stage, Ids.OPEN);

        assertThat(choices).isEmpty();
        assertThat(stage.isShowing()).isTrue();
        press(stage, Ids.DEMO);
        assertThat(choices).containsExactly(new Choice.Demo());
    }

    @Test
    void aProgramWithoutDemoOffersNone() {
        Stage stage = shown(each -> ChoiceWindow.show(each, Theme.LIGHT, false, Optional::empty, choices::add));

        assertThat(stage.getScene().lookup("#" + Ids.DEMO)).isNull();
        press(stage, Ids.CANCEL);
        assertThat(choices).isEmpty();
    }
}
