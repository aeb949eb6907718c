package dev.headroom.backend.control.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.backend.control.driver.Inabilities.Hindrance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What keeps a master from acting is told when it begins, changes and ends, and not at each reading. */
class InabilityLogTest {
    private static final Instant START = Instant.parse("2026-11-27T03:00:00Z");
    private static final Hindrance HOST = new Hindrance("rs2", "host");

    private final InabilityLog log = new InabilityLog();

    private List<String> told(int second, Map<Hindrance, String> present) {
        SortedMap<Hindrance, String> sorted = new TreeMap<>(present);
        return log.changes(sorted, START.plusSeconds(second)).stream()
                .map(e -> e.kind() + " " + e.subject() + " " + e.text())
                .toList();
    }

    @Test
    void tellsOfEachChangeOnce() {
        assertThat(told(0, Map.of())).isEmpty();
        assertThat(told(1, Map.of(HOST, "rs2 is not read for 3 s.")))
                .containsExactly("UNABLE rs2 rs2 is not read for 3 s.");
        assertThat(told(2, Map.of(HOST, "rs2 is not read for 4 s.")))
                .as("another number only")
                .isEmpty();
        assertThat(told(3, Map.of(HOST, "rs2 refuses."))).containsExactly("UNABLE rs2 rs2 refuses.");
        assertThat(told(4, Map.of())).containsExactly("ABLE rs2 No longer: rs2 refuses.");
        assertThat(told(5, Map.of())).isEmpty();
    }

    @Test
    void knowsTheNumberInANameFromAFigure() {
        assertThat(told(0, Map.of(HOST, "rs1 is full."))).hasSize(1);
        assertThat(told(1, Map.of(HOST, "rs3 is full."))).hasSize(1);
    }

    /** Twice a second for an hour: no more than so many entries a minute, and in the end the journal tells what holds. */
    @Test
    void whatFlapsIsBounded() {
        List<String> all = new ArrayList<>();
        for (int second = 0; second < 3_600; second++) {
            all.addAll(told(second, second % 2 == 0 ? Map.of(HOST, "rs2 is not read.") : Map.of()));
        }
        assertThat(all)
                .hasSizeLessThanOrEqualTo(60 * (InabilityLog.MOST + 2))
                .anyMatch(e -> e.contains("left out until"));
        for (int second = 3_600; second < 3_720; second++) {
            all.addAll(told(second, Map.of(HOST, "rs2 is not read.")));
        }
        assertThat(all.stream().filter(e -> e.contains("rs2")).toList().getLast())
                .isEqualTo("UNABLE rs2 rs2 is not read.");
        assertThat(told(3_800, Map.of(HOST, "rs2 is not read."))).isEmpty();
    }

    @Test
    void aThousandAtOnceAreToldOverTime() {
        Map<Hindrance, String> many = new TreeMap<>();
        for (int i = 0; i < 1_000; i++) {
            many.put(new Hindrance("rs" + i, "host"), "rs" + i + " is not connected.");
        }
        List<JournalEntry> first = log.changes(new TreeMap<>(many), START);
        assertThat(first).hasSize(InabilityLog.MOST + 1);
        assertThat(first.getLast().text()).startsWith("More than 30 changes within a minute");
        assertThat(log.changes(new TreeMap<>(many), START.plusSeconds(30))).isEmpty();
        assertThat(log.changes(new TreeMap<>(many), START.plusSeconds(61)))
                .filteredOn(e -> e.kind() == Kind.UNABLE && e.subject().startsWith("rs"))
                .hasSize(InabilityLog.MOST);
    }
}
