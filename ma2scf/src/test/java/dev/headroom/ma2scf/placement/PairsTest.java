package dev.headroom.ma2scf.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PairsTest {
    @Test
    void everywhereEachServerHasTheCountOfTheService() {
        Pairs pairs = Pairs.everywhere(2, new int[] {3, 0, 1});
        assertThat(pairs.isEverywhere()).isTrue();
        assertThat(pairs.count(1, 0)).isEqualTo(3);
        assertThat(pairs.count(1, 1)).isZero();
        assertThat(pairs.services(0)).containsExactly(0, 2);
    }

    @Test
    void listedOnlyWhatIsNamedCountsAndNoneIsAboveItsMost() {
        Pairs pairs = Pairs.listed(
                3,
                new int[] {2, 5},
                List.of(new Pairs.Pair(2, 1, 4), new Pairs.Pair(2, 0, 9), new Pairs.Pair(0, 1, 0)));
        assertThat(pairs.services(2)).containsExactly(0, 1);
        assertThat(pairs.count(2, 0)).isEqualTo(2);
        assertThat(pairs.count(2, 1)).isEqualTo(4);
        assertThat(pairs.services(0)).isEmpty();
        assertThat(pairs.count(1, 1)).isZero();
    }

    @Test
    void aPairNamedTwiceIsRefused() {
        assertThatThrownBy(
                        () -> Pairs.listed(1, new int[] {1}, List.of(new Pairs.Pair(0, 0, 1), new Pairs.Pair(0, 0, 1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A pair of server 0 is named twice.");
    }
}
