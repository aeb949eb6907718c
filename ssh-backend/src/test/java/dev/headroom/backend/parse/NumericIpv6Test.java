package dev.headroom.backend.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumericIpv6Test {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "FD00:0:0:0:0:0:0:1, fd00::1",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "2001:db8:0:1:0:0:0:1, 2001:db8:0:1::1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:0:0:1:1:0:0:1, 2001::1:1:0:0:1",
        "1:0:3:4:5:6:7:8, 1:0:3:4:5:6:7:8",
        "fe80::0:0a, fe80::a"
    })
    void isWrittenAsTheKernelsToolsWriteIt(String written, String canonical) {
        assertThat(NumericIpv6.canonical(written)).isEqualTo(canonical);
    }
}
