package dev.headroom.console.look;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import javafx.geometry.Rectangle2D;

/**
 * Where the window lies and how large it is, in JavaFX's screen coordinates. Pure.
 *
 * @param maximized whether it fills its screen; the rest is then its place before that
 */
public record WindowPlace(double x, double y, double width, double height, boolean maximized) {
    public static final double LEAST_WIDTH = 1000;
    public static final double LEAST_HEIGHT = 640;
    /** No screen is that large or that far away: whoever wrote such a number made a mistake. */
    private static final double GREATEST = 100_000;

    public WindowPlace {
        if (!isPossible(x, y, width, height)) {
            throw new IllegalArgumentException(
                    "A window cannot lie at %s, %s with the size %s x %s.".formatted(x, y, width, height));
        }
    }

    /** The place that these numbers mean; empty if no window can be there. */
    static Optional<WindowPlace> of(double x, double y, double width, double height, boolean maximized) {
        return isPossible(x, y, width, height)
                ? Optional.of(new WindowPlace(x, y, width, height, maximized))
                : Optional.empty();
    }

    private static boolean isPossible(double x, double y, double width, double height) {
        return DoubleStream.of(x, y, width, height).allMatch(value -> Math.abs(value) <= GREATEST)
                && width > 0
                && height > 0;
    }

    WindowPlace maximized(boolean now) {
        return new WindowPlace(x, y, width, height, now);
    }

    /** A window of this size in the middle of {@code screen}. */
    static WindowPlace inTheMiddleOf(Rectangle2D screen, double width, double height) {
        return new WindowPlace(
                screen.getMinX() + (screen.getWidth() - width) / 2,
                screen.getMinY() + (screen.getHeight() - height) / 2,
                width,
                height,
                false);
    }

    /**
     * The same place, moved and shrunk until the whole window is visible on the screen that shows most of it; on the
     * first screen where none shows any. It is never smaller than the window's minimum: on a smaller screen its upper
     * left corner is visible.
     *
     * @param screens their parts that no task bar covers, the primary one first; at least one
     */
    WindowPlace on(List<Rectangle2D> screens) {
        Rectangle2D best = screens.stream()
                .max(Comparator.comparingDouble(this::shownOn))
                .filter(screen -> shownOn(screen) > 0)
                .orElse(screens.getFirst());
        double wide = Math.max(LEAST_WIDTH, Math.min(width, best.getWidth()));
        double high = Math.max(LEAST_HEIGHT, Math.min(height, best.getHeight()));
        WindowPlace from = shownOn(best) > 0 ? this : inTheMiddleOf(best, wide, high);
        return new WindowPlace(
                Math.max(best.getMinX(), Math.min(from.x, best.getMaxX() - wide)),
                Math.max(best.getMinY(), Math.min(from.y, best.getMaxY() - high)),
                wide,
                high,
                maximized);
    }

    /** Whether it covers a screen, as a maximized window does before the platform has said that it is one. */
    boolean covers(List<Rectangle2D> screens) {
        return screens.stream().anyMatch(screen -> shownOn(screen) >= screen.getWidth() * screen.getHeight());
    }

    private double shownOn(Rectangle2D screen) {
        double wide = Math.min(x + width, screen.getMaxX()) - Math.max(x, screen.getMinX());
        double high = Math.min(y + height, screen.getMaxY()) - Math.max(y, screen.getMinY());
        return Math.max(0, wide) * Math.max(0, high);
    }
}
