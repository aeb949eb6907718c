package dev.headroom.backend.json;

import dev.headroom.backend.fuzz.Hostile;
import dev.headroom.backend.fuzz.Watched;
import dev.headroom.ma2scf.model.ClusterSnapshot;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a snapshot file holds, it is a snapshot or one sentence about its first mistake. */
class HostileSnapshotFuzzTest {
    private static final int INPUTS = 3;

    @Provide
    Arbitrary<ClusterSnapshot> snapshots() {
        return AnySnapshot.any();
    }

    @Property
    void ofSnapshots(@ForAll("snapshots") ClusterSnapshot snapshot, @ForAll long seed) {
        Hostile hostile = new Hostile(seed, List.of(SnapshotJson.write(snapshot)));
        for (int i = 0; i < INPUTS; i++) {
            String text = hostile.text();
            Watched.parse(text, () -> SnapshotJson.parse(text, "x.json", true), Set.of(SnapshotException.class));
            Watched.parse(text, () -> PlanJson.read(text), Set.of());
        }
    }

    /** Found by the property above: the sentence quoted a name of a megabyte. */
    @Example
    void theSentenceIsShortHoweverLongAWordIs() {
        for (String text : List.of(
                "{\"revision\":1,\"takenAt\":\"1970-01-01T00:00:00Z\",\"directors\":[],\"servers\":[{\"id\":\"a%s\"}]}",
                "{\"revision\":1,\"takenAt\":\"%s\"}", "{\"%s\":1}")) {
            String whole = text.formatted("@revoked".repeat(100_000));
            Watched.parse(whole, () -> SnapshotJson.parse(whole, "x.json", true), Set.of(SnapshotException.class));
        }
    }
}
