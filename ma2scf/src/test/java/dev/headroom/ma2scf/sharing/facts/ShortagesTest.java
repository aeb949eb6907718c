package dev.headroom.ma2scf.sharing.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerEvidence;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerRole;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Pressure;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.Strain;
import dev.headroom.ma2scf.model.ZoneId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShortagesTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final Optional<Double> UNKNOWN = Optional.empty();

    @Test
    void tellsWhatAServerAndItsContainersLack() {
        Strain host = new Strain(
                Optional.of(new Pressure(0.4, Optional.empty())),
                Optional.of(new Pressure(0.5, Optional.of(0.05))),
                Optional.of(new Pressure(0.5, Optional.of(0.3))),
                UNKNOWN,
                Optional.of(2.5),
                UNKNOWN,
                Duration.ofSeconds(4),
                List.of());
        Strain container = new Strain(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(0.75),
                Optional.of(0.0),
                UNKNOWN,
                Duration.ZERO,
                List.of());
        assertThat(Shortages.of(fresh(Optional.of(1.0), host, container)))
                .containsExactly(
                        "The hypervisor gives 1.00 cores of this server's 4.00 cores to other machines (steal in /proc/stat).",
                        "rs1 dropped 2.5 new connections/s because a queue of connections to accept was full (ListenOverflows, read 4 s earlier).",
                        "Processes of rs1 waited 40 % of 10 s for a processor (PSI cpu some, read 4 s earlier).",
                        "All processes of rs1 waited 5 % of 10 s for memory (PSI memory full, read 4 s earlier).",
                        "All processes of rs1 waited 30 % of 10 s for a disk (PSI io full, read 4 s earlier).",
                        "rs1/web-1 waited in 75 % of the periods for its CPU quota (nr_throttled).");
        assertThat(Shortages.figures(host))
                .isEqualTo("PSI cpu some 40 %, memory full 5 %, io full 30 %, 2.5 overflows/s");
        assertThat(Shortages.figures(container)).isEqualTo("throttled in 75 % of periods, 0.0 overflows/s");
        assertThat(Shortages.figures(Strain.UNKNOWN)).isEmpty();
    }

    @Test
    void littleIsNoShortageAndWhatIsUnknownIsNone() {
        Strain little = new Strain(
                Optional.of(new Pressure(0.24, Optional.of(0.0))),
                Optional.of(new Pressure(0.9, Optional.of(0.04))),
                Optional.of(new Pressure(0.9, Optional.empty())),
                Optional.of(0.2),
                Optional.of(0.0),
                Optional.of(5.0),
                Duration.ZERO,
                List.of());
        assertThat(Shortages.of(fresh(Optional.of(0.3), little, little))).isEmpty();
        assertThat(Shortages.of(fresh(Optional.empty(), Strain.UNKNOWN, Strain.UNKNOWN)))
                .isEmpty();
    }

    @Test
    void ofOldReadingsNothingIsSaid() {
        RealServer server = fresh(Optional.of(1.0), Strain.UNKNOWN, Strain.UNKNOWN);
        ServerLoad load = server.load().fresh().orElseThrow();
        assertThat(Shortages.of(server.with(
                        new Reading.Stale<>(load, NOW, "It is late."), new Reading.Missing<>("Not read yet."))))
                .isEmpty();
    }

    @Test
    void whatIsStolenIsNotInOwnUse() {
        ServerLoad load = fresh(Optional.of(1.0), Strain.UNKNOWN, Strain.UNKNOWN)
                .load()
                .fresh()
                .orElseThrow();
        assertThat(load.used().cpu()).isEqualTo(3);
        assertThat(load.ownCores()).isEqualTo(2);
    }

    private static RealServer fresh(Optional<Double> stolen, Strain host, Strain container) {
        ServerId id = new ServerId("rs1");
        ServerLoad load = new ServerLoad(
                new Resources(4, 100, 0),
                new Resources(3, 50, 0),
                stolen,
                Optional.empty(),
                host,
                List.of("/proc/stat"));
        Container web = new Container(
                new ContainerId(id, "web-1"),
                new ContainerRole.Unrelated(),
                ContainerState.RUNNING,
                Resources.NONE,
                false,
                ContainerEvidence.NONE,
                container);
        return new RealServer(
                id, new ZoneId("a"), true, new Reading.Fresh<>(load, NOW), new Reading.Fresh<>(List.of(web), NOW));
    }
}
