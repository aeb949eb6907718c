package dev.headroom.bench.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** How busy the machine is with other work. */
final class Noise {
    private static final int PROBES = 40;
    private static final int WORK = 4_000_000;

    private Noise() {}

    /** A sentence: how evenly a fixed calculation runs now, and the load average. */
    static String sentence() {
        List<Long> times = new ArrayList<>();
        long sum = 0;
        for (int i = 0; i < 2 * PROBES; i++) {
            long begun = System.nanoTime();
            for (int k = 0; k < WORK; k++) {
                sum = sum * 31 + k;
            }
            if (i >= PROBES) { // the first ones warm up
                times.add(System.nanoTime() - begun + (sum & 1));
            }
        }
        Collections.sort(times);
        double least = times.getFirst();
        return String.format(
                Locale.ROOT,
                "Noise: a fixed calculation takes %.1f times its shortest time in the median, %.1f times in the worst of %d; load average %s.",
                times.get(PROBES / 2) / least,
                times.getLast() / least,
                PROBES,
                load());
    }

    private static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
        } catch (IOException _) {
            return "unknown";
        }
    }
}
