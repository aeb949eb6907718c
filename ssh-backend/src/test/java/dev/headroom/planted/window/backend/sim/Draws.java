package dev.headroom.planted.window.backend.sim;

import javafx.planted.Pixel;

final class Draws {
    private Draws() {}

    static Pixel pixel() {
        return Pixel.RED;
    }
}
