package dev.headroom.console.fx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.console.look.Themes;
import dev.headroom.styles.Theme;
import javafx.geometry.Dimension2D;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class HintTest {
    private static final String LONG = "Processes of rs1/shop-1 waited 100 % of 10 s for a processor. ".repeat(12);

    @Test
    void aLongHintIsWrappedAndShownWhole() {
        Dimension2D size = WaitForAsyncUtils.waitForAsyncFx(60_000, () -> {
            Label node = new Label("rs1");
            Scene scene = new Scene(new VBox(node), 800, 600);
            Themes.apply(scene, Theme.LIGHT);
            Stage stage = new Stage();
            stage.setScene(scene);
            stage.show();
            Parts.hint(node, LONG);
            Tooltip hint = node.getProperties().values().stream()
                    .filter(Tooltip.class::isInstance)
                    .map(Tooltip.class::cast)
                    .findFirst()
                    .orElseThrow();
            hint.show(stage);
            Labeled words = hint.getScene().getRoot().lookupAll(".tooltip").stream()
                    .filter(Labeled.class::isInstance)
                    .map(Labeled.class::cast)
                    .findFirst()
                    .orElseThrow();
            Dimension2D shown = new Dimension2D(words.getWidth(), words.isTextTruncated() ? -1 : words.getHeight());
            stage.hide();
            return shown;
        });
        assertThat(size.getWidth()).isLessThan(500);
        assertThat(size.getHeight()).as("the height of the whole text").isGreaterThan(100);
    }
}
