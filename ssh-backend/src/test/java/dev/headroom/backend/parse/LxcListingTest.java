package dev.headroom.backend.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.ma2scf.model.ContainerState;
import java.util.List;
import org.junit.jupiter.api.Test;

class LxcListingTest {
    @Test
    void readsTheRealTable() {
        assertThat(LxcListing.parse(Golden.section("containers", "real/lxc-ls.txt")))
                .containsExactly(
                        new ContainerLine("api-1", ContainerState.STOPPED, false, List.of()),
                        new ContainerLine("web-1", ContainerState.RUNNING, true, List.of("10.99.0.211")));
    }

    @Test
    void findsColumnsByTheirTitlesAndSortsByName() {
        assertThat(LxcListing.parse(section(
                        "NAME  STATE   IPV4               AUTOSTART ",
                        "web-2 FROZEN  10.0.3.5, 10.0.4.5 1         ",
                        "web-1 STOPPED -                  0         ")))
                .extracting(ContainerLine::name)
                .isEqualTo(List.of("web-1", "web-2"));
    }

    @Test
    void readsSeveralAddresses() {
        assertThat(LxcListing.parse(section(
                        "NAME  STATE   PID AUTOSTART IPV4                  ",
                        "web-1 RUNNING 12  1         10.0.3.5, 192.168.1.2 ")))
                .containsExactly(
                        new ContainerLine("web-1", ContainerState.RUNNING, true, List.of("10.0.3.5", "192.168.1.2")));
    }

    @Test
    void takesNoOutputForNoContainers() {
        assertThat(LxcListing.parse(section())).isEmpty();
    }

    @Test
    void refusesStatesAndTablesThatItDoesNotKnow() {
        assertThatThrownBy(() -> LxcListing.parse(section("NAME STATE   AUTOSTART IPV4", "web  DREAMING 1      -")))
                .isInstanceOf(ParseException.class)
                .hasMessageContaining("lxc-ls -f: line 2");
        assertThatThrownBy(() -> LxcListing.parse(section("NAME STATE", "web RUNNING")))
                .isInstanceOf(ParseException.class)
                .hasMessageContaining("AUTOSTART");
    }

    @Test
    void readsConfiguredAddresses() {
        assertThat(LxcAddress.parse(Golden.section("address", "web-1", "real/lxc-info-address-running.txt")))
                .contains("10.99.0.211");
        assertThat(LxcAddress.parse(Golden.section("address", "api-1", "real/lxc-info-address-stopped.txt")))
                .contains("10.99.0.221");
        assertThat(LxcAddress.parse(new Section("address", "x", List.of("lxc.net.0.ipv4.address = "), 0)))
                .isEmpty();
        assertThat(LxcAddress.parse(new Section("address", "x", List.of("x doesn't exist"), 1)))
                .isEmpty();
        assertThatThrownBy(() -> LxcAddress.parse(
                        new Section("address", "x", List.of("lxc.net.0.ipv4.address = 300.1.1.1/24"), 0)))
                .isInstanceOf(ParseException.class);
    }

    private static Section section(String... lines) {
        return new Section("containers", "", List.of(lines), 0);
    }
}
