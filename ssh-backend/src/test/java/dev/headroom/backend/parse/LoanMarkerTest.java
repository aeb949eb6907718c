package dev.headroom.backend.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.model.Established;
import dev.headroom.ma2scf.model.Starter;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoanMarkerTest {
    private static final String OURS = "0123abcd-4567";
    private static final String MARK = "headroom-loan 1 0123abcd-4567 shop 1000.50";
    private static final String TITLE = "  sl  local_address rem_address   st tx_queue";

    @Test
    void aMarkOfThisInstallationMakesALoanOfOurs() {
        assertThat(starter(MARK, stat(100_130))).isEqualTo(new Starter.Us());
        assertThat(starter(MARK)).isEqualTo(new Starter.Us());
    }

    @Test
    void aContainerThatWasStartedAgainSinceBySomebodyElseIsTheirs() {
        assertThat(starter(MARK, stat(250_000))).isEqualTo(new Starter.Somebody());
        assertThat(starter(MARK, stat(90_000))).isEqualTo(new Starter.Somebody());
    }

    @Test
    void aMarkOfAnotherInstallationIsTheirs() {
        assertThat(starter("headroom-loan 1 ffff0000-1111 shop 1000.50", stat(100_130)))
                .isEqualTo(new Starter.Another("ffff0000-1111, cluster shop"));
    }

    @Test
    void aMarkThatIsNotUnderstoodIsNotOurs() {
        assertThat(starter("headroom-loan 2 what else")).isInstanceOf(Starter.Another.class);
        assertThat(starter()).isInstanceOf(Starter.Another.class);
    }

    @Test
    void saysWhetherThereAreConnectionsOnlyWhereItCouldLook() {
        assertThat(established(0, TITLE)).isEqualTo(Established.NONE);
        assertThat(established(0, TITLE, "   1: 0B0009AC:0050 0900000A:D2F0 01 0"))
                .isEqualTo(Established.SOME);
        assertThat(established(1, "cannot read /proc/7/net/tcp")).isEqualTo(Established.UNKNOWN);
        assertThat(established(0)).isEqualTo(Established.UNKNOWN);
    }

    private static String stat(long ticks) {
        return "77 (a (b) c) S " + "0 ".repeat(18) + ticks + " 0 0";
    }

    private static Starter starter(String... lines) {
        return LoanMarker.parse(new Section(SectionKind.LOAN, "web-1", List.of(lines), 0))
                .starter(OURS);
    }

    private static Established established(int status, String... lines) {
        return LoanMarker.established(new Section(SectionKind.ESTABLISHED, "web-1", List.of(lines), status));
    }
}
