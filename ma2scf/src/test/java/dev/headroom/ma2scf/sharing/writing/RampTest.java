package dev.headroom.ma2scf.sharing.writing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.model.Weight;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RampTest {

    @ParameterizedTest(name = "to {0} in {1} raises: {2}")
    @CsvSource({
        "72,0,72",
        "72,1,18 72",
        "72,2,4 18 72",
        "72,3,1 4 18 72",
        "5,3,1 5",
        "3,3,3",
        "1,1,1",
        "65535,1,16383 65535"
    })
    void risesToTheFullWeight(int full, int raises, String expected) {
        assertThat(Ramp.to(new Weight(full), raises).stream()
                        .map(Weight::toString)
                        .toList())
                .containsExactly(expected.split(" "));
    }
}
