package dev.headroom.simulation;

import dev.headroom.backend.parse.IpvsTable;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.simulation.ipvs.Rows;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What the tools and files of a simulated host would tell, as values. */
public final class Seen {
    private static final int TICKS = 100;

    private Seen() {}

    /** A director. */
    public record OfDirector(Duration uptime, IpvsTable table) {}

    /**
     * A real server.
     *
     * @param total ticks of all processors since boot
     * @param idle those in which nothing ran
     */
    public record OfServer(
            Duration uptime,
            int cores,
            long total,
            long idle,
            long memory,
            long available,
            long networkBytes,
            List<OfContainer> containers) {}

    /**
     * A container.
     *
     * @param mark the mark of a start for a loan; empty without one
     */
    public record OfContainer(
            String name,
            ContainerState state,
            boolean home,
            String address,
            int port,
            boolean process,
            Duration cpuUsed,
            long memory,
            boolean listening,
            String mark) {}

    public static OfDirector director(SimulatedCluster cluster, DirectorId id) {
        return cluster.with(w -> {
            SimulatedDirector director = w.director(id).orElseThrow();
            return new OfDirector(uptime(director.life(), w.now()), Rows.of(director.table()));
        });
    }

    public static OfServer server(SimulatedCluster cluster, ServerId id) {
        return cluster.with(w -> {
            SimulatedServer server = w.server(id).orElseThrow();
            int cores = server.description().cores();
            long up = (long) (server.life().uptimeSeconds(w.now()) * TICKS);
            long total = up * cores;
            long busy = (long) (server.busySeconds() * TICKS);
            return new OfServer(
                    uptime(server.life(), w.now()),
                    cores,
                    total,
                    total - busy,
                    server.description().memory(),
                    server.description().memory() - server.usedMemory(),
                    server.receivedBytes() + server.sentBytes(),
                    server.containers().stream().map(c -> container(server, c)).toList());
        });
    }

    private static Duration uptime(HostLife life, long now) {
        return Duration.ofMillis(Math.round(life.uptimeSeconds(now) * 1000));
    }

    private static OfContainer container(SimulatedServer server, SimulatedContainer c) {
        return new OfContainer(
                c.description().name(),
                c.state(),
                c.description().home(),
                c.description().endpoint().address(),
                c.description().endpoint().port(),
                c.pid() > 0,
                Duration.of((long) (c.cpuSeconds() * 1e6), ChronoUnit.MICROS),
                c.memory(),
                c.listening(),
                server.marks().getOrDefault(c.description().name(), ""));
    }
}
