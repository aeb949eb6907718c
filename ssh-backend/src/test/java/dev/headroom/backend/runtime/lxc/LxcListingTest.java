package dev.headroom.backend.runtime.lxc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.backend.parse.Golden;
import dev.headroom.backend.parse.ParseException;
import dev.headroom.backend.parse.Section;
import dev.headroom.backend.parse.SectionKind;
import dev.headroom.backend.runtime.ConfiguredAddress;
import dev.headroom.backend.runtime.ContainerLine;
import dev.headroom.backend.runtime.ContainerListing;
import dev.headroom.ma2scf.model.ContainerState;
import java.util.List;
import org.junit.jupiter.api.Test;

class LxcListingTest {
    @Test
    void readsTheRealTable() {
        assertThat(LxcListing.parse(Golden.section(SectionKind.CONTAINERS, "real/lxc-ls.txt"))
                        .containers())
                .containsExactly(
                        new ContainerLine("api-1", ContainerState.STOPPED, false, List.of()),
                        new ContainerLine("web-1", ContainerState.RUNNING, true, List.of("10.99.0.211")));
    }

    @Test
    void findsColumnsByTheirTitlesAndSortsByName() {
        assertThat(LxcListing.parse(section(
                                "NAME  STATE   IPV4               AUTOSTART ",
                                "web-2 FROZEN  10.0.3.5, 10.0.4.5 1         ",
                                "web-1 STOPPED -                  0         "))
                        .containers())
                .extracting(ContainerLine::name)
                .isEqualTo(List.of("web-1", "web-2"));
    }

    @Test
    void readsSeveralAddresses() {
        assertThat(LxcListing.parse(section(
                                "NAME  STATE   PID AUTOSTART IPV4                  ",
                                "web-1 RUNNING 12  1         10.0.3.5, 192.168.1.2 "))
                        .containers())
                .containsExactly(
                        new ContainerLine("web-1", ContainerState.RUNNING, true, List.of("10.0.3.5", "192.168.1.2")));
    }

    @Test
    void takesNoOutputForNoContainers() {
        assertThat(LxcListing.parse(section())).isEqualTo(new ContainerListing(List.of(), List.of()));
    }

    @Test
    void aStateThatLxcDoesNotHaveIsUnknown() {
        ContainerListing listing = LxcListing.parse(section(
                "NAME STATE    AUTOSTART IPV4", "api  RUNNING  1         10.0.3.5", "web  DREAMING 1         -"));
        assertThat(listing.containers())
                .extracting(ContainerLine::state)
                .containsExactly(ContainerState.RUNNING, ContainerState.UNKNOWN);
        assertThat(listing.unread())
                .singleElement()
                .satisfies(line -> assertThat(line).contains("lxc-ls -f: line 3", "DREAMING"));
    }

    @Test
    void refusesTablesWithoutAColumnThatIsNeeded() {
        assertThatThrownBy(() -> LxcListing.parse(section("NAME STATE", "web RUNNING")))
                .isInstanceOf(ParseException.class)
                .hasMessageContaining("AUTOSTART");
    }

    @Test
    void readsConfiguredAddresses() {
        assertThat(addresses(Golden.section(SectionKind.ADDRESS, "web-1", "real/lxc-info-address-running.txt")))
                .containsExactly("10.99.0.211");
        assertThat(addresses(Golden.section(SectionKind.ADDRESS, "api-1", "real/lxc-info-address-stopped.txt")))
                .containsExactly("10.99.0.221");
        assertThat(addresses(new Section(SectionKind.ADDRESS, "x", List.of("lxc.net.0.ipv4.address = "), 0)))
                .isEmpty();
        assertThat(addresses(new Section(SectionKind.ADDRESS, "x", List.of("x doesn't exist"), 1)))
                .isEmpty();
        assertThat(addresses(
                        new Section(SectionKind.ADDRESS, "x", List.of("lxc.net.0.ipv4.address = 300.1.1.1/24"), 0)))
                .isEmpty();
    }

    /** LXC before 3.0 knows other keys, and says so with status 0. */
    @Test
    void anAddressThatOldVersionsDoNotSayIsUnknown() {
        assertThat(addresses(new Section(SectionKind.ADDRESS, "x", List.of("lxc.net.0.ipv4.address invalid"), 0)))
                .isEmpty();
    }

    @Test
    void readsTheAddressOfAContainerThatHasIpv6Only() {
        assertThat(addresses(new Section(
                        SectionKind.ADDRESS,
                        "x",
                        List.of("lxc.net.0.ipv4.address =", "lxc.net.0.ipv6.address = FD00:0::0:12/64"),
                        0)))
                .containsExactly("fd00::12");
        assertThat(LxcListing.parse(section(
                                "NAME  STATE   AUTOSTART PID IPV4 IPV6             ",
                                "web-1 RUNNING 1         101 -    fd00::12, fe80::1 "))
                        .containers())
                .singleElement()
                .satisfies(line -> assertThat(line.addresses()).containsExactly("fd00::12", "fe80::1"));
    }

    private static List<String> addresses(Section section) {
        return ConfiguredAddresses.parse(section).stream()
                .map(ConfiguredAddress::address)
                .toList();
    }

    private static Section section(String... lines) {
        return new Section(SectionKind.CONTAINERS, "", List.of(lines), 0);
    }
}
