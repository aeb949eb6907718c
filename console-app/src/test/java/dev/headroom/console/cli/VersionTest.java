package dev.headroom.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who reports a fault can say which build has it. */
class VersionTest {
    @Test
    void theBuildIsNamedByVersionCommitAndDay() {
        assertThat(HeadroomCommand.Version.of("""
            JAVA_VERSION="25.0.3"
            HEADROOM_VERSION="0.1.0~20261127.134444+g01d2e97b4c"
            HEADROOM_COMMIT="01d2e97b4c"
            HEADROOM_DAY="2026-11-27"
            """, "0.1.0-SNAPSHOT"))
                .isEqualTo("0.1.0~20261127.134444+g01d2e97b4c (commit 01d2e97b4c of 2026-11-27)");
    }

    @Test
    void whatIsNotKnownIsSaidToBeUnknown() {
        assertThat(HeadroomCommand.Version.of("JAVA_VERSION=\"25.0.3\"\n", "0.1.0-SNAPSHOT"))
                .isEqualTo("0.1.0-SNAPSHOT (commit unknown)");
        assertThat(HeadroomCommand.Version.of("HEADROOM_COMMIT=\"unknown\"\nHEADROOM_DAY=\"2026-11-27\"\n", "0.1.0"))
                .isEqualTo("0.1.0 (commit unknown)");
    }
}
