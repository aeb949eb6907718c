package dev.headroom.backend.remote.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostCertificateTest {
    /** A host may send any number, and the sentence must not end in a fault. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, -1})
    void aTimeBeyondAllDatesIsTold(long validAfter) {
        var certificate = new HostCertificate(
                0, "web", true, List.of("web"), new ValidityPeriod(validAfter, -1), false, new byte[] {1});
        assertThat(certificate.doubt("web", Instant.EPOCH)).contains("it never becomes valid: have it renewed");
    }
}
