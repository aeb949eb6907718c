package javafx.planted;

/** Stands in for JavaFX, which is not on this class path, and must not be. */
public final class Pixel {
    public static final Pixel RED = new Pixel();

    private Pixel() {}
}
