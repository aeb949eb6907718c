package dev.headroom.backend.parse;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a frame of a real server says beside its load. Pure.
 *
 * @param uplink bytes a second that the interface of the default route can carry in each direction; empty where the kernel does not
 *     know
 * @param strain what shows that the server gets less than it asks for; empty where it was not read
 * @param sources the files that the load was read from
 * @param facts what seldom changes
 */
public record HostSigns(OptionalDouble uplink, Optional<StrainCounts> strain, List<String> sources, HostFacts facts) {
    /** Nothing is known. */
    public static final HostSigns NONE =
            new HostSigns(OptionalDouble.empty(), Optional.empty(), List.of(), HostFacts.NONE);

    /** The fastest interface that is believed, in Mbit/s: 100 times the fastest of today. */
    private static final long FASTEST = 100_000_000;

    private static final double BYTES_OF_MEGABIT = 1_000_000 / 8.0;

    public HostSigns {
        sources = List.copyOf(sources);
    }

    /**
     * The speed of an uplink.
     *
     * @param bytes a second, in each direction
     * @param source the file that says so
     */
    public record Uplink(double bytes, String source) {}

    /**
     * The speed in a section {@code uplink}: {@code 1000 eth0}, in Mbit/s. Of an interface that is down or virtual the kernel says -1, which
     * some print without its sign, or 0: that is unknown.
     */
    public static Optional<Uplink> uplink(Section section) {
        return section.read().stream()
                .map(Line::words)
                .filter(words -> words.size() == 2)
                .findFirst()
                .filter(words -> words.getFirst().length() <= 10
                        && words.getFirst().chars().allMatch(c -> c >= '0' && c <= '9'))
                .filter(words -> isSpeed(Long.parseLong(words.getFirst())))
                .map(words -> new Uplink(
                        Long.parseLong(words.getFirst()) * BYTES_OF_MEGABIT,
                        StrainCounts.source("/sys/class/net/" + words.get(1) + "/speed")
                                .orElse("/sys/class/net")));
    }

    private static boolean isSpeed(long megabits) {
        return megabits > 0 && megabits != 0xFFFF && megabits < FASTEST;
    }
}
