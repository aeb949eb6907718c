package dev.headroom.ma2scf.sharing;

import dev.headroom.ma2scf.model.ContainerState;
import java.time.Duration;
import java.util.Locale;

/** Numbers with their units, the same way in every sentence. */
final class Wording {
    private Wording() {}

    static String rate(double connectionsPerSecond) {
        return String.format(Locale.ROOT, "%.1f connections/s", connectionsPerSecond);
    }

    static String cores(double cores) {
        return String.format(Locale.ROOT, "%.2f cores", cores);
    }

    static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }

    static String state(ContainerState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    static String containers(int count) {
        return count == 1 ? "1 container" : count + " containers";
    }
}
