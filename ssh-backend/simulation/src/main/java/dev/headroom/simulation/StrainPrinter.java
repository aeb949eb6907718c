package dev.headroom.simulation;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Prints the files of {@code /proc} and {@code /sys} that show overload, in the layouts of Linux 6.1. Pure. */
final class StrainPrinter {
    /** What a shared processor is seldom short of below full use, and often close to it. */
    private static final double STEEPNESS = 16;

    private static final int MEGABITS = 1_000;

    /** Linux's own values, where a cluster with two directors changes nothing. */
    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.ofEntries(
            Map.entry("backup_only", "0"),
            Map.entry("cache_bypass", "0"),
            Map.entry("conn_reuse_mode", "1"),
            Map.entry("conntrack", "0"),
            Map.entry("drop_entry", "0"),
            Map.entry("drop_packet", "0"),
            Map.entry("expire_nodest_conn", "0"),
            Map.entry("expire_quiescent_template", "0"),
            Map.entry("run_estimation", "1"),
            Map.entry("schedule_icmp", "0"),
            Map.entry("secure_tcp", "0"),
            Map.entry("sloppy_sctp", "0"),
            Map.entry("sloppy_tcp", "0"),
            Map.entry("sync_persist_mode", "0"),
            Map.entry("sync_refresh_period", "0"),
            Map.entry("sync_threshold", "3\t50")));

    private StrainPrinter() {}

    /** A file of pressure of a resource of which programs get all that they ask for. */
    static String ease() {
        return pressure(0);
    }

    /** The pressure on processors that are used to {@code utilization}, 0..1. */
    static String cpu(double utilization) {
        return pressure(100 * Math.pow(utilization, STEEPNESS));
    }

    private static String pressure(double percent) {
        return String.format(
                Locale.ROOT,
                "some avg10=%.2f avg60=%.2f avg300=%.2f total=0\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0\n",
                percent,
                percent,
                percent);
    }

    /** The first two columns of {@code /proc/net/netstat}, those of full queues, and one after them. */
    static String netstat(long overflows) {
        return "TcpExt: SyncookiesSent SyncookiesRecv ListenOverflows ListenDrops TCPHPHits\nTcpExt: 0 0 %d %d 0\n"
                .formatted(overflows, overflows);
    }

    static String speed() {
        return MEGABITS + "\n";
    }

    static String release() {
        return "6.1.0-18-amd64\n";
    }

    /** The settings of IPVS that Headroom tells of. */
    static List<String> settings() {
        return List.copyOf(SETTINGS.keySet());
    }

    static String setting(String name) {
        return SETTINGS.getOrDefault(name, "0") + "\n";
    }
}
