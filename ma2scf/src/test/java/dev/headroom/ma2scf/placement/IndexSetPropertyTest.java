package dev.headroom.ma2scf.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class IndexSetPropertyTest {
    private static final int INDICES = 12;

    @Property
    void isASetWhateverIsPutInAndTakenOut(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        IndexSet set = new IndexSet(INDICES);
        Set<Integer> expected = new TreeSet<>();
        for (int n = 0; n < 40; n++) {
            int index = random.nextInt(INDICES);
            boolean member = random.nextBoolean();
            set.set(index, member);
            if (member) {
                expected.add(index);
            } else {
                expected.remove(index);
            }
            assertThat(set.contains(index)).isEqualTo(member);
        }
        List<Integer> members = new ArrayList<>();
        for (int n = 0; n < set.size(); n++) {
            members.add(set.get(n));
        }
        assertThat(members).containsExactlyInAnyOrderElementsOf(expected);
    }
}
