package dev.headroom.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.Observation;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.inventory.LeaseKeeper;
import dev.headroom.backend.inventory.Places;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.simulation.stage.Stages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When an observation is worth printing once. */
final class ObservationsTest {
    private static final ClusterFile FILE = new ClusterFile(
            "shop",
            List.of(),
            List.of(),
            List.of(),
            SharingPolicy.defaults(),
            Duration.ofMillis(1),
            LeaseKeeper.NONE,
            List.of(),
            Places.NONE);

    @Test
    void doesNotWaitForTheDemandOfAServiceThatIsInNoTable() throws InterruptedException {
        BlockingQueue<Observation> observations = new LinkedBlockingQueue<>();
        observations.add(withGhost(1));
        observations.add(withGhost(2));

        assertThat(Observations.settled(observations, FILE).snapshot().revision())
                .as("all that can be read was read at once")
                .isEqualTo(1);
    }

    @Test
    void doesNotWaitForALoadThatSeveralReadingsDidNotTell() throws InterruptedException {
        assertThat(settledOn(withoutLoad(1), withoutLoad(2), withoutLoad(3), withoutLoad(4)))
                .as("a rate needs two readings, and a counter may be reset between them")
                .isEqualTo(3);
    }

    @Test
    void waitsForALoadThatNoNewReadingWasAskedFor() throws InterruptedException {
        assertThat(settledOn(
                        withoutLoad(1),
                        withoutLoad(1),
                        withoutLoad(1),
                        Stages.calm().observation()))
                .isEqualTo(Stages.calm().snapshot().revision());
    }

    /** The revision that is taken from {@code observations}, each of which comes when the one before it was taken. */
    private static long settledOn(Observation... observations) throws InterruptedException {
        BlockingQueue<Observation> queue = new LinkedBlockingQueue<>(List.of(observations));
        return Observations.settled(queue, FILE).snapshot().revision();
    }

    /** The calm shop, where nothing tells the load of the first server, at reading {@code number}. */
    private static Observation withoutLoad(int number) {
        Observation calm = Stages.calm().observation();
        ClusterSnapshot snapshot = calm.snapshot();
        Instant at = snapshot.takenAt().plusSeconds(2L * number);
        RealServer first = snapshot.servers().getFirst();
        RealServer odd = new RealServer(
                first.id(),
                first.zone(),
                first.lends(),
                new Reading.Missing<>("Not read yet."),
                new Reading.Fresh<>(first.knownContainers(), at));
        return new Observation(
                new ClusterSnapshot(
                        number,
                        at,
                        snapshot.directors(),
                        Stream.concat(
                                        Stream.of(odd),
                                        snapshot.servers().stream().skip(1))
                                .toList(),
                        snapshot.services()),
                calm.hosts());
    }

    private static Observation withGhost(long revision) {
        Observation calm = Stages.calm().observation();
        VirtualService ghost = new VirtualService(
                new ServiceId("ghost"),
                new VirtualAddress.Socket(Protocol.TCP, new Endpoint("192.0.2.199", 80)),
                1,
                1,
                new Reading.Missing<>("No director that reports has this virtual service."));
        ClusterSnapshot snapshot = calm.snapshot();
        return new Observation(
                new ClusterSnapshot(
                        revision,
                        snapshot.takenAt(),
                        snapshot.directors(),
                        snapshot.servers(),
                        Stream.concat(snapshot.services().stream(), Stream.of(ghost))
                                .toList()),
                calm.hosts());
    }
}
