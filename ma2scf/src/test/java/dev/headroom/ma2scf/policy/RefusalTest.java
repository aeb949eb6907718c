package dev.headroom.ma2scf.policy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.Resources;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import java.time.Duration;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Policy and model refuse nonsense with a sentence that names the value. */
class RefusalTest {

    record Case(String name, ThrowingCallable maker, String sentence) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static SharingPolicy policy(double overloadAt, double giveBackAt, double reserve, long hold, int loans) {
        return new SharingPolicy(
                new Utilization(overloadAt),
                new Utilization(giveBackAt),
                reserve,
                new Holds(Duration.ofSeconds(hold), Duration.ofSeconds(60)),
                SharingPolicy.defaults().deadlines(),
                loans,
                Restraint.NONE);
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("thresholds too close", () -> policy(0.8, 0.75, 0.1, 10, 4), "10 points below"),
                new Case("thresholds crossed", () -> policy(0.5, 0.8, 0.1, 10, 4), "10 points below"),
                new Case("overload above 100 %", () -> policy(1.2, 0.5, 0.1, 10, 4), "120 %"),
                new Case("reserve of everything", () -> policy(0.8, 0.5, 1, 10, 4), "reserve (100 %)"),
                new Case("reserve not a number", () -> policy(0.8, 0.5, Double.NaN, 10, 4), "reserve"),
                new Case("no hold time", () -> policy(0.8, 0.5, 0.1, 0, 4), "overloadHold"),
                new Case("no loans", () -> policy(0.8, 0.5, 0.1, 10, 0), "maximumLoansPerServer (0)"),
                new Case("weight negative", () -> new Weight(-1), "-1"),
                new Case("address with a name", () -> new Endpoint("localhost", 80), "localhost"),
                new Case("port too large", () -> new Endpoint("10.0.0.1", 70_000), "70000"),
                new Case("firewall mark 0", () -> new VirtualAddress.FirewallMark(0, false), "(0)"),
                new Case("name with a space", () -> new ServerId("rs 1"), "rs 1"),
                new Case("cpu not a number", () -> new Resources(Double.NaN, 0, 0), "cpu"),
                new Case("utilization negative", () -> new Utilization(-0.1), "-0.1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void refuses(Case c) {
        assertThatThrownBy(c.maker())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(c.sentence())
                .hasMessageEndingWith(".");
    }
}
