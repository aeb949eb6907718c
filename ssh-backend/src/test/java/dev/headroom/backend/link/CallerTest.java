package dev.headroom.backend.link;

import static org.assertj.core.api.Assertions.assertThat;

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
}
