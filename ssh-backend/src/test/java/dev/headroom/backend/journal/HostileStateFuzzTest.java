package dev.headroom.backend.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.fuzz.Hostile;
import dev.headroom.backend.fuzz.Watched;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Whatever the files of the state folder hold: a line of the journal is left out, the ledger is refused as a whole. */
class HostileStateFuzzTest {
    private static final int INPUTS = 10;
    private static final List<String> JOURNAL = List.of(
            "{\"at\":\"2026-11-22T10:00:00Z\",\"kind\":\"proposed\",\"subject\":\"P1\",\"by\":\"me\",\"text\":\"a\",\"status\":\"open\"}",
            "{\"at\":\"2026-11-22T10:00:00Z\",\"kind\":\"step\",\"subject\":\"P1\",\"by\":\"\",\"text\":\"b\",\"step\":1,\"state\":\"done\"}",
            "{\"at\":\"2026-11-22T10:00:00Z\",\"kind\":\"proposed\",\"subject\":\"P1\",\"by\":\"\",\"text\":\"b\","
                    + "\"plan\":{\"kind\":\"lend\",\"steps\":[{\"action\":{\"type\":\"start-container\"}}]}}");
    private static final List<String> LEDGER = List.of("""
        {"adopted": true,
         "agreed": [{"service": "web", "container": "rs1/web-1", "home": true}],
         "loans": [{"container": "rs1/web-1", "borrower": "web", "since": "2026-11-22T10:00:00Z", "reason": "r"}],
         "started": [{"container": "rs1/web-1", "for": "LOAN"}],
         "quiesced": [{"director": "lb1", "service": "web", "endpoint": "10.0.0.1:80", "weight": 7,
           "since": "2026-11-22T10:00:00Z"}],
         "weights": [{"director": "lb1", "service": "web", "endpoint": "[fd00::1]:80", "weight": 7}]}
        """);
    private static final String ROTATED = "{\"n\":9,\"before\":\"" + "0".repeat(64)
            + "\",\"at\":\"2026-11-22T10:00:00Z\",\"kind\":\"rotated\",\"carries\":2}\n"
            + "{\"n\":10,\"before\":\"" + "1".repeat(64)
            + "\",\"carried\":true,\"kind\":\"proposed\",\"subject\":\"P3\"}\n";
    private static final JournalEntry ENTRY =
            new JournalEntry(Instant.EPOCH, JournalEntry.Kind.MODE, "master", "ann", "Mode watch.");
    private static Path folder = Path.of("");

    @BeforeContainer
    static void make() throws IOException {
        folder = Files.createTempDirectory("headroom-fuzz");
    }

    @AfterContainer
    static void remove() throws IOException {
        Files.deleteIfExists(folder.resolve("ledger.json"));
        Files.deleteIfExists(folder.resolve("journal.jsonl"));
        Files.deleteIfExists(folder);
    }

    @Property
    void ofJournals(@ForAll long seed) {
        Hostile hostile = new Hostile(seed, JOURNAL);
        for (int i = 0; i < INPUTS; i++) {
            String line = hostile.text();
            Watched.parse(line, () -> JournalLines.read(line), Set.of());
        }
    }

    @Property
    void ofLedgers(@ForAll long seed) throws IOException {
        Hostile hostile = new Hostile(seed, LEDGER);
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = hostile.bytes();
            Files.write(folder.resolve("ledger.json"), bytes);
            Watched.parse(
                    new String(bytes, StandardCharsets.UTF_8),
                    () -> new LedgerFile(folder).read(),
                    Set.of(IOException.class));
        }
    }

    @Property
    void ofWholeJournals(@ForAll long seed) throws IOException {
        Hostile hostile = new Hostile(seed, List.of(String.join("\n", JOURNAL)));
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = hostile.bytes();
            Files.write(folder.resolve("journal.jsonl"), bytes);
            Watched.parse(
                    new String(bytes, StandardCharsets.UTF_8),
                    () -> FileJournal.read(folder.resolve("journal.jsonl")),
                    Set.of(IOException.class));
        }
    }

    /** Whatever is in the file, a master opens it, goes on behind it, and the check of the chain ends. */
    @Property
    void ofJournalsThatAMasterGoesOnWith(@ForAll long seed) throws IOException {
        Path journal = folder.resolve("journal.jsonl");
        List<String> whole = List.of(ROTATED + String.join("\n", JOURNAL), "{\"n\":1,\"before\":\"" + "0".repeat(64));
        Hostile hostile = new Hostile(seed, whole);
        byte[] bytes = hostile.bytes();
        Files.write(journal, bytes);
        Watched.parse(
                new String(bytes, StandardCharsets.UTF_8),
                () -> {
                    try (FileJournal master = FileJournal.open(journal)) {
                        master.append(ENTRY);
                        assertThat(master.past()).isNotNull();
                    }
                    assertThat(new JournalReader(journal).verify().files()).hasSize(1);
                },
                Set.of(IOException.class));
        Files.delete(folder.resolve("journal.head"));
    }

    /** Found by the property above: an exception was made for each line, of 5 KB for an empty one. */
    @Example
    void aLineThatIsNoEntryCostsNoMoreThanItsLetters() throws IOException {
        for (String line : List.of("", "x", "{}", "{\"kind\":\"other\"}")) {
            String lines = (line + "\n").repeat(60_000);
            Files.writeString(folder.resolve("journal.jsonl"), lines);
            Watched.parse(lines, () -> FileJournal.read(folder.resolve("journal.jsonl")), Set.of());
        }
    }
}
