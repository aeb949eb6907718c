package dev.headroom.styles;

import java.net.URL;
import java.util.List;
import java.util.Objects;

/** The program's icon as PNG pictures, drawn from the SVG in {@code packaging/share}. */
public final class AppIcon {
    /** Width and height in pixels of each picture, ascending. */
    public static final List<Integer> SIZES = List.of(16, 24, 32, 48, 64, 128, 256);

    private AppIcon() {}

    /** One picture for each size. */
    public static List<URL> pictures() {
        return SIZES.stream()
                .map(size -> "icon-" + size + ".png")
                .map(name -> Objects.requireNonNull(AppIcon.class.getResource(name), name))
                .toList();
    }
}
