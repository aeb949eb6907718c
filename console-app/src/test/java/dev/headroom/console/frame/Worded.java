package dev.headroom.console.frame;

import java.util.Comparator;
import java.util.Locale;
import javafx.stage.Stage;
import org.testfx.util.WaitForAsyncUtils;

/**
 * How a test reads the window's text: exactly. Where the module {@code packaging} rewords the window's classes, a mark keeps apart what
 * code puts together (a number and its unit, the first letter of a sentence); there, and only there, marks, case and kinds of space do not count.
 */
final class Worded {
    /** Set by the agent that rewords. */
    private static final boolean ANEW = Boolean.getBoolean("headroom.reworded");

    /** For {@code usingComparator}. */
    static final Comparator<String> ORDER = Comparator.comparing(Worded::plain);

    private Worded() {}

    /** The text as it is shipped. */
    static String asShipped(String text) {
        return ANEW ? text.replaceAll("\\p{IsHan}", "") : text;
    }

    private static String plain(String text) {
        return ANEW ? text.replace('\u00a0', ' ').toLowerCase(Locale.ROOT) : text;
    }

    /** Lays out what the window shows now: a robot clicks where a node lies, and does not wait for the next pulse. */
    static void layOut(Stage stage) {
        WaitForAsyncUtils.waitForFxEvents();
        WaitForAsyncUtils.waitForAsyncFx(60_000, () -> {
            stage.getScene().getRoot().applyCss();
            stage.getScene().getRoot().layout();
        });
    }
}
