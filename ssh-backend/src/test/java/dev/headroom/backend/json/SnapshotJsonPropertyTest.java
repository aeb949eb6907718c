package dev.headroom.backend.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.model.ClusterSnapshot;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SnapshotJsonPropertyTest {

    @Provide
    Arbitrary<ClusterSnapshot> snapshots() {
        return AnySnapshot.any();
    }

    @Property(tries = 500)
    void readsWhatItWrote(@ForAll("snapshots") ClusterSnapshot snapshot) throws SnapshotException {
        String line = SnapshotJson.write(snapshot);

        assertThat(line).doesNotContain("\n");
        assertThat(SnapshotJson.parse(line, "any", false)).isEqualTo(snapshot);
    }

    /** A file that was cut off, as by a full disk, is refused with a sentence, never with an exception. */
    @Property(tries = 300)
    void refusesAHalfSnapshotInWords(@ForAll("snapshots") ClusterSnapshot snapshot, @ForAll int where) {
        String line = SnapshotJson.write(snapshot);
        String half = line.substring(0, Math.floorMod(where, line.length()));
        try {
            SnapshotJson.parse(half, "half.json", false);
            throw new AssertionError("Was read: " + half);
        } catch (SnapshotException e) {
            assertThat(e.getMessage())
                    .startsWith("half.json")
                    .doesNotContain("jackson")
                    .doesNotContain("dev.headroom");
        }
    }
}
