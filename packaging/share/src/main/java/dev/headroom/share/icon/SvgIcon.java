package dev.headroom.share.icon;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** An SVG file that is drawn in squares of any size. The same file and size make the same bytes. */
public final class SvgIcon {
    private final SVGDocument document;

    private SvgIcon(SVGDocument document) {
        this.document = document;
    }

    /**
     * Reads {@code file}.
     *
     * @throws IOException if it cannot be read or is no SVG
     */
    public static SvgIcon read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            @Nullable SVGDocument document = new SVGLoader().load(in, file.toUri(), LoaderContext.createDefault());
            if (document == null) {
                throw new IOException("%s is no SVG that can be drawn".formatted(file));
            }
            return new SvgIcon(document);
        }
    }

    /** The icon, {@code size} pixels wide and high, on a transparent ground. */
    public BufferedImage drawn(int size) {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        document.render(null, graphics, new ViewBox(size, size));
        graphics.dispose();
        return image;
    }

    /** {@link #drawn} as a PNG file. */
    public byte[] png(int size) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.setUseCache(false);
        ImageIO.write(drawn(size), "png", out);
        return out.toByteArray();
    }
}
