package dev.headroom.backend.lab;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

/**
 * What the lab measured of this machine when it came up. A test waits for an event; how long it waits before it calls that event
 * missing is a multiple of what things take here.
 *
 * @param scale how much longer things take than on the machine for which the times were first chosen; at least 1
 * @param interval between two readings of a guest
 * @param requestsPerSecond what one real server serves at most
 */
record Pace(double scale, Duration interval, double requestsPerSecond) {
    Pace {
        if (!(scale >= 1 && requestsPerSecond > 0 && interval.isPositive())) {
            throw new IllegalArgumentException("The pace (%s, %s, %s) must be positive, and the scale at least 1."
                    .formatted(scale, interval, requestsPerSecond));
        }
    }

    static Pace read(Path labState) {
        Properties figures = new Properties();
        try (Reader text = Files.newBufferedReader(labState.resolve("pace"))) {
            figures.load(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Pace(
                number(figures, "scale"),
                Duration.ofMillis((long) number(figures, "intervalMillis")),
                number(figures, "requestsPerSecond"));
    }

    /** For what takes some readings and a command or two. */
    Duration soon() {
        return times(Duration.ofMinutes(2));
    }

    /** For what also waits for holds, drains or a boot. */
    Duration later() {
        return times(Duration.ofMinutes(5));
    }

    Duration times(Duration usual) {
        return Duration.ofMillis((long) (usual.toMillis() * scale));
    }

    private static double number(Properties figures, String name) {
        String text = figures.getProperty(name);
        if (text == null) {
            throw new IllegalStateException("The lab's pace does not say " + name + ".");
        }
        return Double.parseDouble(text);
    }
}
