package dev.headroom.backend.parse;

import java.util.Arrays;
import java.util.Optional;

/** The sections of an agent's frame. The agent's script prints their titles; here alone Java names them. */
public enum SectionKind {
    /** Says that the host hides processes; a host that does not has no such section. */
    PROCESSES("processes", Tool.builtIn("/proc/1/stat")),
    UPTIME("uptime", Tool.builtIn("/proc/uptime")),
    STAT("stat", Tool.builtIn("/proc/stat")),
    MEMINFO("meminfo", Tool.builtIn("/proc/meminfo")),
    NETDEV("netdev", Tool.builtIn("/proc/net/dev")),

    IPVS_RULES("ipvs-rules", Tool.ipvsadm("-Sn")),
    IPVS_LIST("ipvs-list", Tool.ipvsadm("-Ln")),
    IPVS_STATS("ipvs-stats", Tool.ipvsadm("-Ln --stats --exact")),
    IPVS_THRESHOLDS("ipvs-thresholds", Tool.ipvsadm("-Ln --thresholds")),
    IPVS_PERSISTENT("ipvs-persistent", Tool.ipvsadm("-Ln --persistent-conn")),
    IPVS_DAEMON("ipvs-daemon", Tool.ipvsadm("-Ln --daemon")),
    IPVS_TIMEOUT("ipvs-timeout", Tool.ipvsadm("-Ln --timeout")),
    PROBES("probes", Tool.builtIn("the probes")),

    /** The list of all containers; by which tool, their runtime says. */
    CONTAINERS("containers", Tool.builtIn("the list of containers")),
    /** The addresses that a container's configuration gives it; by which tool, its runtime says. */
    ADDRESS("address", Tool.builtIn("the configured addresses")),
    CPU("cpu", Tool.builtIn("cpu.stat")),
    MEMORY("memory", Tool.builtIn("memory.current")),
    LISTENING("listening", Tool.builtIn("/proc/net/tcp")),
    LOAN("loan", Tool.builtIn("the loan marker")),
    ESTABLISHED("established", Tool.builtIn("the established connections"));

    private final String title;
    private final Tool tool;

    SectionKind(String title, Tool tool) {
        this.title = title;
        this.tool = tool;
    }

    /** As the agent's script prints it. */
    public String title() {
        return title;
    }

    /** What the section is read from. */
    public Tool tool() {
        return tool;
    }

    /** Empty for a title that the script does not print. */
    static Optional<SectionKind> titled(String title) {
        return Arrays.stream(values()).filter(kind -> kind.title.equals(title)).findFirst();
    }
}
