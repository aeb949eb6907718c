package dev.headroom.console.cli;

import dev.headroom.backend.control.ControlState;
import dev.headroom.console.fx.StateBridge;
import java.util.Arrays;
import java.util.Optional;
import javafx.animation.AnimationTimer;
import javafx.stage.Stage;

/**
 * Says on standard error when the window's first frame is drawn and when it shows the first reading of a host, for
 * whoever measures the start: the system property {@code headroom.start} asks for it, and its value says when the window
 * closes by itself.
 */
enum StartReport {
    /** The window stays open. */
    STAY,
    /** The window closes after its first frame. */
    FRAME,
    /** The window closes when it has shown a reading. */
    READING;

    static final String FRAME_DRAWN = "headroom: the window's first frame is drawn";
    static final String READING_SHOWN = "headroom: the window shows a reading";

    /** A frame is painted by another thread; the second pulse after its own begins when it is on the screen. */
    private static final int PULSES = 3;

    static Optional<StartReport> asked() {
        String value = System.getProperty("headroom.start", "");
        return Arrays.stream(values())
                .filter(each -> each.name().equalsIgnoreCase(value))
                .findFirst();
    }

    void watch(Stage stage, StateBridge<ControlState> bridge) {
        afterNextFrame(() -> {
            say(FRAME_DRAWN, stage, this == FRAME);
            var listening = new AnimationTimer() {
                @Override
                public void handle(long now) {
                    if (bridge.newest().filter(StartReport::hasReading).isPresent()) {
                        stop();
                        afterNextFrame(() -> say(READING_SHOWN, stage, StartReport.this == READING));
                    }
                }
            };
            listening.start();
        });
    }

    private static boolean hasReading(ControlState state) {
        return state.observation().hosts().stream()
                .anyMatch(host -> state.snapshot().readAt(host.host()).isPresent());
    }

    private static void say(String what, Stage stage, boolean last) {
        System.err.println(what);
        if (last) {
            stage.hide();
        }
    }

    private static void afterNextFrame(Runnable then) {
        var pulses = new AnimationTimer() {
            private int seen;

            @Override
            public void handle(long now) {
                seen++;
                if (seen == PULSES) {
                    stop();
                    then.run();
                }
            }
        };
        pulses.start();
    }
}
