package dev.headroom.ma2scf.sharing.facts;

import dev.headroom.ma2scf.model.ContainerState;
import java.time.Duration;
import java.util.Locale;

/** Numbers with their units, the same way in every sentence. */
public final class Wording {
    private Wording() {}

    public static String rate(double connectionsPerSecond) {
        return String.format(Locale.ROOT, "%.1f connections/s", connectionsPerSecond);
    }

    public static String cores(double cores) {
        return String.format(Locale.ROOT, "%.2f cores", cores);
    }

    public static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }

    public static String state(ContainerState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    public static String containers(int count) {
        return count == 1 ? "1 container" : count + " containers";
    }
}
