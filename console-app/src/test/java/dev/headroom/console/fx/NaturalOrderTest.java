package dev.headroom.console.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
    @Test
    void countsAsAReaderDoes() {
        assertThat(List.of("rs10", "rs2", "rs1", "rs02", "web", "rs2b", "rs99999999999999999999", "rs100").stream()
                        .sorted(NaturalOrder.NAMES))
                .containsExactly("rs1", "rs02", "rs2", "rs2b", "rs10", "rs100", "rs99999999999999999999", "web");
    }

    @Property(tries = 300)
    void isAnOrder(
            @ForAll @StringLength(max = 6) @CharRange(from = '0', to = '2') @CharRange(from = 'a', to = 'b') String a,
            @ForAll @StringLength(max = 6) @CharRange(from = '0', to = '2') @CharRange(from = 'a', to = 'b') String b,
            @ForAll @StringLength(max = 6) @CharRange(from = '0', to = '2') @CharRange(from = 'a', to = 'b') String c) {
        int ab = Integer.signum(NaturalOrder.NAMES.compare(a, b));
        assertThat(Integer.signum(NaturalOrder.NAMES.compare(b, a))).isEqualTo(-ab);
        assertThat(ab == 0).isEqualTo(a.equals(b));
        if (ab < 0 && NaturalOrder.NAMES.compare(b, c) < 0) {
            assertThat(NaturalOrder.NAMES.compare(a, c)).isNegative();
        }
    }
}
