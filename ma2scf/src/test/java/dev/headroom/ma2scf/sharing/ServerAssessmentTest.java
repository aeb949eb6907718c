package dev.headroom.ma2scf.sharing;

import static dev.headroom.ma2scf.Clusters.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.World;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.Strain;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.ServerAssessment.Limit;
import dev.headroom.ma2scf.sharing.ServerAssessment.Standing;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The assessment of a real server is the one that the rules use. */
class ServerAssessmentTest {

    private static ServerAssessment server(Decision decision, int number) {
        return decision.servers().stream()
                .filter(s -> s.server().equals(Clusters.server(number)))
                .findFirst()
                .orElseThrow();
    }

    private static World world() {
        return new World(Clusters.twoDirectorsFourServers());
    }

    @Test
    void saysOfEachServerHowItIs() {
        Decision decision = world().demand(WEB, 200).decide();
        assertThat(decision.servers()).hasSize(4).allSatisfy(server -> {
            assertThat(server.standing()).isEqualTo(Standing.CALM);
            assertThat(server.evidence()).isNotEmpty();
        });
        assertThat(server(decision, 1).hottest()).contains(Limit.PROCESSOR);
        assertThat(server(decision, 3).hottest()).contains(Limit.MEMORY);
    }

    /** A firewall between directors and servers: readings outweigh probes without an answer. */
    @Test
    void aServerWhoseReadingsAreFreshHasNotFailedWhateverNoProbeIsAnswered() {
        Decision decision = world().demand(WEB, 10).dropProbes().run(30);
        assertThat(decision.servers())
                .allSatisfy(server -> assertThat(server.standing()).isEqualTo(Standing.CALM));
    }

    @Test
    void aServerThatSendsNothingAndAnswersNoDirectorHasFailedAndLendsNothing() {
        ServerAssessment dead = server(world().demand(WEB, 10).kill(1).run(30), 1);
        assertThat(dead.standing()).isEqualTo(Standing.FAILED);
        assertThat(dead.hottest()).isEmpty();
        assertThat(dead.lendable()).isEqualTo(Resources.NONE);
        assertThat(dead.lendsNothing()).contains("It has failed.");
        assertThat(dead.evidence()).anyMatch(sentence -> sentence.contains("gets no answer"));
    }

    @Test
    void aServerThatOnlyWeCannotReadIsStaleAndLendsNothing() {
        ServerAssessment cutOff = server(world().demand(WEB, 10).cutOff(1).run(30), 1);
        assertThat(cutOff.standing()).isEqualTo(Standing.STALE);
        assertThat(cutOff.lendable()).isEqualTo(Resources.NONE);
        assertThat(cutOff.lendsNothing()).contains("It is not measured now: no answer");
    }

    @Test
    void whatItCanLendIsWhatPlansReckonWith() {
        World world = world().demand(WEB, 10);
        double reserve = 0.15;
        ServerAssessment idle = server(world.decide(), 4);
        double capacity = world.snapshot()
                .server(Clusters.server(4))
                .flatMap(s -> s.load().fresh())
                .orElseThrow()
                .capacity()
                .cpu();
        assertThat(idle.lendsNothing()).isEmpty();
        assertThat(idle.lendable().cpu()).isLessThanOrEqualTo(capacity * (1 - reserve));
        ServerAssessment busy = server(world.other(4, capacity * 0.9).decide(), 4);
        assertThat(busy.standing()).isEqualTo(Standing.HOT);
        assertThat(busy.lendable()).isEqualTo(Resources.NONE);
        assertThat(busy.lendsNothing()).isPresent();
    }

    /** The hypervisor gives a core to another machine: that is not in use here, and cannot be lent. */
    @Test
    void whatIsStolenIsToldApartAndNotLent() {
        ClusterSnapshot calm = Clusters.twoDirectorsFourServers();
        RealServer server = calm.server(Clusters.server(1)).orElseThrow();
        ServerLoad before = server.load().fresh().orElseThrow();
        Resources taken = new Resources(3, before.used().memory(), 0);
        ServerAssessment used = assessed(calm, server, new ServerLoad(before.capacity(), taken));
        ServerAssessment stolen = assessed(
                calm,
                server,
                new ServerLoad(
                        before.capacity(), taken, Optional.of(1.0), Optional.empty(), Strain.UNKNOWN, List.of()));
        assertThat(used.evidence())
                .anyMatch(sentence -> sentence.startsWith("It uses 3.00 cores of 4.00 cores, 75 %; "));
        assertThat(stolen.evidence())
                .anyMatch(sentence -> sentence.startsWith(
                        "It uses 2.00 cores of 4.00 cores, and 1.00 cores are stolen, 75 % together; "));
        assertThat(stolen.lendable()).isEqualTo(used.lendable());
        assertThat(stolen.standing()).isEqualTo(used.standing());
    }

    private static ServerAssessment assessed(ClusterSnapshot snapshot, RealServer server, ServerLoad load) {
        ClusterSnapshot changed = new ClusterSnapshot(
                snapshot.revision(),
                snapshot.takenAt(),
                snapshot.directors(),
                snapshot.servers().stream()
                        .map(s -> s.id().equals(server.id()) ? s.with(s.load().map(_ -> load), s.containers()) : s)
                        .toList(),
                snapshot.services());
        return server(new CapacitySharing().decide(changed, SharingMemory.EMPTY, SharingPolicy.defaults()), 1);
    }
}
