package dev.headroom.backend;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What connections hold of this process: live objects after a garbage collection, virtual threads among them, and what
 * the system counts.
 *
 * @param counts by the name of what is counted
 */
public record Held(SortedMap<String, Long> counts) {
    private static final Pattern ROW = Pattern.compile("(?m)^ *\\d+: +(\\d+) +\\d+ +(\\S+)");

    /** The types of which each connection has a few. */
    private static final Pattern COUNTED = Pattern.compile(
            "java\\.net\\.Socket|java\\.lang\\.(VirtualThread|ThreadBuilders\\$BoundVirtualThread|ProcessImpl)"
                    + "|com\\.jcraft\\.jsch\\.(Session|Channel[A-Za-z]+)"
                    + "|dev\\.headroom\\.backend\\.remote\\.jsch\\.(line\\.)?(Lifeline|Link\\$Up|SessionKeeper|JschRemoteStream"
                    + "|JumpHosts\\$Shared|JumpChannel|JumpWay|RunningCommand|ProxyCommand|StreamSocket|WatchedSockets)");

    public Held {
        counts = new TreeMap<>(counts);
    }

    public static Held now() throws JMException {
        SortedMap<String, Long> counts = new TreeMap<>();
        Matcher rows = ROW.matcher((String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()}));
        while (rows.find()) {
            if (COUNTED.matcher(rows.group(2)).matches()) {
                counts.put(rows.group(2), Long.valueOf(rows.group(1)));
            }
        }
        counts.put("processes", ProcessHandle.current().descendants().count());
        counts.put("threads", (long) ManagementFactory.getThreadMXBean().getThreadCount());
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            counts.put("descriptors", system.getOpenFileDescriptorCount());
        }
        return new Held(counts);
    }

    /** The number of live objects of a type. */
    public long count(Class<?> type) {
        return counts.getOrDefault(type.getName(), 0L);
    }

    /** What is more than before, with how much; empty if nothing was left behind. */
    public Map<String, Long> beyond(Held before) {
        SortedMap<String, Long> more = new TreeMap<>();
        counts.forEach((name, count) -> {
            long growth = count - before.counts.getOrDefault(name, 0L);
            if (growth > 0) {
                more.put(name, growth);
            }
        });
        return more;
    }

    /** Waits until no more is held than before: sessions end on threads of their own. */
    public static void untilNoMoreThan(Held before) throws Exception {
        TestPatience.until(
                "nothing is left behind",
                () -> now().beyond(before).isEmpty(),
                () -> now().beyond(before).toString());
    }
}
