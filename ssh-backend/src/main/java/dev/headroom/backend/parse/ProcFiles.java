package dev.headroom.backend.parse;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads files of the kernel, of a host and of one container. Pure; each method throws {@link ParseException} where
 * the file is not understood.
 */
public final class ProcFiles {
    private static final Pattern UPTIME = Pattern.compile("(\\d{1,12}\\.\\d{1,9}) \\d+(?:\\.\\d+)?");
    private static final Pattern AGENT = Pattern.compile("(\\d{1,12}\\.\\d{1,9}) (\\d{1,15}) (\\d{1,15}) (\\d{1,15})");
    private static final long MILLIS_OF_TICK = 10;
    private static final Set<String> AMOUNTS = Set.of("MemTotal:", "MemAvailable:", "MemFree:", "Buffers:", "Cached:");
    private static final Pattern SOCKET = Pattern.compile("[0-9A-F]{8,32}:([0-9A-F]{4})");
    private static final String LISTENING = "0A";
    /** More than the CPU time that a host could have used, so that nanoseconds are a number, too: 31 years of 290 processors. */
    private static final long MOST_MICROSECONDS = Long.MAX_VALUE / 1000;

    /** Twice the ticks of a processor in a second: both files of a frame are not read at once. */
    private static final double MOST_TICKS = 200;

    private ProcFiles() {}

    /**
     * CPU time since boot in the kernel's ticks (10 ms on Linux's usual architectures).
     *
     * @param cores number of processors
     * @param total sum over all processors, idle time included
     * @param idle idle time, waiting for input or output included
     * @param waiting the part of {@code idle} that waited; the kernel corrects it downwards at times (proc(5))
     * @param stolen the part of {@code total} that the hypervisor gave to other machines while this one wanted it (steal)
     */
    public record CpuTimes(int cores, long total, long idle, long waiting, long stolen) {
        /** CPU time without waiting for input or output, none of it stolen. */
        public CpuTimes(int cores, long total, long idle) {
            this(cores, total, idle, 0, 0);
        }

        /**
         * What was used of all processors since an earlier time; empty where a counter that never goes down did: a processor was taken
         * away, or the host slept.
         *
         * @param seconds the time between both. Stolen time that went down, or up by much more than there was time, is a fault of
         *     the kernel or the hypervisor and left out: see decision 0102
         */
        public Optional<CpuShares> since(CpuTimes earlier, double seconds) {
            long taken = (total - idle - stolen) - (earlier.total - earlier.idle - earlier.stolen);
            long rested = (idle - waiting) - (earlier.idle - earlier.waiting);
            long own = taken + rested + Math.max(0, waiting - earlier.waiting);
            long gone = stolen - earlier.stolen;
            boolean credible = gone >= 0 && gone <= MOST_TICKS * cores * seconds;
            long all = own + (credible ? gone : 0);
            if (taken < 0 || rested < 0 || all <= 0 || cores != earlier.cores) {
                return Optional.empty();
            }
            return Optional.of(new CpuShares(
                    (double) taken / all, credible ? OptionalDouble.of((double) gone / all) : OptionalDouble.empty()));
        }
    }

    /**
     * Shares of all processors, within 0..1.
     *
     * @param own used by the host itself
     * @param stolen given to other machines while this one wanted it; empty where that is not known
     */
    public record CpuShares(double own, OptionalDouble stolen) {
        /** What nothing else on the host could have used. */
        public double taken() {
            return own + stolen.orElse(0);
        }
    }

    /**
     * Memory in bytes.
     *
     * @param total of the host
     * @param available what programs could use without swapping
     */
    public record Memory(long total, long available) {}

    /**
     * What an agent has used since it began, by its own account. It decides only how often its host is asked.
     *
     * @param uptime of the host at the account
     * @param frames how many frames it has begun, that of the account included
     * @param process the number of its process: another number is another agent
     * @param used CPU time of its shell and its awk, and of the tools that have ended
     */
    public record AgentTime(Duration uptime, long frames, long process, Duration used) {}

    /**
     * A section {@code agent}, {@code UPTIME FRAMES PROCESS TICKS}; empty where the host does not tell it, or tells anything else.
     */
    public static Optional<AgentTime> agent(Section section) {
        return section.lines().size() == 1
                ? Optional.of(AGENT.matcher(section.lines().getFirst().strip()))
                        .filter(Matcher::matches)
                        .map(account -> new AgentTime(
                                Duration.ofMillis(new BigDecimal(account.group(1))
                                        .movePointRight(3)
                                        .longValue()),
                                Long.parseLong(account.group(2)),
                                Long.parseLong(account.group(3)),
                                Duration.ofMillis(Long.parseLong(account.group(4)) * MILLIS_OF_TICK)))
                : Optional.empty();
    }

