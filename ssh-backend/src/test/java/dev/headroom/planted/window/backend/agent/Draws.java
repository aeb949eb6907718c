package dev.headroom.planted.window.backend.agent;

import javafx.planted.Pixel;

final class Draws {
    private Draws() {}

    static Pixel pixel() {
        return Pixel.RED;
    }
}
