package dev.headroom.backend.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTest {
    @ParameterizedTest
    @CsvSource({"bastion.example.org,bastion.example.org", "::1,jump--1", "2001:db8::1,2001-db8--1", "-x,jump-x"})
    void namesAJumpHostByWhatItIsWrittenAs(String written, String name) {
        assertThat(Route.nameOf(written).name()).isEqualTo(name);
    }

    @Test
    void namesAJumpHostOfAVeryLongName() {
        assertThat(Route.nameOf("b".repeat(300)).name()).hasSize(64);
    }

    @Test
    void refusesSettingsThatCannotBeMeant() {
        Optional<Duration> none = Optional.empty();
        var ours = SessionSettings.Algorithms.ours();
        assertThatThrownBy(() -> new SessionSettings(Optional.of(Duration.ZERO), none, Optional.empty(), ours))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SessionSettings(none, none, Optional.of(0), ours))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Route.Command(" ")).isInstanceOf(IllegalArgumentException.class);
    }
}
