package dev.headroom.ma2scf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SeedsTest {
    private static final Set<Long> SEEN = new HashSet<>();

    @Property(tries = 10_000)
    void tenThousandTriesAreTenThousandSeeds(@ForAll long seed) {
        assertThat(SEEN.add(seed)).isTrue();
    }
}
