package dev.headroom.console.fx;

import java.util.OptionalDouble;
import javafx.scene.layout.Region;

/**
 * A utilization as a bar: a track, its reserve hatched at the end, and the fill over both. The tone sets the colours
 * by the style sheet.
 */
public final class UtilizationBar extends Region {
    private final Region track = Parts.region("track");
    private final Region reserve = Parts.region("reserve");
    private final Region fill = Parts.region("fill");
    private double fraction;
    private double kept;

    public UtilizationBar() {
        getStyleClass().add("bar");
        getChildren().addAll(track, reserve, fill);
        setMinWidth(24);
    }

    /**
     * Shows new values.
     *
     * @param fraction of the whole, 0..1; more fills the bar
     * @param kept part of the whole that is never lent, 0..1
     */
    public void show(double fraction, double kept, Tone tone) {
        this.fraction = Math.clamp(fraction, 0, 1);
        this.kept = Math.clamp(kept, 0, 1);
        States.tone(this, tone);
        setAccessibleText(NumberText.percent(fraction) + " used");
        requestLayout();
    }

    /** Shows a value that may be unknown: an unknown one has no fill and is hatched from end to end. */
    public void show(OptionalDouble known, double kept, Tone tone) {
        show(known.orElse(0), known.isPresent() ? kept : 1, tone);
        if (known.isEmpty()) {
            setAccessibleText("Not known");
        }
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double height = getHeight();
        track.resizeRelocate(0, 0, width, height);
        double from = snapPositionX(width * (1 - kept));
        reserve.resizeRelocate(from, 0, width - from, height);
        fill.resizeRelocate(0, 0, snapSizeX(width * fraction), height);
    }
}
