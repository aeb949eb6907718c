package dev.headroom.backend.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallerTest {
    /** The journal names the person, not the account in which the masters of a server run. */
    @Test
    void theOperatorIsWhoCalledSudo() {
        assertThat(Caller.operator(Optional.of("ada"), "headroom")).isEqualTo("ada");
        assertThat(Caller.operator(Optional.of(""), "ada")).isEqualTo("ada");
        assertThat(Caller.operator(Optional.empty(), "ada")).isEqualTo("ada");
    }

    /** A master that systemd runs is started by systemd: another one beside it would want the same lease. */
    @Test
    void theUnitOfAClusterFileIsKnownByItsFolder() {
        Path units = Path.of("units").toAbsolutePath();
        Optional<String> folder = Optional.of(units.toString());
        assertThat(Caller.unit(folder, units.resolve("shop.yaml"))).contains("headroom-master@shop");
        assertThat(Caller.unit(folder, Path.of("units/../units/shop-2.yaml"))).contains("headroom-master@shop-2");
        assertThat(Caller.unit(folder, units.resolve("my shop.yaml"))).isEmpty();
        assertThat(Caller.unit(folder, units.resolve("shop.yml"))).isEmpty();
        assertThat(Caller.unit(folder, Path.of("shop.yaml"))).isEmpty();
        assertThat(Caller.unit(Optional.empty(), units.resolve("shop.yaml"))).isEmpty();
    }
}
