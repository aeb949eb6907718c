package dev.headroom.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.json.SnapshotJson;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.ConnectionCounts;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ContainerRole;
import dev.headroom.ma2scf.model.ContainerState;
import dev.headroom.ma2scf.model.Demand;
import dev.headroom.ma2scf.model.Destination;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.Reading;
import dev.headroom.ma2scf.model.RealServer;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.Scheduler;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServerLoad;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.model.TableEntry;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.VirtualService;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.model.ZoneId;
import dev.headroom.ma2scf.policy.SharingPolicy;
import dev.headroom.ma2scf.sharing.memory.QuiescedDestination;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** web lives on rs1 and asks 200 connections/s of a hundredth of a core; rs2 has a stand-by container and so many cores. */
class PlanCommandTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ServiceId WEB = new ServiceId("web");
    private static final VirtualAddress ADDRESS =
            new VirtualAddress.Socket(Protocol.TCP, new Endpoint("192.0.2.100", 80));

    @TempDir
    Path folder;

    private static RealServer server(String name, double cores, double used, Container container) {
        ServerLoad load = new ServerLoad(new Resources(cores, 1L << 33, 0), new Resources(used, 1L << 30, 0));
        return new RealServer(
                new ServerId(name),
                new ZoneId("rack-" + name),
                true,
                new Reading.Fresh<>(load, NOW),
                new Reading.Fresh<>(List.of(container), NOW));
    }

    private String snapshot(double coresOfRs2) throws IOException {
        Endpoint home = new Endpoint("10.0.0.1", 80);
        Endpoint standBy = new Endpoint("10.0.0.2", 80);
        Destination destination = new Destination(
                new DestinationSpec(home, new ForwardingMethod.DirectRouting(), new Weight(100), Thresholds.NONE),
                ConnectionCounts.NONE,
                200);
        TableEntry entry = new TableEntry(ADDRESS, Scheduler.of("wlc"), Duration.ZERO, List.of(destination));
        ClusterSnapshot snapshot = new ClusterSnapshot(
                1,
                NOW,
                List.of(new Director(
                        new DirectorId("lb1"), new Reading.Fresh<>(new DirectorTable(List.of(entry), Map.of()), NOW))),
                List.of(
                        server(
                                "rs1",
                                4,
                                2,
                                new Container(
                                        new ContainerId(new ServerId("rs1"), "web-1"),
                                        new ContainerRole.Home(WEB, home),
                                        ContainerState.RUNNING,
                                        new Resources(2, 1L << 27, 0),
                                        true)),
                        server(
                                "rs2",
                                coresOfRs2,
                                0,
                                new Container(
                                        new ContainerId(new ServerId("rs2"), "web-2"),
                                        new ContainerRole.StandBy(WEB, standBy),
                                        ContainerState.STOPPED,
                                        Resources.NONE,
                                        false))),
                List.of(new VirtualService(WEB, ADDRESS, 1, 1, new Reading.Fresh<>(new Demand(200, 0), NOW))));
        return Files.writeString(folder.resolve("snapshot.json"), SnapshotJson.write(snapshot))
                .toString();
    }

    @Test
    void saysWhatASurvivableFaultWouldBorrow() throws IOException {
        Cli result = Cli.run("plan", "--snapshot", snapshot(8));
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("web: nothing to do.", "If one of these failed now:")
                .containsPattern("server rs1 +all of it could be placed elsewhere")
                .contains("web would borrow 277.8 connections/s elsewhere.")
                .containsPattern("server rs2 +nothing is served there");
    }

    /**
     * The master of the cluster knows which weights of 0 it has set; a forecast for that cluster must not name another
     * author.
     */
    @Test
    void foreseesWithWhatTheMasterKnows() throws Exception {
        Path quiesced = Path.of(snapshot(8));
        Files.writeString(quiesced, Files.readString(quiesced).replaceFirst("(\"weight\"\\s*:\\s*)100", "$10"));
        ClusterSnapshot snapshot = SnapshotJson.read(quiesced);
        SharingMemory ours = SharingMemory.EMPTY.withLasting(
                List.of(),
                List.of(new QuiescedDestination(
                        new DirectorId("lb1"), new Spot(WEB, new Endpoint("10.0.0.1", 80)), new Weight(100), NOW)),
                new TreeMap<>());
        assertThat(Foresight.of(snapshot, SharingMemory.EMPTY, SharingPolicy.defaults())
                        .verdicts())
                .asString()
                .contains("not set by Headroom");
        assertThat(Foresight.of(snapshot, ours, SharingPolicy.defaults()).verdicts())
                .asString()
                .doesNotContain("not set by Headroom")
                .contains("kind=RESTORE");
    }

    @Test
    void claimsAShortageWithItsProof() throws IOException {
        Cli result = Cli.run("plan", "--json", "--snapshot", snapshot(1));
        assertThat(result.exitCode()).isZero();
        List<JsonNode> lines =
                result.out().lines().map(JsonMapper.builder().build()::readTree).toList();
        assertThat(lines).hasSize(3);
        assertThat(lines.getFirst().get("service").asString()).isEqualTo("web");
        JsonNode rs1 = lines.get(1);
        assertThat(rs1.get("server").asString()).isEqualTo("rs1");
        assertThat(rs1.get("ifItDied").asString()).isEqualTo("shortage");
        JsonNode web = rs1.get("services").get(0);
        assertThat(web.get("needed").asDouble()).isBetween(277.0, 278.0);
        assertThat(web.get("atMost").asDouble()).isBetween(84.9, 85.1);
        assertThat(web.get("sentence").asString())
                .contains("192.8 connections/s to keep its target utilization, whatever is done");
        assertThat(lines.get(2).get("ifItDied").asString()).isEqualTo("survivable");
    }
}
