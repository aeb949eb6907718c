package dev.headroom.backend.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.JournalEntry.Detail;
import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.core.ControlCore;
import dev.headroom.backend.control.core.ControlSettings;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.ma2scf.policy.SharingPolicy;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A journal of many files is one chain, and a master needs the last of them only. */
class JournalRotationTest {
    private static final JournalSettings SMALL = new JournalSettings(JournalSettings.SMALLEST, Duration.ofDays(30));
    private static final Instant START = Instant.parse("2026-11-27T00:00:00Z");

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("journal.jsonl");
    }

    private Verification verified() throws IOException {
        return new JournalReader(file()).verify();
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().contains("journal-2"))
                    .sorted()
                    .toList();
        }
    }

    private static ControlState restored(List<JournalEntry> past) {
        ControlCore core = new ControlCore(new ControlSettings(SharingPolicy.defaults(), Map.of()), _ -> List.of());
        return core.resumed(Mode.MANUAL, past, START.plus(Duration.ofDays(2)));
    }

    private static void assertSame(List<JournalEntry> pruned, List<JournalEntry> all) {
        assertThat(restored(pruned).mode()).isEqualTo(restored(all).mode());
        assertThat(restored(pruned).halted()).isEqualTo(restored(all).halted());
        assertThat(restored(pruned).proposals()).isEqualTo(restored(all).proposals());
        assertThat(restored(pruned).continuity()).isEqualTo(restored(all).continuity());
        assertThat(restored(pruned).notices()).isEqualTo(restored(all).notices());
    }

    /** A life of masters: {@code count} proposals, of which some end, some are left open and some in the middle. */
    private static List<JournalEntry> life(long seed, int count) {
        Random dice = new Random(seed);
        List<JournalEntry> entries = new ArrayList<>();
        entries.add(entry(entries, Kind.STARTED, "master", new Detail.None()));
        for (int i = 1; i <= count; i++) {
            String id = "P" + i;
            entries.add(entry(entries, Kind.PROPOSED, id, new Detail.OfPlan(plan(dice))));
            int fate = dice.nextInt(10);
            if (fate < 2) {
                entries.add(entry(entries, Kind.REJECTED, id, new Detail.OfStatus(Proposal.Status.REJECTED)));
            } else if (fate < 4) {
                entries.add(entry(entries, Kind.EXPIRED, id, new Detail.OfStatus(Proposal.Status.EXPIRED)));
            } else if (fate < 9) {
                entries.add(entry(entries, Kind.APPROVED, id, new Detail.None()));
                entries.add(entry(entries, Kind.STEP_SENT, id, new Detail.OfStep(0, StepProgress.State.RUNNING)));
                if (fate < 8) {
                    entries.add(entry(entries, Kind.STEP_DONE, id, new Detail.OfStep(0, StepProgress.State.DONE)));
                    entries.add(entry(entries, Kind.ENDED, id, new Detail.OfStatus(Proposal.Status.DONE)));
                }
            }
            if (dice.nextInt(20) == 0) {
                entries.add(entry(entries, Kind.STARTED, "master", new Detail.None()));
            }
            if (dice.nextInt(20) == 0) {
                entries.add(entry(entries, Kind.REFUSED, "P" + (100_000 + i), new Detail.None()));
            }
        }
        return entries;
    }

    private static JournalEntry entry(List<JournalEntry> before, Kind kind, String subject, Detail detail) {
        return new JournalEntry(
                START.plusSeconds(before.size()), kind, subject, "ann", "Because of " + kind + ".", detail);
    }

    private static Plan plan(Random dice) {
        PlanKind kind = List.of(PlanKind.values()).get(dice.nextInt(PlanKind.values().length));
        return new Plan(
                kind,
                new ServiceId("s" + dice.nextInt(3)),
                dice.nextInt(1_000) + 1L,
                1,
                List.of(new Step(
                        new ContainerAction.StartContainer(ContainerId.parse("rs1/web-" + dice.nextInt(9))),
                        "x".repeat(200))),
                List.of(),
                List.of("Because."),
                List.of());
    }

    private static void append(FileJournal journal, List<JournalEntry> entries) throws IOException {
        for (JournalEntry entry : entries) {
            journal.append(entry);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatIsKeptOfALongJournalRestoresTheSame(long seed) throws IOException {
        List<JournalEntry> all = life(seed, 220);
        try (FileJournal journal = FileJournal.open(file(), SMALL)) {
            append(journal, all);
            assertSame(journal.past(), all);
            assertThat(journal.past()).hasSizeLessThan(all.size());
        }
        try (FileJournal next = FileJournal.open(file(), SMALL)) {
            assertSame(next.past(), all);
        }
        assertThat(archives()).isNotEmpty().allMatch(f -> f.toString().endsWith(".jsonl.gz"));
        assertThat(verified().fault()).isEmpty();
        assertThat(verified().remarks()).isEmpty();
        List<JournalEntry> read = new ArrayList<>();
        for (Path part : new JournalReader(file()).files()) {
            read.addAll(FileJournal.read(part));
        }
        assertThat(read).as("each entry once").isEqualTo(all);
    }

    /** So many entries that what stands before them is in an older file. */
    private static void addALongLife(List<JournalEntry> all) {
        life(5, 220)
                .forEach(later -> all.add(new JournalEntry(
                        START.plusSeconds(all.size()),
                        later.kind(),
                        later.subject(),
                        later.by(),
                        later.text(),
                        later.detail())));
    }

    /** An operator's halt outlasts masters and files, until an operator resumes. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHaltOutlastsTheFileThatItIsIn(boolean resumed) throws IOException {
        List<JournalEntry> all = life(4, 20);
        all.add(entry(all, Kind.HALTED, "master", new Detail.None()));
        if (resumed) {
            all.add(entry(all, Kind.RESUMED, "master", new Detail.None()));
        }
        addALongLife(all);
        try (FileJournal journal = FileJournal.open(file(), SMALL)) {
            append(journal, all);
            assertThat(restored(journal.past()).halted()).isEqualTo(!resumed);
            assertSame(journal.past(), all);
        }
        for (Path archive : archives()) {
            Files.delete(archive);
        }
        try (FileJournal next = FileJournal.open(file(), SMALL)) {
            assertThat(restored(next.past()).halted()).isEqualTo(!resumed);
        }
    }

    /** What operators ordered of modes and maintenance outlasts masters and files, until they order something else. */
    @Test
    void ordersOutlastTheFileThatTheyAreIn() throws IOException {
        ServiceId shop = new ServiceId("shop");
        List<JournalEntry> all = life(4, 20);
        all.add(entry(all, Kind.MODE, "master", new Detail.OfMode(Optional.of(shop), Mode.WATCH)));
        all.add(entry(all, Kind.MODE, "master", new Detail.OfMode(Optional.of(shop), Mode.MANUAL)));
        all.add(entry(all, Kind.MODE, "master", new Detail.OfMode(Optional.empty(), Mode.WATCH)));
        all.add(entry(all, Kind.MAINTENANCE, "master", new Detail.OfMaintenance(new ServerId("rs1"), true)));
        all.add(entry(all, Kind.MAINTENANCE, "master", new Detail.OfMaintenance(new ServerId("rs2"), true)));
        all.add(entry(all, Kind.MAINTENANCE, "master", new Detail.OfMaintenance(new ServerId("rs1"), false)));
        addALongLife(all);
        try (FileJournal journal = FileJournal.open(file(), SMALL)) {
            append(journal, all);
        }
        for (Path archive : archives()) {
            Files.delete(archive);
        }
        try (FileJournal next = FileJournal.open(file(), SMALL)) {
            ControlState restored = restored(next.past());
            assertThat(restored.mode()).isEqualTo(Mode.WATCH);
            assertThat(restored.continuity().modes().most(shop)).isEqualTo(Mode.MANUAL);
            assertThat(restored.continuity().maintenance().orders()).containsOnlyKeys(new ServerId("rs2"));
            assertSame(next.past(), all);
        }
    }

    @Test
    void aMasterReadsNoOlderFileThanItNeeds() throws IOException {
        List<JournalEntry> all = life(7, 220);
        try (FileJournal journal = FileJournal.open(file(), SMALL)) {
            append(journal, all);
        }
        for (Path archive : archives()) {
            Files.delete(archive);
        }

        try (FileJournal next = FileJournal.open(file(), SMALL)) {
            assertSame(next.past(), all);
        }
        assertThat(verified().fault()).isEmpty();
        assertThat(verified().remarks()).singleElement().asString().contains("are not here");
    }

    /** The next master takes no half copy for the whole: wherever the crash was, it reads the file before. */
    @Test
    void aCrashWhileANewFileBeginsLosesNothing() throws IOException {
        List<JournalEntry> all = life(8, 40);
        try (FileJournal journal = FileJournal.open(file(), SMALL)) {
            append(journal, all);
            Files.move(file(), folder.resolve("journal.jsonl.1"));
            journal.reopen();
        }
        byte[] beginning = Files.readAllBytes(file());
        for (int end = 0; end < beginning.length; end += 1_997) {
            Files.write(file(), Arrays.copyOf(beginning, end));
            Files.deleteIfExists(new JournalFiles(file()).head());
            try (FileJournal next = FileJournal.open(file(), SMALL)) {
                assertSame(next.past(), all);
                next.append(entry(all, Kind.MODE, "master", new Detail.None()));
            }
            assertThat(verified().fault()).as("after %d bytes", end).isEmpty();
            try (FileJournal last = FileJournal.open(file(), SMALL)) {
                assertSame(last.past(), all);
            }
        }
    }

    /** Three ways of logrotate: it moves the file and makes an empty one, or none, or it copies and empties the file. */
    enum Logrotate {
        CREATE,
        NOCREATE,
        COPYTRUNCATE;

        void rotate(Path file) throws IOException {
            Path old = file.resolveSibling(file.getFileName() + ".1");
            switch (this) {
                case CREATE -> {
                    Files.move(file, old, StandardCopyOption.REPLACE_EXISTING);
                    Files.createFile(file);
                }
                case NOCREATE -> Files.move(file, old, StandardCopyOption.REPLACE_EXISTING);
                case COPYTRUNCATE -> {
                    Files.copy(file, old, StandardCopyOption.REPLACE_EXISTING);
                    FileChannel.open(file, StandardOpenOption.WRITE).truncate(0).close();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void survivesLogrotate(Logrotate logrotate) throws IOException {
        List<JournalEntry> all = life(9, 50);
        List<JournalEntry> more = List.of(entry(all, Kind.MODE, "master", new Detail.None()));
        try (FileJournal journal = FileJournal.open(file())) {
            append(journal, all);
            logrotate.rotate(file());
            assertThat(journal.isStillThere()).isTrue();
            append(journal, more);
        }

        assertThat(verified().fault()).isEmpty();
        assertThat(verified().files()).hasSize(2);
        assertThat(FileJournal.read(file())).isEqualTo(more);
        assertThat(Files.readString(file()))
                .as("no hole, as in issue 286 of logrotate")
                .doesNotContain("\0");
        Files.delete(folder.resolve("journal.jsonl.1"));
        try (FileJournal next = FileJournal.open(file())) {
            assertSame(next.past(), all);
        }
    }

    @Test
    void afterASignalTheOldFileIsWrittenNoMore() throws IOException {
        try (FileJournal journal = FileJournal.open(file())) {
            append(journal, life(10, 5));
            Logrotate.NOCREATE.rotate(file());
            long size = Files.size(folder.resolve("journal.jsonl.1"));
            journal.reopen();
            assertThat(file()).isNotEmptyFile();
            append(journal, life(11, 1));
            assertThat(folder.resolve("journal.jsonl.1")).hasSize(size);
        }
    }

    @Test
    void writesIntoNoFileOfAnotherProgram() throws IOException {
        try (FileJournal journal = FileJournal.open(file())) {
            append(journal, life(12, 5));
            Logrotate.NOCREATE.rotate(file());
            Files.writeString(file(), "another's\n");

            assertThat(journal.isStillThere()).isFalse();
            assertThatThrownBy(() -> append(journal, life(13, 1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("moved, removed or replaced");
            assertThat(file()).hasContent("another's\n");
        }
    }

    @Test
    void puts24HoursAwayWhereThatIsTheAge() throws IOException {
        JournalSettings daily = new JournalSettings(1 << 20, Duration.ofHours(24));
        try (FileJournal journal = FileJournal.open(file(), daily)) {
            append(journal, life(14, 3));
            Instant late = START.plus(Duration.ofHours(25));
            journal.append(new JournalEntry(late, Kind.MODE, "master", "ann", "Next day."));
            journal.append(new JournalEntry(late.plusSeconds(1), Kind.MODE, "master", "ann", "Next day."));
        }

        assertThat(archives()).hasSize(1);
        assertThat(FileJournal.read(file())).hasSize(2);
        assertThat(verified().fault()).isEmpty();
    }

    @Test
    void aChangeInAnArchiveIsFound() throws IOException {
        try (FileJournal journal = FileJournal.open(file(), SMALL)) {
            for (int i = 0; i < 20; i++) {
                journal.append(new JournalEntry(START, Kind.MODE, "master", "ann", "x".repeat(20_000)));
            }
        }
        List<Path> archives = new JournalReader(file()).files();
        assertThat(archives).hasSizeGreaterThan(3);
        byte[] first = Files.readAllBytes(archives.getFirst());
        Files.write(archives.getFirst(), new byte[] {1, 2, 3});
        assertThat(verified().fault()).hasValueSatisfying(f -> {
            assertThat(f.file()).isEqualTo(archives.getFirst());
            assertThat(f.sentence()).contains("cannot be read");
        });
        Files.write(archives.getFirst(), Arrays.copyOf(first, first.length - 9));
        assertThat(verified().fault())
                .hasValueSatisfying(f -> assertThat(f.sentence()).contains("cannot be read"));

        Files.delete(archives.getFirst());
        assertThat(verified().fault()).isEmpty();
        Files.delete(archives.get(2));
        assertThat(verified().fault()).hasValueSatisfying(f -> {
            assertThat(f.file()).isEqualTo(archives.get(3));
            assertThat(f.sentence()).contains("are missing before it");
        });
    }

    /** journald's own check calls journals corrupt while they are written (systemd, issue 27532). */
    @Test
    void aMasterThatWritesMeanwhileIsNoFault() throws IOException, InterruptedException, ExecutionException {
        CompletableFuture<Integer> written = writing(100);
        do {
            assertThat(verified().fault()).isEmpty();
        } while (!written.isDone());
        assertThat(written.get()).isEqualTo(100);
        assertThat(verified().chained()).isGreaterThan(100);
    }

    /** A file that is put away or packed between two looks is neither passed over nor read twice. */
    @Test
    void eachEntryIsReadOnceWhileAMasterWrites() throws IOException, InterruptedException, ExecutionException {
        CompletableFuture<Integer> written = writing(300);
        List<Integer> read = new ArrayList<>();
        while (!written.isDone()) {
            read.clear();
            new JournalReader(file()).read((_, _) -> true, (entry, _) -> read.add(number(entry)));
            assertThat(read).isEqualTo(IntStream.range(0, read.size()).boxed().toList());
        }
        assertThat(written.get()).isEqualTo(300);
    }

    private static int number(JournalEntry entry) {
        return Integer.parseInt(entry.by());
    }

    /** Numbers the entries by who wrote them; each file takes a dozen. */
    private CompletableFuture<Integer> writing(int entries) {
        CompletableFuture<Integer> written = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try (FileJournal journal = FileJournal.open(file(), SMALL)) {
                for (int i = 0; i < entries; i++) {
                    journal.append(
                            new JournalEntry(START, Kind.MODE, "master", Integer.toString(i), "x".repeat(5_000)));
                }
                written.complete(entries);
            } catch (IOException e) {
                written.completeExceptionally(e);
            }
        });
        return written;
    }

    @Test
    void packsWhatACrashLeftUnpacked() throws IOException {
        try (FileJournal journal = FileJournal.open(file(), SMALL)) {
            append(journal, life(16, 20));
        }
        Path left = folder.resolve("journal-20261127T031205Z-7.jsonl");
        Files.copy(file(), left);
        Files.writeString(folder.resolve("journal-20261127T031205Z-7.jsonl.gz.part"), "half");
        try (FileJournal journal = FileJournal.open(file(), SMALL)) {
            assertThat(journal.isStillThere()).isTrue();
        }
        assertThat(archives()).singleElement().asString().endsWith("-7.jsonl.gz");
    }
}
