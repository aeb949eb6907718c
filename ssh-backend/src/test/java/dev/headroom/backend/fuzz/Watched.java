package dev.headroom.backend.fuzz;

import com.sun.management.ThreadMXBean;
import dev.headroom.backend.remote.Printable;
import dev.headroom.backend.remote.Said;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.function.IntFunction;

/** Runs a parser and watches what it costs: failures other than the typed one, and memory. */
public final class Watched {
    /** What a parser may allocate for each letter of its input, and besides; far more than any needs. */
    private static final long BYTES_A_LETTER = 2_000;

    private static final long BYTES = 16L << 20;

    /** The most that four times the input may cost of processor time: linear work costs 4 times as much, quadratic 16. */
    private static final int MOST_GROWTH = 9;

    /** The least cost of so many runs counts: beside other processes a great input costs more of the caches than a small one. */
    private static final int TRIES = 12;

    private static final long MILLISECOND = 1_000_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Watched() {}

    /** A parser, with whatever it throws. */
    @FunctionalInterface
    public interface Parser {
        void parse() throws Throwable;
    }

    /**
     * Runs a parser.
     *
     * @param typed the failures by which it may refuse the input
     */
    public static void parse(String input, Parser parser, Set<Class<? extends Throwable>> typed) {
        long most = BYTES + BYTES_A_LETTER * input.length();
        long allocated = allocatedBy(input, parser, typed);
        if (allocated > most) {
            allocated = allocatedBy(input, parser, typed); // without the classes that the first run may have loaded
        }
        if (allocated > most) {
            throw new AssertionError(
                    "%d bytes of memory for %d letters: %s".formatted(allocated, input.length(), quoted(input)));
        }
    }

    private static long allocatedBy(String input, Parser parser, Set<Class<? extends Throwable>> typed) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            parser.parse();
        } catch (Throwable e) {
            if (typed.stream().noneMatch(type -> type.isInstance(e))) {
                throw new AssertionError("Not a typed failure, for the input " + quoted(input), e);
            }
            String message = String.valueOf(e.getMessage());
            if (message.length() > 2_000) {
                throw new AssertionError(
                        "A sentence of %d letters, for the input %s".formatted(message.length(), quoted(input)));
            }
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /**
     * Holds that the work grows with the input and not with its square. It compares processor time of the thread with
     * processor time, not with a limit, so the speed of the machine does not count; small amounts do not count either.
     *
     * @param input makes an input of a size
     * @param size so great that quadratic work would be seen
     */
    public static <T> void growsLinearly(
            String what, IntFunction<T> input, int size, java.util.function.Consumer<T> parser) {
        long small = Long.MAX_VALUE;
        long great = Long.MAX_VALUE;
        T one = input.apply(size);
        T four = input.apply(4 * size);
        for (int i = 0; i < TRIES; i++) {
            small = Math.min(small, cost(one, parser));
            great = Math.min(great, cost(four, parser));
            if (great < MOST_GROWTH * Math.max(small, 50 * MILLISECOND)) {
                return;
            }
        }
        throw new AssertionError("%s: %d ms for %d parts, %d ms for %d parts"
                .formatted(what, small / MILLISECOND, size, great / MILLISECOND, 4 * size));
    }

    private static <T> long cost(T input, java.util.function.Consumer<T> parser) {
        long before = THREADS.getCurrentThreadCpuTime();
        parser.accept(input);
        return THREADS.getCurrentThreadCpuTime() - before;
    }

    private static String quoted(String input) {
        return "'" + Said.clipped(Printable.line(input), 3_000) + "'";
    }
}
