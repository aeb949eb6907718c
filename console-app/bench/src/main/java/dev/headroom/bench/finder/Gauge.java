package dev.headroom.bench.finder;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Measures time and memory of work on the calling thread. */
final class Gauge {
    private static final ThreadMXBean THREADS = threads();
    private static final List<MemoryPoolMXBean> HEAP = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .toList();

    private Gauge() {}

    /**
     * The measurements of one piece of work.
     *
     * @param nanos wall time; on a busy machine more than {@code cpuNanos}
     * @param cpuNanos CPU time of the thread
     * @param allocated bytes that the thread allocated, garbage included; 0 where the machine cannot tell
     * @param peak the greatest number of bytes of heap in use above those in use before; uncollected garbage included
     */
    record Reading<T>(T result, long nanos, long cpuNanos, long allocated, long peak) {}

    static <T> Reading<T> measure(Supplier<T> work) {
        System.gc();
        HEAP.forEach(MemoryPoolMXBean::resetPeakUsage);
        long before = used(HEAP, false);
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long cpu = THREADS.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        T result = work.get();
        long nanos = System.nanoTime() - start;
        long cpuNanos = THREADS.getCurrentThreadCpuTime() - cpu;
        long bytes = Math.max(0, THREADS.getCurrentThreadAllocatedBytes() - allocated);
        return new Reading<>(result, nanos, cpuNanos, bytes, Math.max(0, used(HEAP, true) - before));
    }

    private static long used(List<MemoryPoolMXBean> pools, boolean peak) {
        return pools.stream()
                .flatMap(pool -> Optional.ofNullable(peak ? pool.getPeakUsage() : pool.getUsage()).stream())
                .mapToLong(MemoryUsage::getUsed)
                .sum();
    }

    private static ThreadMXBean threads() {
        if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean) {
            return bean;
        }
        throw new IllegalStateException("This Java cannot tell what a thread allocates.");
    }
}
