package dev.headroom.simulation.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What this process holds at one moment.
 *
 * @param second since the begin
 * @param heap live bytes, after a garbage collection
 * @param threads of the platform
 * @param virtual virtual threads
 * @param descriptors open files and sockets; 0 where the system does not count them
 * @param sessions that the servers see open
 * @param live hosts that are connected
 * @param cuts sessions that were cut so far
 */
public record Footprint(
        long second, long heap, int threads, long virtual, long descriptors, int sessions, long live, int cuts) {

    /** Collects garbage and looks. */
    public static Footprint now(long second, long virtual, int sessions, long live, int cuts) {
        System.gc();
        return new Footprint(
                second,
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                virtual,
                ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                        ? system.getOpenFileDescriptorCount()
                        : 0,
                sessions,
                live,
                cuts);
    }

    /** How much the mean of the last third of some is, compared with that of the first third. */
    public static double growth(List<Footprint> all, ToDoubleFunction<Footprint> value) {
        int third = all.size() / 3;
        return mean(all.subList(all.size() - third, all.size()), value) / mean(all.subList(0, third), value);
    }

    private static double mean(List<Footprint> some, ToDoubleFunction<Footprint> value) {
        return some.stream().mapToDouble(value).average().orElseThrow();
    }

    /** One row of a table, with the title {@link #TITLE}. */
    String row() {
        return "%6d s %9.1f MB %8d %8d %12d %9d %6d %6d"
                .formatted(second, heap / 1048576.0, threads, virtual, descriptors, sessions, live, cuts);
    }

    static final String TITLE = "    time         heap  threads  virtual  descriptors  sessions   live   cuts";
}
