package dev.headroom.console.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.console.frame.Deed;
import dev.headroom.console.frame.Inputs;
import dev.headroom.console.frame.Place;
import dev.headroom.console.frame.StillFrame;
import dev.headroom.simulation.stage.Stages;
import dev.headroom.styles.Theme;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.image.Image;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/** Pictures can be made without a display, larger than the fake screen. */
@ExtendWith(ApplicationExtension.class)
class PngFileTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void whatIsWrittenIsAPngOfThePicture() throws Exception {
        WritableImage picture = WaitForAsyncUtils.waitForAsyncFx(20_000, () -> {
            StillFrame frame = new StillFrame(Inputs.idle(), Theme.LIGHT, Place.OVERVIEW);
            return frame.scene(1280, 800, Stages.overloaded(), Deed.NOTHING).snapshot(null);
        });
        Path file = folder.resolve("picture.png");
        PngFile.write(picture, file);
        try (InputStream in = Files.newInputStream(file)) {
            Image read = new Image(in);
            assertThat(read.getWidth()).isEqualTo(1280);
            assertThat(read.getHeight()).isEqualTo(800);
            Color one = read.getPixelReader().getColor(640, 400);
            assertThat(one).isEqualTo(picture.getPixelReader().getColor(640, 400));
        }
    }
}
