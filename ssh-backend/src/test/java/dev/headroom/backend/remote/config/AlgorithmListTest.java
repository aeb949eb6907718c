package dev.headroom.backend.remote.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;

class AlgorithmListTest {
    @Test
    void aListOfManyNamesIsReadWithoutRecursion() {
        String many = String.join(",", Collections.nCopies(50_000, "aes256-ctr"));
        assertThat(AlgorithmList.isOne(many)).isTrue();
        assertThat(AlgorithmList.isOne(many + ",")).isFalse();
    }
}
