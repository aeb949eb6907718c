package dev.headroom.backend.runtime.lxc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.parse.Field;
import dev.headroom.backend.parse.Section;
import dev.headroom.backend.parse.SectionKind;
import dev.headroom.backend.runtime.ContainerLine;
import dev.headroom.backend.runtime.ContainerListing;
import dev.headroom.ma2scf.model.ContainerState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of containers from public reports: an odd line about one container affects no other. */
class LxcFieldTest {
    private static final ContainerLine WEB_2 =
            new ContainerLine("web-2", ContainerState.RUNNING, true, List.of("127.9.0.12"));

    @ParameterizedTest
    @ValueSource(strings = {"01-lxc-ls-stderr-before-table.txt", "02-lxc-ls-start-auto-2.txt"})
    void aLineBeforeTheTitlesIsNotTheTable(String file) {
        ContainerListing listing = LxcListing.parse(Field.section(SectionKind.CONTAINERS, file));
        assertThat(listing.containers()).containsExactly(WEB_2);
        assertThat(listing.unread())
                .containsExactly("lxc-ls -f: '" + Field.lines(file).getFirst() + "'");
    }

    @Test
    void readsTheTableOfLxc1() {
        ContainerListing listing = LxcListing.parse(Field.section(SectionKind.CONTAINERS, "03-lxc-ls-1.0-dashes.txt"));
        assertThat(listing.containers())
                .containsExactly(WEB_2, new ContainerLine("web-4", ContainerState.STOPPED, false, List.of()));
        assertThat(listing.unread()).isEmpty();
    }

    @Test
    void aStateThatIsNotSaidIsUnknown() {
        ContainerListing listing =
                LxcListing.parse(Field.section(SectionKind.CONTAINERS, "04-lxc-ls-state-dash-and-unknown.txt"));
        assertThat(listing.containers())
                .containsExactly(
                        new ContainerLine("other", ContainerState.UNKNOWN, false, List.of()),
                        new ContainerLine("third", ContainerState.UNKNOWN, false, List.of()),
                        new ContainerLine("web-1", ContainerState.RUNNING, true, List.of("127.9.0.11")));
        assertThat(listing.unread()).isEmpty();
    }

    /** Which of them identifies a container is not for the reader of the list to say. */
    @Test
    void readsEveryAddressOfAContainer() {
        assertThat(LxcListing.parse(Field.section(SectionKind.CONTAINERS, "05-lxc-ls-vip-and-bridge-first.txt"))
                        .containers())
                .containsExactly(
                        new ContainerLine("web-1", ContainerState.RUNNING, true, List.of("192.0.2.100", "127.9.0.11")),
                        new ContainerLine("web-2", ContainerState.RUNNING, false, List.of("172.17.0.1", "127.9.0.12")));
    }

    /** lxc/lxc issue 4560: three complaints before the titles; all seven columns. */
    @Test
    void severalComplaintsAndMoreColumns() {
        assertThat(LxcListing.parse(section(
                                "lxc-ls: ../src/lxc/utils.c: switch_to_ns: 900 Operation not permitted - Failed to set process 24561 to \"net\" of 3",
                                "lxc-ls: ../src/lxc/lxccontainer.c: do_lxcapi_get_ips: 2432 Operation not permitted - Failed to attach to network namespace",
                                "Could not parse value for 'lxc.start.auto'.",
                                "NAME      STATE   AUTOSTART GROUPS IPV4       IPV6 UNPRIVILEGED ",
                                "container RUNNING 0         -      10.0.0.112 -    false        "))
                        .containers())
                .containsExactly(new ContainerLine("container", ContainerState.RUNNING, false, List.of("10.0.0.112")));
    }

    /** lxc/lxc issue 248: LXC 1.0.4 with its own columns, in its own order; and a container that starts with its group. */
    @Test
    void readsTheDefaultColumnsOfLxc1() {
        assertThat(LxcListing.parse(section(
                                "NAME     STATE    IPV4  IPV6  GROUPS  AUTOSTART",
                                "-----------------------------------------------",
                                "test-01  STOPPED  -     -     -       NO       ",
                                "test-02  STOPPED  -     -     web     BY-GROUP "))
                        .containers())
                .containsExactly(
                        new ContainerLine("test-01", ContainerState.STOPPED, false, List.of()),
                        new ContainerLine("test-02", ContainerState.STOPPED, true, List.of()));
    }

    /** lxc/lxc issue 3970: a name with a space. */
    @Test
    void aNameMayHoldASpace() {
        assertThat(LxcListing.parse(section(
                                "NAME   STATE   AUTOSTART PID IPV4       ",
                                "my web RUNNING 1         102 127.9.0.12 ",
                                "web-2  RUNNING 1         102 127.9.0.12 "))
                        .containers())
                .extracting(ContainerLine::name)
                .containsExactly("my web", "web-2");
    }

    /** lxc-ls pads by bytes: a name that is not ASCII moves its row to the left. */
    @Test
    void aNameThatIsNotAsciiMovesItsRow() {
        assertThat(LxcListing.parse(section(
                                "NAME   STATE   AUTOSTART PID IPV4       ",
                                "wéb-3 RUNNING 1         102 127.9.0.13 ",
                                "web-2  RUNNING 1         102 127.9.0.12 "))
                        .containers())
                .contains(WEB_2, new ContainerLine("wéb-3", ContainerState.RUNNING, true, List.of("127.9.0.13")));
    }

    /** A container that ends while it is listed: it runs, and has no process and no address (lxc_ls.c goes on with the next). */
    @Test
    void aContainerMayEndWhileItIsListed() {
        assertThat(LxcListing.parse(section(
                                "NAME  STATE    AUTOSTART PID IPV4       ",
                                "web-1 ABORTING 1         -   -          ",
                                "web-2 RUNNING  1         102 127.9.0.12 ",
                                "web-3 RUNNING  0         -   -          "))
                        .containers())
                .contains(WEB_2, new ContainerLine("web-3", ContainerState.RUNNING, false, List.of()));
    }

    @Test
    void aRowThatIsNoRowCostsNoOther() {
        ContainerListing listing = LxcListing.parse(section(
                "NAME  STATE   AUTOSTART PID IPV4       ",
                "Segmentation fault",
                "web-2 RUNNING 1         102 127.9.0.12 ",
                "web-2 RUNNING 1         102 127.9.0.12 "));
        assertThat(listing.containers()).containsExactly(WEB_2);
        assertThat(listing.unread()).hasSize(2);
    }

    private static Section section(String... lines) {
        return new Section(SectionKind.CONTAINERS, "", List.of(lines), 0);
    }
}
