package dev.headroom.backend.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import org.junit.jupiter.api.Assumptions;

class FuzzSeedsTest {
    private static final Set<Long> SEEN = new HashSet<>();
    private static final Set<Long> AGAIN = new HashSet<>();

    @Property(tries = 10_000)
    void tenThousandTriesAreTenThousandSeeds(@ForAll long seed) {
        assertThat(SEEN.add(seed)).isTrue();
    }

    @Property(tries = 10_000)
    void anotherPropertyDrawsTheSame(@ForAll long seed) {
        assertThat(AGAIN.add(seed)).isTrue();
    }

    /** Two properties draw the same seeds if and only if the seed of both is fixed. */
    @AfterContainer
    static void aFixedSeedDrawsTheSameCases() {
        Assumptions.assumeFalse(SEEN.isEmpty() || AGAIN.isEmpty(), "both properties have run");
        assertThat(SEEN.equals(AGAIN))
                .isEqualTo(!System.getProperty("fuzz.seed", "").isBlank());
    }
}
