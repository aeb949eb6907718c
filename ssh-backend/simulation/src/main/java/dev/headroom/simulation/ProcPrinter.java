package dev.headroom.simulation;

import dev.headroom.ma2scf.model.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints files of {@code /proc} and of control groups in the layouts of Linux 6.1. Pure. */
public final class ProcPrinter {
    private static final Locale ROOT = Locale.ROOT;
    /** Ticks a second, as on Linux's usual architectures. */
    private static final double TICKS = 100;
    /** The part of busy time that programs take (user time); the kernel takes the rest for them. */
    private static final double USER_PART = 0.9;

    private static final int TCP_LINE = 149;

    private ProcPrinter() {}

    static String uptime(double upSeconds, double idleSeconds) {
        return String.format(ROOT, "%.2f %.2f\n", upSeconds, idleSeconds);
    }

    /** {@code /proc/stat}, without the long line of interrupts. */
    static String stat(int cores, double upSeconds, double busySeconds, int processes) {
        StringBuilder text = new StringBuilder();
        long all = 0;
        long user = 0;
        List<String> lines = new ArrayList<>();
        for (int core = 0; core < cores; core++) {
            long busy = (long) (busySeconds * TICKS / cores);
            long own = (long) (busySeconds * TICKS / cores * USER_PART);
            long total = Math.max(busy, (long) (upSeconds * TICKS));
            lines.add(cpu("cpu" + core + " ", own, busy - own, total - busy));
            all += total - busy;
            user += busy;
        }
        long own = (long) (busySeconds * TICKS * USER_PART);
        text.append(cpu("cpu  ", own, Math.max(0, user - own), all));
        lines.forEach(text::append);
        text.append("intr 0\nctxt 0\nbtime 1795368001\n");
        text.append("processes ").append(processes).append('\n');
        return text.append("procs_running 1\nprocs_blocked 0\nsoftirq 0 0 0 0 0 0 0 0 0 0 0\n")
                .toString();
    }

    private static String cpu(String name, long user, long system, long idle) {
        return name + user + " 0 " + system + " " + idle + " 0 0 0 0 0 0\n";
    }

    /** {@code /proc/meminfo}: the lines for total, free and available memory. */
    static String meminfo(long totalBytes, long usedBytes) {
        long total = totalBytes / 1024;
        long available = Math.max(0, total - usedBytes / 1024);
        long cached = available / 8;
        return memory("MemTotal:", total)
                + memory("MemFree:", available - cached)
                + memory("MemAvailable:", available)
                + memory("Buffers:", 0)
                + memory("Cached:", cached)
                + memory("SwapCached:", 0)
                + memory("SwapTotal:", 0)
                + memory("SwapFree:", 0);
    }

    private static String memory(String name, long kilobytes) {
        return String.format(ROOT, "%-16s%8d kB\n", name, kilobytes);
    }

    /** {@code /proc/net/dev} with loopback and one interface; bytes since boot. */
    static String netdev(long receivedBytes, long sentBytes) {
        return """
                Inter-|   Receive                                                |  Transmit
                 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
                """ + interfaceLine("lo", 0, 0) + interfaceLine("eth0", receivedBytes, sentBytes);
    }

    private static String interfaceLine(String name, long received, long sent) {
        return String.format(
                ROOT,
                "%6s: %7d %7d %4d %4d %4d %5d %10d %9d %8d %7d %4d %4d %4d %5d %7d %10d\n",
                name,
                received,
                received / 120,
                0,
                0,
                0,
                0,
                0,
                0,
                sent,
                sent / 1_400,
                0,
                0,
                0,
                0,
                0,
                0);
    }

    static String loadavg(double load) {
        return String.format(ROOT, "%.2f %.2f %.2f 1/80 4242\n", load, load, load);
    }

    /** {@code cpu.stat} of a control group with CPU time in seconds. */
    static String cpuStat(double seconds) {
        long usage = (long) (seconds * 1e6);
        long user = (long) (usage * USER_PART);
        return "usage_usec " + usage + "\nuser_usec " + user + "\nsystem_usec " + (usage - user)
                + "\nnr_periods 0\nnr_throttled 0\nthrottled_usec 0\nnr_bursts 0\nburst_usec 0\n";
    }

    /** {@code /proc/PID/net/tcp} with one listener on all addresses, or none. */
    static String tcp(boolean listening, Endpoint endpoint) {
        String title =
                "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";
        String text = padded(title);
        if (listening) {
            text += padded(String.format(
                    ROOT,
                    "   0: 00000000:%04X 00000000:0000 0A 00000000:00000000 00:00000000 00000000"
                            + "     0        0 186 1 0000000000000000 100 0 0 10 0",
                    endpoint.port()));
        }
        return text;
    }

    static String tcp6() {
        return "  sl  local_address                         remote_address                        st tx_queue rx_queue"
                + " tr tm->when retrnsmt   uid  timeout inode\n";
    }

    private static String padded(String line) {
        return line + " ".repeat(Math.max(0, TCP_LINE - line.length())) + "\n";
    }
}
