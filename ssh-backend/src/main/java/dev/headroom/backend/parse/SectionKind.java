package dev.headroom.backend.parse;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The sections of an agent's frame, by the titles that the agent's script prints. */
public enum SectionKind {
    /** The section by which a host says that it hides processes; other hosts have no such section. */
    PROCESSES("processes", "/proc/1/stat"),
    UPTIME("uptime", "/proc/uptime"),
    STAT("stat", "/proc/stat"),
    MEMINFO("meminfo", "/proc/meminfo"),
    NETDEV("netdev", "/proc/net/dev"),
    /** What shows that a host or a container gets less than it asks for, read every few seconds. */
    STRAIN("strain", "/proc/pressure"),
    /** The speed of the interface of the default route. */
    UPLINK("uplink", "/sys/class/net/*/speed"),
    /** Files of the kernel that seldom change. */
    FACTS("facts", "/proc/sys"),
    VERSIONS("versions", "the versions of programs"),
    /** Which others may write the table: health checkers that run, and who is logged in. */
    WRITERS("writers", "/proc/*/comm"),
    /** The CPU time that the agent itself has used. */
    AGENT("agent", "/proc/self/stat"),

    /** Which master may change the host. */
    LEASE("lease", "the lease"),

    /** Whether commands that change the host can run there. */
    RIGHTS("rights", "the rights to change"),

    IPVS_RULES("ipvs-rules", "ipvsadm -Sn"),
    IPVS_LIST("ipvs-list", "ipvsadm -Ln"),
    IPVS_STATS("ipvs-stats", "ipvsadm -Ln --stats --exact"),
    IPVS_THRESHOLDS("ipvs-thresholds", "ipvsadm -Ln --thresholds"),
    IPVS_PERSISTENT("ipvs-persistent", "ipvsadm -Ln --persistent-conn"),
    IPVS_DAEMON("ipvs-daemon", "ipvsadm -Ln --daemon"),
    IPVS_TIMEOUT("ipvs-timeout", "ipvsadm -Ln --timeout"),
    PROBES("probes", "the probes"),

    /** The list of all containers; the runtime names the tool. */
    CONTAINERS("containers", "the list of containers"),
    /** The addresses in a container's configuration; the runtime names the tool. */
    ADDRESS("address", "the configured addresses"),
    CPU("cpu", "cpu.stat"),
    MEMORY("memory", "memory.current"),
    LISTENING("listening", "/proc/net/tcp"),
    LOAN("loan", "the loan marker"),
    ESTABLISHED("established", "the established connections");

    private static final Map<String, SectionKind> BY_TITLE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(SectionKind::title, kind -> kind));

    private final String title;
    private final String source;

    SectionKind(String title, String source) {
        this.title = title;
        this.source = source;
    }

    /** The title, as the agent's script prints it. */
    public String title() {
        return title;
    }

    /** The program or file that the section is read from. */
    public Tool tool() {
        return source.startsWith("ipvsadm ") ? Tool.ipvsadm(source) : Tool.builtIn(source);
    }

    /** The kind of a title; empty for a title that the script does not print. */
    static Optional<SectionKind> titled(String title) {
        return Optional.ofNullable(BY_TITLE.get(title));
    }
}
