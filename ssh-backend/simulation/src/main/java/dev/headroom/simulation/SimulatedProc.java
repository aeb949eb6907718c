package dev.headroom.simulation;

import dev.headroom.ma2scf.model.HostId;
import java.util.Optional;

/** The files of a simulated host, by their paths. */
final class SimulatedProc {
    private static final String CGROUP = "/sys/fs/cgroup/lxc.payload.";
    private static final String PROC = "/proc/";
    private static final String SETTINGS = "/proc/sys/net/ipv4/vs/";
    private static final long DIRECTOR_MEMORY = 2L << 30;
    private static final double DIRECTOR_BUSY = 0.04;

    private SimulatedProc() {}

    /** The content of a file; empty when there is none. */
    static Optional<String> read(World world, HostId host, String path) {
        return world.server(host)
                .flatMap(s -> ofServer(s, world.now(), path))
                .or(() -> world.director(host).flatMap(d -> ofDirector(d.life(), world.now(), path)));
    }

    private static Optional<String> ofDirector(HostLife life, long now, String path) {
        return ofHost(path, life, now, life.uptimeSeconds(now) * DIRECTOR_BUSY, DIRECTOR_MEMORY, DIRECTOR_MEMORY / 5)
                .or(() -> path.equals("/proc/net/dev") ? Optional.of(ProcPrinter.netdev(0, 0)) : Optional.empty())
                .or(() -> path.startsWith(SETTINGS)
                        ? Optional.of(StrainPrinter.setting(path.substring(SETTINGS.length())))
                        : Optional.empty());
    }

    private static Optional<String> ofServer(SimulatedServer server, long now, String path) {
        HostLife life = server.life();
        if (path.equals("/proc/net/dev")) {
            return Optional.of(ProcPrinter.netdev(server.receivedBytes(), server.sentBytes()));
        }
        return ofHost(
                        path,
                        life,
                        now,
                        server.busySeconds(),
                        server.description().memory(),
                        server.usedMemory())
                .or(() -> strain(server, path))
                .or(() -> server.containers().stream()
                        .filter(c -> c.pid() > 0)
                        .flatMap(c -> ofContainer(c, server.utilization(), path).stream())
                        .findFirst());
    }

    private static Optional<String> strain(SimulatedServer server, String path) {
        return switch (path) {
            case "/proc/pressure/cpu" -> Optional.of(StrainPrinter.cpu(server.utilization()));
            case "/proc/pressure/memory", "/proc/pressure/io" -> Optional.of(StrainPrinter.ease());
            case "/proc/net/netstat" -> Optional.of(StrainPrinter.netstat(0));
            case "/sys/class/net/eth0/speed" -> Optional.of(StrainPrinter.speed());
            default -> Optional.empty();
        };
    }

    private static Optional<String> ofHost(
            String path, HostLife life, long now, double busy, long memory, long usedMemory) {
        double up = life.uptimeSeconds(now);
        return switch (path) {
            case "/proc/uptime" -> Optional.of(ProcPrinter.uptime(up, Math.max(0, up * life.cores() - busy)));
            case "/proc/stat" -> Optional.of(ProcPrinter.stat(life.cores(), up, busy, 1_200));
            case "/proc/meminfo" -> Optional.of(ProcPrinter.meminfo(memory, usedMemory));
            case "/proc/sys/kernel/osrelease" -> Optional.of(StrainPrinter.release());
            case "/proc/loadavg" -> Optional.of(ProcPrinter.loadavg(busy / Math.max(1, up)));
            default -> Optional.empty();
        };
    }

    private static Optional<String> ofContainer(SimulatedContainer container, double utilization, String path) {
        String name = container.description().name();
        String process = PROC + container.pid();
        if (path.equals(CGROUP + name + "/cpu.stat")) {
            return Optional.of(ProcPrinter.cpuStat(container.cpuSeconds()));
        }
        if (path.equals(CGROUP + name + "/memory.current")) {
            return Optional.of(container.memory() + "\n");
        }
        if (path.equals(CGROUP + name + "/cpu.pressure")) {
            return Optional.of(container.waiting() > 0 ? StrainPrinter.cpu(utilization) : StrainPrinter.ease());
        }
        if (path.equals(CGROUP + name + "/memory.pressure") || path.equals(CGROUP + name + "/io.pressure")) {
            return Optional.of(StrainPrinter.ease());
        }
        if (path.equals(process + "/net/netstat")) {
            return Optional.of(StrainPrinter.netstat(container.overflows()));
        }
        if (path.equals(process + "/net/tcp")) {
            return Optional.of(ProcPrinter.tcp(
                    container.listening(), container.description().endpoint()));
        }
        if (path.equals(process + "/net/tcp6")) {
            return Optional.of(ProcPrinter.tcp6());
        }
        return path.equals(process + "/cgroup") ? Optional.of("0::/lxc.payload." + name + "\n") : Optional.empty();
    }
}
