package dev.headroom.backend.runtime.lxc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.fuzz.Hostile;
import dev.headroom.backend.fuzz.Recordings;
import dev.headroom.backend.fuzz.Watched;
import dev.headroom.backend.parse.ParseException;
import dev.headroom.backend.parse.Section;
import dev.headroom.backend.parse.SectionKind;
import dev.headroom.backend.runtime.ContainerLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Whatever lxc-ls prints, its rows are containers or sentences, and a bad row costs only itself. */
class HostileListFuzzTest {
    private static final int INPUTS = 5;
    private static final List<String> TABLE = List.of(
            "NAME  STATE   AUTOSTART PID IPV4       IPV6",
            "web-1 RUNNING 1         102 10.0.0.211 -",
            "web-2 STOPPED 0         -   -          -",
            "web-3 FROZEN  0         -   10.0.0.213 fd00::1");

    @Property
    void ofContainers(@ForAll long seed) {
        Hostile hostile = new Hostile(seed, Recordings.of("lxc-ls"));
        for (int i = 0; i < INPUTS; i++) {
            List<String> lines = hostile.lines();
            Watched.parse(
                    String.join("\n", lines),
                    () -> LxcListing.parse(new Section(SectionKind.CONTAINERS, "", lines, 0)),
                    Set.of(ParseException.class));
        }
    }

    @Property
    void ofAddresses(@ForAll long seed) {
        Hostile hostile = new Hostile(seed, Recordings.of("lxc-info"));
        for (int i = 0; i < INPUTS; i++) {
            List<String> lines = hostile.lines();
            Watched.parse(
                    String.join("\n", lines),
                    () -> ConfiguredAddresses.parse(new Section(SectionKind.ADDRESS, "a", lines, 0)),
                    Set.of());
        }
    }

    @Property
    void aBadRowCostsOnlyItself(@ForAll long seed) {
        Hostile hostile = new Hostile(seed, TABLE);
        List<ContainerLine> sound = containers(TABLE);
        for (int i = 0; i < INPUTS; i++) {
            List<String> lines = new ArrayList<>(TABLE);
            // below the rows: a row with a name that was there before is refused, the earlier one stays
            hostile.words(12).lines().forEach(lines::add);
            Watched.parse(
                    String.join("\n", lines),
                    () -> assertThat(containers(lines)).containsAll(sound),
                    Set.of());
        }
    }

    private static List<ContainerLine> containers(List<String> lines) {
        return LxcListing.parse(new Section(SectionKind.CONTAINERS, "", lines, 0))
                .containers();
    }

    @Test
    void theWorkGrowsWithTheTextAndNotWithItsSquare() {
        for (String word : List.of("a, ", "1.1.1.1, ", "a ", " ", ",", "10.0.0.1,")) {
            Watched.growsLinearly(
                    "a row of '" + word + "'",
                    size -> List.of("NAME STATE AUTOSTART IPV4", "web-1 RUNNING 0 " + word.repeat(size)),
                    25_000,
                    HostileListFuzzTest::containers);
        }
        Watched.growsLinearly(
                "addresses",
                size -> {
                    List<String> lines = new ArrayList<>();
                    for (int i = 0; i < size; i++) {
                        lines.add("10.%d.%d.%d/24".formatted(i >> 16, i >> 8 & 0xff, i & 0xff));
                    }
                    return lines;
                },
                20_000,
                lines -> ConfiguredAddresses.parse(new Section(SectionKind.ADDRESS, "a", lines, 0)));
    }
}
