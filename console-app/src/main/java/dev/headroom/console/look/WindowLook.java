package dev.headroom.console.look;

import dev.headroom.styles.Theme;
import java.util.Optional;

/**
 * What the window remembers from one run to the next. Pure.
 *
 * @param place empty where nothing is remembered
 */
public record WindowLook(Theme theme, Optional<WindowPlace> place) {
    public static final WindowLook FIRST = new WindowLook(Theme.LIGHT, Optional.empty());
}
