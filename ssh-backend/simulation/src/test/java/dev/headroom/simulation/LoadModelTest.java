package dev.headroom.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.simulation.ipvs.IpvsadmCommand;
import dev.headroom.simulation.ipvs.ServiceTally;
import dev.headroom.simulation.ipvs.ServiceTotals;
import dev.headroom.simulation.ipvs.SimulatedTable;
import dev.headroom.simulation.load.FairShare;
import dev.headroom.simulation.load.SchedulerLaw;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoadModelTest {
    private static final ServiceId SHOP = new ServiceId("shop");
    private static final ServiceId MEDIA = new ServiceId("media");
    private static final DirectorId LB1 = new DirectorId("lb1");
    private static final ServerId RS3 = new ServerId("rs3");
    private static final ServerId RS5 = new ServerId("rs5");

    private final SimulatedCluster cluster = Scenarios.flashCrowd(7).begin();

    @Test
    void everyConnectionIsServedOrFailedOrWaiting() {
        for (int second = 0; second < 100; second++) {
            cluster.advance(Duration.ofSeconds(1));
            for (var service : cluster.description().services()) {
                ServiceTotals t = cluster.totals(service.id());
                assertThat(t.served() + t.failed() + t.waiting())
                        .as("%s at %d s", service.id(), second)
                        .isCloseTo(t.offered(), within(1e-6 * t.offered()));
            }
            for (var server : cluster.description().servers()) {
                assertThat(cluster.utilization(server.id())).isBetween(0.0, 1.0);
            }
        }
    }

    @Test
    void aCalmServiceServesAllAtOnce() {
        cluster.advance(Duration.ofSeconds(4));

        ServiceTotals totals = cluster.totals(SHOP);
        assertThat(totals.failed()).isZero();
        assertThat(totals.latency()).isLessThan(Duration.ofMillis(500));
        assertThat(cluster.utilization(new ServerId("rs1"))).isBetween(0.3, 0.5);
    }

    @Test
    void aCrowdOverloadsTheHomesOfAServiceThatHasOneMoreThanTheOthers() {
        for (int hosts : List.of(11, 12, 13)) {
            SimulatedCluster crowded = Scenarios.crowded(hosts, 3, 7).begin();
            crowded.advance(Duration.ofSeconds(40));
            for (int home = 1; home <= hosts - 2; home += 3) {
                assertThat(crowded.utilization(new ServerId("rs" + home)))
                        .as("rs%d of %d hosts", home, hosts)
                        .isGreaterThan(0.85);
            }
        }
    }

    @Test
    void anotherDestinationServesMoreUnderOverload() throws IOException {
        SimulatedCluster helped = Scenarios.flashCrowd(7).begin();
        cluster.advance(Duration.ofSeconds(15));
        helped.advance(Duration.ofSeconds(15));
        run(helped, RS3, "lxc-start -n shop-3 -d");
        run(helped, LB1, "ipvsadm -a -t 192.0.2.101:80 -r 10.1.0.4:80 -g -w 50");

        double before = cluster.totals(SHOP).served();
        cluster.advance(Duration.ofSeconds(13));
        helped.advance(Duration.ofSeconds(13));

        double alone = cluster.totals(SHOP).served() - before;
        assertThat(helped.totals(SHOP).served() - before).isGreaterThan(alone * 1.03);
        assertThat(helped.totals(SHOP).latency())
                .isLessThan(cluster.totals(SHOP).latency());
        assertThat(cluster.utilization(new ServerId("rs1"))).isGreaterThan(0.99);
    }

    @Test
    void weightZeroDrains() throws IOException {
        cluster.advance(Duration.ofSeconds(3));
        run(cluster, LB1, "ipvsadm -e -t 192.0.2.103:80 -r 10.3.0.6:80 -g -w 0");
        String before = lineOf("10.3.0.6:80");

        cluster.advance(Duration.ofSeconds(3));

        assertThat(before).contains("Route   0 ").doesNotContain("Route   0      0 ");
        assertThat(lineOf("10.3.0.6:80")).contains("Route   0      0 ");
        assertThat(cluster.totals(MEDIA).failed()).isZero();
    }

    @Test
    void aDeadServerLosesItsShareUntilItIsTakenOut() throws IOException {
        cluster.advance(Duration.ofSeconds(3));
        cluster.apply(new Fault(RS5, Fault.Kind.KILL));
        cluster.advance(Duration.ofSeconds(4));
        double failed = cluster.totals(MEDIA).failed();
        assertThat(failed).isBetween(150.0, 220.0);

        run(cluster, LB1, "ipvsadm -e -t 192.0.2.103:80 -r 10.3.0.6:80 -g -w 0");
        cluster.advance(Duration.ofSeconds(4));

        assertThat(cluster.totals(MEDIA).failed()).isEqualTo(failed);
    }

    @Test
    void aCutServerGoesOnServing() {
        cluster.advance(Duration.ofSeconds(2));
        cluster.apply(new Fault(RS5, Fault.Kind.CUT));
        cluster.advance(Duration.ofSeconds(2));

        assertThat(cluster.reachable(RS5)).isFalse();
        assertThat(cluster.totals(MEDIA).failed()).isZero();
    }

    @Test
    void theOtherDirectorTakesOverWithItsOwnTable() {
        cluster.advance(Duration.ofSeconds(2));
        cluster.apply(new Fault(LB1, Fault.Kind.KILL));
        double lost = cluster.totals(SHOP).failed();
        cluster.advance(Duration.ofSeconds(2));

        assertThat(lost).isPositive();
        assertThat(cluster.totals(SHOP).failed()).isEqualTo(lost);
    }

    @Test
    void fairSharesGiveNobodyMoreThanItWantsAndLeaveNothing() {
        assertThat(FairShare.of(new double[] {1, 5, 5}, 7)).containsExactly(1, 3, 3);
        assertThat(FairShare.of(new double[] {1, 2}, 7)).containsExactly(1, 2);
        assertThat(FairShare.of(new double[] {}, 7)).isEmpty();
    }

    @Test
    void leastConnectionsLevelsByWeight() {
        SimulatedTable table = new SimulatedTable(_ -> new ServiceTally());
        IpvsadmCommand.run(table, java.util.List.of("-R"), """
                -A -t 192.0.2.1:80 -s wlc
                -a -t 192.0.2.1:80 -r 10.0.0.1:80 -g -w 100
                -a -t 192.0.2.1:80 -r 10.0.0.2:80 -g -w 50
                -a -t 192.0.2.1:80 -r 10.0.0.3:80 -g -w 0
                """);
        var destinations = table.services().getFirst().destinations();
        destinations.getFirst().accept(40);

        assertThat(SchedulerLaw.share("wlc", destinations, 50)).containsExactly(new double[] {20, 30, 0}, within(1e-9));
        assertThat(SchedulerLaw.share("wrr", destinations, 30)).containsExactly(new double[] {20, 10, 0}, within(1e-9));
        assertThat(SchedulerLaw.share("rr", destinations, 30)).containsExactly(new double[] {15, 15, 0}, within(1e-9));
    }

    private String lineOf(String endpoint) throws IOException {
        return run(cluster, LB1, "ipvsadm -Ln")
                .lines()
                .filter(l -> l.contains(endpoint))
                .findFirst()
                .orElse("");
    }

    private static String run(SimulatedCluster cluster, dev.headroom.ma2scf.model.HostId host, String command)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = cluster.host(host).run(command, new ByteArrayInputStream(new byte[0]), out, err);
        assertThat(exitCode).as(err.toString(StandardCharsets.UTF_8)).isZero();
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aStoryIsFoundByItsName() {
        assertThat(Scenarios.names())
                .allSatisfy(n ->
                        assertThat(Scenarios.named(n, 1)).map(Scenario::name).hasValue(n));
        assertThat(Scenarios.named("nonsense", 1)).isEqualTo(Optional.empty());
    }
}
