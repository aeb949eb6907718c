package dev.headroom.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.console.fx.Ids;
import dev.headroom.console.fx.StateBridge;
import dev.headroom.console.look.LookFile;
import dev.headroom.console.look.WindowLook;
import dev.headroom.console.look.WindowPlace;
import dev.headroom.styles.Theme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/** A window opens as the last one was left. */
@ExtendWith(ApplicationExtension.class)
class RememberedWindowTest {
    @TempDir
    private Path folder = Path.of("unset");

    private final List<String> said = new ArrayList<>();

    private LookFile file() {
        return LookFile.in(folder, said::add);
    }

    private Stage open() {
        return WaitForAsyncUtils.waitForAsyncFx(60_000, () -> {
            Stage stage = new Stage();
            Console.show(stage, Inputs.of(_ -> {}, _ -> {}, new StateBridge<>(), file()));
            return stage;
        });
    }

    private static void run(Runnable action) {
        WaitForAsyncUtils.waitForAsyncFx(60_000, action);
        WaitForAsyncUtils.waitForFxEvents();
    }

    @Test
    void theNextWindowLiesWhereTheLastOneLay() {
        file().write(new WindowLook(Theme.LIGHT, Optional.of(new WindowPlace(0, 0, 1000, 700, false))));
        Stage first = open();
        assertThat(first.getHeight()).isEqualTo(700);
        run(() -> {
            first.setY(120);
            first.setHeight(660);
        });
        run(first::hide);
        Stage second = open();
        assertThat(second.getX()).isEqualTo(0);
        assertThat(second.getY()).isEqualTo(120);
        assertThat(second.getWidth()).isEqualTo(1000);
        assertThat(second.getHeight()).isEqualTo(660);
        run(second::hide);
        assertThat(said).isEmpty();
    }

    @Test
    void aWindowOfAScreenThatIsGoneIsVisibleAndNotTooSmall() {
        file().write(new WindowLook(Theme.LIGHT, Optional.of(new WindowPlace(5_000, -4_000, 40, 30, false))));
        Stage stage = open();
        assertThat(stage.getX()).isEqualTo(0);
        assertThat(stage.getY()).isEqualTo(180);
        assertThat(stage.getWidth()).isEqualTo(1000);
        assertThat(stage.getHeight()).isEqualTo(640);
        run(stage::hide);
    }

    /** A run that is ended from outside closes no window. */
    @Test
    void aThemeIsRememberedBeforeTheWindowCloses(FxRobot robot) {
        Stage first = open();
        run(() -> first.getScene().lookup("#" + Ids.THEME).requestFocus());
        robot.type(KeyCode.ENTER);
        WaitForAsyncUtils.waitForFxEvents();
        assertThat(file().read().theme()).isEqualTo(Theme.DARK);
        Stage second = open();
        assertThat(second.getScene().getStylesheets()).first().asString().contains("tokens-dark");
        run(first::hide);
        run(second::hide);
    }
}