    /** {@code /proc/uptime}: the time since boot. */
    public static Duration uptime(Section section) {
        Line line = only(section);
        Matcher matcher = UPTIME.matcher(line.text().strip());
        if (!matcher.matches()) {
            throw line.surprise("two numbers of seconds");
        }
        return Duration.ofMillis(
                new BigDecimal(matcher.group(1)).movePointRight(3).longValue());
    }

    /** The {@code cpu} lines of {@code /proc/stat}. Guest time is in user time already. */
    public static CpuTimes cpu(Section section) {
        Optional<Line> all = Optional.empty();
        int cores = 0;
        for (Line line : section.read()) {
            String name = line.words().getFirst();
            if (name.equals("cpu")) {
                all = Optional.of(line);
            } else if (name.startsWith("cpu")) {
                cores++;
            }
        }
        Line line = all.orElseThrow(() -> nothing(section, "a line cpu"));
        List<String> words = line.words();
        if (words.size() < 9 || cores == 0) {
            throw line.surprise("at least 8 numbers, and a line for each processor");
        }
        List<Long> ticks = words.stream().skip(1).limit(8).map(line::count).toList();
        long waiting = ticks.get(4);
        return new CpuTimes(
                cores, ticks.stream().mapToLong(Long::longValue).sum(), ticks.get(3) + waiting, waiting, ticks.get(7));
    }

    /**
     * {@code /proc/meminfo}. Kernels before 3.14 do not say what is available: then free and cached memory count as
     * available. Empty where the values are not credible: some versions of LXCFS count below 0, which reads as a huge
     * number, and some show no memory at all.
     */
    public static Optional<Memory> memory(Section section) {
        Map<String, Long> kilobytes = new HashMap<>();
        for (Line line : section.read()) {
            List<String> words = line.words();
            boolean known = words.size() >= 2 && AMOUNTS.contains(words.getFirst());
            if (known && isAmount(words)) {
                String name = words.getFirst();
                kilobytes.put(name.substring(0, name.length() - 1), line.count(words.get(1)));
            }
        }
        long total = kilobytes.getOrDefault("MemTotal", 0L);
        List<String> parts = kilobytes.containsKey("MemAvailable")
                ? List.of("MemAvailable")
                : List.of("MemFree", "Buffers", "Cached");
        if (total == 0 || !kilobytes.keySet().containsAll(parts)) {
            return Optional.empty();
        }
        long available = parts.stream()
                .mapToLong(part -> kilobytes.getOrDefault(part, 0L))
                .sum();
        return Optional.of(new Memory(total * 1024, Math.min(total, available) * 1024));
    }

    /** Whether a line has a number of kilobytes: a value below 0 that a kernel prints as a huge one is none. */
    private static boolean isAmount(List<String> words) {
        return words.get(1).length() <= 15
                && words.get(1).chars().allMatch(c -> c >= '0' && c <= '9')
                && (words.size() == 2 || (words.size() == 3 && words.get(2).equals("kB")));
    }

    /** {@code cpu.stat} of a control group: the CPU time used since the group was made. */
    public static Duration usage(Section section) {
        for (Line line : section.read()) {
            List<String> words = line.words();
            if (words.getFirst().equals("usage_usec") && words.size() == 2) {
                long microseconds = line.count(words.get(1));
                if (microseconds > MOST_MICROSECONDS) {
                    throw line.surprise("a smaller number than " + words.get(1));
                }
                return Duration.ofNanos(microseconds * 1000);
            }
        }
        throw nothing(section, "a line usage_usec");
    }

    /** {@code memory.current} of a control group, in bytes. */
    public static long memoryInUse(Section section) {
        Line line = only(section);
        return line.count(line.text().strip());
    }

    /** {@code /proc/PID/net/tcp} and {@code tcp6}: the ports with a listening socket, on any address. */
    public static Set<Integer> listeningPorts(Section section) {
        Set<Integer> ports = new TreeSet<>();
        for (Line line : section.read()) {
            List<String> words = line.words();
            if (words.getFirst().equals("sl") || line.text().startsWith("cannot read ")) {
                continue;
            }
            Matcher local = words.size() < 4 ? SOCKET.matcher("") : SOCKET.matcher(words.get(1));
            if (!local.matches()) {
                throw line.surprise("a socket");
            }
            if (words.get(3).equals(LISTENING)) {
                ports.add(Integer.parseInt(local.group(1), 16));
            }
        }
        return ports;
    }

    private static Line only(Section section) {
        List<Line> lines = section.read();
        if (lines.size() != 1) {
            throw nothing(section, "exactly one line");
        }
        return lines.getFirst();
    }

    private static ParseException nothing(Section section, String expected) {
        return new ParseException(
                section.command(),
                0,
                section.lines().stream()
                        .filter(line -> !line.isBlank())
                        .findFirst()
                        .orElse(""),
                expected);
    }
}
