package dev.headroom.share.icon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.styles.AppIcon;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IconTest {
    private static final Path STYLES = Path.of("../../styles/src/main/resources/dev/headroom/styles");

    private SvgIcon icon;

    @BeforeEach
    void read() throws IOException {
        icon = SvgIcon.read(Path.of("src", "main", "icon", "headroom.svg"));
    }

    /** {@code -Dicon.write=true} draws them again after a change of the SVG. */
    @Test
    void theWindowHasTheSameIcon() throws IOException {
        for (int size : AppIcon.SIZES) {
            Path file = STYLES.resolve("icon-%d.png".formatted(size));
            if (Boolean.getBoolean("icon.write")) {
                Files.write(file, icon.png(size));
            }
            assertThat(pixels(ImageIO.read(file.toFile()))).as(file.toString()).isEqualTo(pixels(icon.drawn(size)));
        }
    }

    /** At 16 pixels the full column is white, the ground blue, the loan green, and the corner is cut. */
    @Test
    void theSmallestSizeCanBeRead() {
        BufferedImage small = icon.drawn(16);

        assertThat(small.getRGB(3, 8)).isEqualTo(0xFFFFFFFF);
        assertThat(small.getRGB(8, 1)).isEqualTo(0xFF0D5BC4);
        assertThat(small.getRGB(12, 8)).isEqualTo(0xFF4FE083);
        assertThat(small.getRGB(0, 0) >>> 24).isLessThan(0x60);
    }

    @Test
    void windowsFindsEachPictureInTheIco() throws IOException {
        ByteBuffer ico = ByteBuffer.wrap(IconFiles.ico(icon)).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(List.of(ico.getShort(0), ico.getShort(2), ico.getShort(4)))
                .containsExactly((short) 0, (short) 1, (short) 6);
        for (int i = 0; i < 6; i++) {
            int entry = 6 + 16 * i;
            int wide = Byte.toUnsignedInt(ico.get(entry)) == 0 ? 256 : Byte.toUnsignedInt(ico.get(entry));
            assertThat(picture(ico.array(), ico.getInt(entry + 12), ico.getInt(entry + 8))
                            .getWidth())
                    .isEqualTo(wide);
        }
    }

    @Test
    void macOsFindsEachPictureInTheIcns() throws IOException {
        ByteBuffer icns = ByteBuffer.wrap(IconFiles.icns(icon));
        assertThat(icns.getInt(4)).isEqualTo(icns.capacity());
        int at = 8;
        int widest = 0;
        while (at < icns.capacity()) {
            int length = icns.getInt(at + 4);
            widest = Math.max(widest, picture(icns.array(), at + 8, length - 8).getWidth());
            at += length;
        }
        assertThat(at).isEqualTo(icns.capacity());
        assertThat(widest).isEqualTo(1024);
    }

    private static BufferedImage picture(byte[] bytes, int offset, int length) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(bytes, offset, length));
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }
}
