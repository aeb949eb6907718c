package dev.headroom.ma2scf.sharing.facts;

import static dev.headroom.ma2scf.Clusters.LB1;
import static dev.headroom.ma2scf.Clusters.LB2;
import static dev.headroom.ma2scf.Clusters.WEB;
import static dev.headroom.ma2scf.Clusters.endpoint;
import static dev.headroom.ma2scf.Clusters.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.Clusters;
import dev.headroom.ma2scf.World;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import dev.headroom.ma2scf.model.Director;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.DirectorTable;
import dev.headroom.ma2scf.model.ProbeResult;
import dev.headroom.ma2scf.model.ProbeTarget;
import dev.headroom.ma2scf.model.Reading;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultDetectorTest {

    /** @param probes what each director saw of rs1's destination; no entry for none */
    record Case(String name, boolean readable, Map<DirectorId, ProbeResult> probes, boolean lb2Fresh, boolean failed) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("both silent", false, both(ProbeResult.SILENT), true, true),
                new Case("both refused", false, both(ProbeResult.REFUSED), true, true),
                new Case("one open", false, Map.of(LB1, ProbeResult.SILENT, LB2, ProbeResult.OPEN), true, false),
                new Case("one not probed", false, Map.of(LB1, ProbeResult.SILENT), true, false),
                new Case("one not probed, and not read", false, Map.of(LB1, ProbeResult.SILENT), false, true),
                new Case("no probe at all", false, Map.of(), true, false),
                new Case("only ssh is lost", false, both(ProbeResult.OPEN), true, false),
                new Case("readable but silent", true, both(ProbeResult.SILENT), true, false));
    }

    private static Map<DirectorId, ProbeResult> both(ProbeResult result) {
        return Map.of(LB1, result, LB2, result);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void tells(Case c) {
        World world = new World(Clusters.twoDirectorsFourServers());
        ClusterSnapshot s = (c.readable() ? world : world.cutOff(1)).snapshot();
        List<Director> directors = s.directors().stream()
                .map(d -> {
                    Map<ProbeTarget, ProbeResult> probes = new HashMap<>();
                    if (c.probes().containsKey(d.id())) {
                        probes.put(
                                ProbeTarget.tcp(endpoint("web", 1)), c.probes().get(d.id()));
                    }
                    DirectorTable table =
                            new DirectorTable(d.table().fresh().orElseThrow().entries(), probes);
                    boolean fresh = c.lb2Fresh() || d.id().equals(LB1);
                    return new Director(
                            d.id(),
                            fresh
                                    ? new Reading.Fresh<>(table, s.takenAt())
                                    : new Reading.Stale<>(table, s.takenAt(), "no answer"));
                })
                .toList();
        ClusterSnapshot seen = new ClusterSnapshot(s.revision(), s.takenAt(), directors, s.servers(), s.services());
        assertThat(FaultDetector.failedServers(seen).contains(server(1))).isEqualTo(c.failed());
    }

    @Test
    void probesNothingWhereAllIsWell() {
        assertThat(FaultDetector.wantedProbes(new World(Clusters.twoDirectorsFourServers()).snapshot()))
                .isEmpty();
    }

    @Test
    void probesWhatIsSuspect() {
        World world = new World(Clusters.twoDirectorsFourServers()).cutOff(1);
        world.change(s -> s.withEntry(LB1, WEB, e -> e.with(Clusters.spec(endpoint("web", 2), 0))));
        assertThat(FaultDetector.wantedProbes(world.snapshot()))
                .containsExactly(ProbeTarget.tcp(endpoint("web", 1)), ProbeTarget.tcp(endpoint("web", 2)));
    }
}
