package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.agent.HostWatches.SecondLooks;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.ServerId;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The second question to a host comes soon after its first report, once, and to no other host. */
final class SecondLooksTest {
    private static final DirectorId LB1 = new DirectorId("lb1");
    private static final ServerId RS1 = new ServerId("rs1");

    private final SecondLooks looks = new SecondLooks(Duration.ofNanos(100));

    @Test
    void aHostIsDueAfterThePauseAndOnce() {
        looks.add(LB1, 5);
        assertThat(looks.take(104)).isEmpty();
        assertThat(looks.take(105)).containsExactly(LB1);
        assertThat(looks.take(1_000)).isEmpty();
    }

    @Test
    void aLaterHostIsDueLater() {
        looks.add(LB1, 5);
        looks.add(RS1, 50);
        assertThat(looks.next(1_000)).isEqualTo(105);
        assertThat(looks.take(110)).isEqualTo(Set.of(LB1));
        assertThat(looks.next(1_000)).isEqualTo(150);
        assertThat(looks.next(120)).isEqualTo(120);
    }

    @Test
    void timesThatOverflowAreInOrder() {
        looks.add(LB1, Long.MAX_VALUE - 50);
        assertThat(looks.next(Long.MIN_VALUE + 200)).isEqualTo(Long.MIN_VALUE + 49);
        assertThat(looks.take(Long.MAX_VALUE)).isEmpty();
        assertThat(looks.take(Long.MIN_VALUE + 49)).containsExactly(LB1);
    }
}
