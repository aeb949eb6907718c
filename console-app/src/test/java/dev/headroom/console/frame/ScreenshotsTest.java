package dev.headroom.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.console.fx.StateBridge;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.scene.Scene;
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
class ScreenshotsTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void whatIsWrittenIsAPngOfThePicture() throws Exception {
        WritableImage picture = WaitForAsyncUtils.waitForAsyncFx(20_000, () -> {
            MainFrame frame = new MainFrame(SampleStates.inputs(_ -> {}, new StateBridge()));
            Scene scene = frame.scene(1280, 800);
            frame.show(SampleStates.overloaded());
            return scene.snapshot(null);
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
