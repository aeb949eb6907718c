package dev.headroom.backend.parse;

import java.util.Arrays;
import java.util.Optional;

/** The sections of an agent's frame. The agent's script prints their titles; here alone Java names them. */
public enum SectionKind {
    /** Says that the host hides processes; a host that does not has no such section. */
    PROCESSES("processes", "/proc/1/stat"),
    UPTIME("uptime", "/proc/uptime"),
    STAT("stat", "/proc/stat"),
    MEMINFO("meminfo", "/proc/meminfo"),
    NETDEV("netdev", "/proc/net/dev"),

    IPVS_RULES("ipvs-rules", "ipvsadm -Sn"),
    IPVS_LIST("ipvs-list", "ipvsadm -Ln"),
    IPVS_STATS("ipvs-stats", "ipvsadm -Ln --stats --exact"),
    IPVS_THRESHOLDS("ipvs-thresholds", "ipvsadm -Ln --thresholds"),
    IPVS_PERSISTENT("ipvs-persistent", "ipvsadm -Ln --persistent-conn"),
    IPVS_DAEMON("ipvs-daemon", "ipvsadm -Ln --daemon"),
    IPVS_TIMEOUT("ipvs-timeout", "ipvsadm -Ln --timeout"),
    PROBES("probes", "the probes"),

    /** The list of all containers; by which tool, their runtime says. */
    CONTAINERS("containers", "the list of containers"),
    /** The addresses that a container's configuration gives it; by which tool, its runtime says. */
    ADDRESS("address", "the configured addresses"),
    CPU("cpu", "cpu.stat"),
    MEMORY("memory", "memory.current"),
    LISTENING("listening", "/proc/net/tcp"),
    LOAN("loan", "the loan marker"),
    ESTABLISHED("established", "the established connections");

    private final String title;
    private final String source;

    SectionKind(String title, String source) {
        this.title = title;
        this.source = source;
    }

    /** As the agent's script prints it. */
    public String title() {
        return title;
    }

    /** What the section is read from. */
    public Tool tool() {
        return source.startsWith("ipvsadm ") ? Tool.ipvsadm(source) : Tool.builtIn(source);
    }

    /** Empty for a title that the script does not print. */
    static Optional<SectionKind> titled(String title) {
        return Arrays.stream(values()).filter(kind -> kind.title.equals(title)).findFirst();
    }
}
