package dev.headroom.backend.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.JournalEntry.Detail;
import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.ma2scf.model.ServerId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Older files of the journal are kept for a stated time, and the chain says where it begins and why. */
class JournalKeepTest {
    private static final Instant START = Instant.parse("2026-11-27T00:00:00Z");
    private static final Duration KEEP = Duration.ofDays(100);
    private static final JournalSettings SETTINGS =
            new JournalSettings(JournalSettings.SMALLEST, Duration.ofDays(1_000_000), KEEP, Long.MAX_VALUE);

    @TempDir
    Path folder;

    private final Random letters = new Random(7);

    private Path file() {
        return folder.resolve("journal.jsonl");
    }

    private List<String> archives() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(name -> name.startsWith("journal-2"))
                    .sorted()
                    .toList();
        }
    }

    private static JournalEntry entry(Instant at, String text) {
        return new JournalEntry(at, Kind.UNABLE, "rs1", "master", text, new Detail.OfInability("host"));
    }

    /** What is packed to about half. */
    private String random(int length) {
        StringBuilder text = new StringBuilder();
        letters.ints(length, 'a', 'z').forEach(c -> text.append((char) c));
        return text.toString();
    }

    /** Fills a file of the journal and begins the next, by a master that ends then. */
    private void fill(JournalSettings settings, Instant at) throws IOException {
        try (FileJournal journal = FileJournal.open(file(), settings)) {
            long size = 0;
            while (Files.size(file()) >= size) {
                size = Files.size(file());
                journal.append(entry(at, random(10_000)));
            }
        }
    }

    private Instant day(int number) {
        return START.plus(Duration.ofDays(number));
    }

    private Verification verified() throws IOException {
        return new JournalReader(file()).verify();
    }

    private List<JournalEntry> read(String kind) throws IOException {
        List<JournalEntry> entries = new ArrayList<>();
        new JournalReader(file()).read((_, k) -> k.equals(kind), (entry, _) -> entries.add(entry));
        return entries;
    }

    @Test
    void whatWasKeptLongEnoughIsRemovedAndTheJournalTellsOfIt() throws IOException {
        fill(SETTINGS, day(0));
        fill(SETTINGS, day(50));
        assertThat(archives()).hasSize(2);
        fill(SETTINGS, day(120));

        assertThat(archives()).hasSize(2).noneMatch(name -> name.startsWith("journal-20261127"));
        assertThat(read("removed"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.text())
                        .startsWith("journal-20261127T000000Z-")
                        .endsWith(" is removed: it was kept for 100 days."));
        Verification found = verified();
        assertThat(found.fault()).isEmpty();
        assertThat(found.remarks())
                .singleElement()
                .asString()
                .startsWith("The lines up to ")
                .contains(" are not here: line ")
                .endsWith(" tells that a master removed them, as it was to keep them no longer.");
    }

    @Test
    void aClockThatIsWrongForAMomentCostsTwoFilesAtMost() throws IOException {
        for (int i = 0; i < 6; i++) {
            fill(SETTINGS, day(i));
        }
        fill(SETTINGS, day(40_000));
        assertThat(archives()).hasSize(5);
        fill(SETTINGS, day(7));
        assertThat(archives()).hasSize(6);
        assertThat(verified().fault()).isEmpty();
    }

    @Test
    void ofTooManyTheOldestGo() throws IOException {
        fill(SETTINGS, day(0));
        fill(SETTINGS, day(1));
        long size = Files.size(folder.resolve(archives().getFirst()));
        JournalSettings small =
                new JournalSettings(JournalSettings.SMALLEST, Duration.ofDays(1_000), KEEP, JournalSettings.SMALLEST);
        assertThat(size).isLessThan(JournalSettings.SMALLEST);
        fill(small, day(2));
        assertThat(archives()).as("one of the two that were packed").hasSize(2);
        assertThat(read("removed"))
                .first()
                .extracting(JournalEntry::text)
                .asString()
                .endsWith("all together had more than 0 MB.");
        assertThat(verified().fault()).isEmpty();
    }

    @Test
    void whatLivesIsKeptWhateverItsAge() throws IOException {
        try (FileJournal journal = FileJournal.open(file(), SETTINGS)) {
            journal.append(new JournalEntry(
                    day(0),
                    Kind.MAINTENANCE,
                    "master",
                    "ann",
                    "rs9 is in maintenance.",
                    new Detail.OfMaintenance(new ServerId("rs9"), true)));
        }
        fill(SETTINGS, day(0));
        fill(SETTINGS, day(120));
        fill(SETTINGS, day(240));

        assertThat(archives()).noneMatch(name -> name.startsWith("journal-20261127"));
        try (FileJournal journal = FileJournal.open(file(), SETTINGS)) {
            assertThat(journal.past()).extracting(JournalEntry::text).contains("rs9 is in maintenance.");
        }
        assertThat(read("maintenance"))
                .as("once, from what the oldest file carries")
                .hasSize(1);
    }

    @Test
    void aFileOfAnotherProgramInFrontKeepsAllBehindIt() throws IOException {
        fill(SETTINGS, day(0));
        Files.move(folder.resolve(archives().getFirst()), folder.resolve("journal.jsonl.1.gz"));
        fill(SETTINGS, day(10));
        fill(SETTINGS, day(200));

        assertThat(archives()).hasSize(2);
        assertThat(verified().fault()).isEmpty();
    }

    @Test
    void whatWasTakenAwayByHandIsNotCalledRemovedByAMaster() throws IOException {
        fill(SETTINGS, day(0));
        fill(SETTINGS, day(1));
        Files.delete(folder.resolve(archives().getFirst()));

        assertThat(verified().remarks())
                .singleElement()
                .asString()
                .endsWith("older files were taken away, and no line tells that a master removed them.");
    }

    /** More was taken away than the journal tells. */
    @Test
    void aRemovalThatIsToldExplainsNoOther() throws IOException {
        fill(SETTINGS, day(0));
        fill(SETTINGS, day(50));
        fill(SETTINGS, day(120));
        Files.delete(folder.resolve(archives().getFirst()));

        assertThat(verified().fault()).isEmpty();
        assertThat(verified().remarks())
                .singleElement()
                .asString()
                .endsWith("no line tells that a master removed them.");
    }

    @Test
    void aCrashBeforeTheFileIsGoneIsNoFault() throws IOException {
        fill(SETTINGS, day(0));
        Path oldest = folder.resolve(archives().getFirst());
        byte[] content = Files.readAllBytes(oldest);
        fill(SETTINGS, day(120));
        Files.write(oldest, content);

        assertThat(verified().fault()).isEmpty();
        assertThat(verified().remarks()).isEmpty();
    }

    /** A half archive that a full disk left keeps the disk full (logrotate, pull request 16; Debian bug 693985). */
    @Test
    void aFileThatCannotBePackedLeavesNoHalfOneBehind() throws IOException {
        fill(SETTINGS, day(0));
        Path packed = folder.resolve(archives().getFirst());
        byte[] content;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
            content = in.readAllBytes();
        }
        Files.delete(packed);
        Files.write(folder.resolve(packed.getFileName().toString().replace(".gz", "")), content);
        Files.createDirectories(packed.resolve("in the way"));
        FileJournal.open(file(), SETTINGS).close();

        assertThat(archives()).noneMatch(name -> name.endsWith(".part")).anyMatch(name -> name.endsWith(".jsonl"));
        assertThat(verified().fault()).isEmpty();
    }

    @Test
    void limitsThatLoseTheNightAreRefused() {
        assertThatThrownBy(() -> new JournalSettings(1 << 20, KEEP, Duration.ofHours(1), Long.MAX_VALUE))
                .hasMessageContaining("must be kept for at least one day");
        assertThatThrownBy(() -> new JournalSettings(1 << 20, KEEP, KEEP, 1)).hasMessageContaining("1 bytes");
    }
}
