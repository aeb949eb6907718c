package dev.headroom.backend.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.backend.control.JournalEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One changed, removed, inserted or swapped line of a journal is found; what a crash leaves is no fault. */
class JournalChainTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("journal.jsonl");
    }

    private static JournalEntry entry(String text) {
        return new JournalEntry(Instant.parse("2026-11-22T10:00:00Z"), JournalEntry.Kind.MODE, "master", "ann", text);
    }

    private void write(String... texts) throws IOException {
        try (FileJournal journal = FileJournal.open(file())) {
            for (String text : texts) {
                journal.append(entry(text));
            }
        }
    }

    private List<String> lines() throws IOException {
        return new ArrayList<>(Files.readAllLines(file()));
    }

    private void replace(List<String> lines) throws IOException {
        Files.writeString(file(), String.join("\n", lines) + "\n");
    }

    private Verification verified() throws IOException {
        return new JournalReader(file()).verify();
    }

    private String fault() throws IOException {
        return verified()
                .fault()
                .map(f -> "%d: %s".formatted(f.line(), f.sentence()))
                .orElse("none");
    }

    @Test
    void aJournalOfTwoMastersIsOneChain() throws IOException {
        write("one", "two");
        write("three");

        assertThat(fault()).isEqualTo("none");
        assertThat(verified())
                .extracting(Verification::chained, Verification::lastNumber)
                .containsExactly(3L, 3L);
        assertThat(lines().getFirst()).startsWith("{\"n\":1,\"before\":\"" + "0".repeat(64) + "\",\"at\":");
    }

    @Test
    void anEmptyOrMissingJournalIsWhole() throws IOException {
        assertThat(fault()).isEqualTo("none");
        Files.createFile(file());
        assertThat(fault()).isEqualTo("none");
    }

    @Test
    void aChangedLineIsNamed() throws IOException {
        write("one", "two", "three", "four");
        List<String> lines = lines();
        lines.set(1, lines.get(1).replace("two", "2"));
        replace(lines);

        assertThat(fault()).startsWith("2: was changed");
    }

    @Test
    void aChangedLastLineIsNamed() throws IOException {
        write("one", "two");
        List<String> lines = lines();
        lines.set(1, lines.get(1).replace("two", "2"));
        replace(lines);

        assertThat(fault()).startsWith("2: was changed");
    }

    @Test
    void aRemovedLineIsNamed() throws IOException {
        write("one", "two", "three", "four");
        List<String> lines = lines();
        lines.remove(1);
        replace(lines);
        assertThat(fault()).isEqualTo("2: the line with the number 2 is missing before it");

        lines.remove(0);
        replace(lines);
        assertThat(fault()).startsWith("1: the lines with the numbers 1 to 2 are missing");
    }

    @Test
    void removedLastLinesAreNamedAlsoAfterTheNextMaster() throws IOException {
        write("one", "two", "three");
        replace(lines().subList(0, 1));
        assertThat(fault()).isEqualTo("2: the last lines, with the numbers 2 to 3, are missing");

        write("four");
        assertThat(fault()).isEqualTo("2: the lines with the numbers 2 to 3 are missing before it");
    }

    @Test
    void swappedLinesAreNamed() throws IOException {
        write("one", "two", "three", "four");
        List<String> lines = lines();
        Collections.swap(lines, 1, 2);
        replace(lines);

        assertThat(fault()).startsWith("2: the line with the number 2 is missing");
    }

    @Test
    void insertedLinesAreNamed() throws IOException {
        write("one", "two", "three");
        List<String> lines = lines();
        String second = lines.get(1);
        for (String inserted : List.of(second, "{\"at\":\"2026-11-22T10:00:00Z\",\"kind\":\"mode\"}")) {
            List<String> more = new ArrayList<>(lines);
            more.add(2, inserted);
            replace(more);

            assertThat(fault()).startsWith("3: ");
        }
    }

    /** One byte of the file, whichever and whatever it becomes. */
    @Test
    void noByteCanBeChanged() throws IOException {
        write("one", "two", "three");
        byte[] whole = Files.readAllBytes(file());
        Random dice = new Random(20_261_127);
        for (int i = 0; i < whole.length - 1; i++) {
            byte[] changed = whole.clone();
            changed[i] = (byte) (changed[i] + 1 + dice.nextInt(255));
            Files.write(file(), changed);
            assertThat(verified().fault()).as("byte %d is %d", i, changed[i]).isPresent();
        }
    }

    /** As a crash in the middle of a write leaves it, at each byte of the line. */
    @Test
    void aLineThatACrashHasCutOffIsNoFault() throws IOException {
        write("one", "two");
        byte[] whole = Files.readAllBytes(file());
        int second = lines().getFirst().length() + 1;
        Path head = new JournalFiles(file()).head();
        for (int end = second; end < whole.length; end++) {
            Files.write(file(), Arrays.copyOf(whole, end));
            Files.deleteIfExists(head);
            assertThat(verified().fault()).as("%d bytes", end).isEmpty();

            write("three");
            assertThat(verified().fault()).as("%d bytes and one more line", end).isEmpty();
            boolean whollyThere = end == whole.length - 1;
            assertThat(verified().chained()).isEqualTo(whollyThere ? 3 : 2);
        }
    }

    /** As some file systems leave a file whose last blocks were allocated and not written before the power went. */
    @Test
    void zerosAtTheEndAreNoFault() throws IOException {
        write("one");
        Files.write(file(), new byte[100_000], StandardOpenOption.APPEND);
        assertThat(fault()).isEqualTo("none");

        write("two");
        assertThat(fault()).isEqualTo("none");
        assertThat(verified().remarks()).singleElement().asString().contains("journal.jsonl:2: no whole line");
        assertThat(FileJournal.read(file())).extracting(JournalEntry::text).containsExactly("one", "two");
    }

    @Test
    void anOldJournalIsReadAndTheChainBeginsBehindIt() throws IOException {
        String old =
                "{\"at\":\"2026-11-22T10:00:00Z\",\"kind\":\"mode\",\"subject\":\"master\",\"by\":\"a\",\"text\":\"%s\"}";
        replace(List.of(old.formatted("one"), "{\"at\":\"20", old.formatted("two")));
        write("three");

        assertThat(fault()).isEqualTo("none");
        assertThat(verified().remarks()).anyMatch(r -> r.contains("The chain begins at " + file() + ":4; the 2 lines"));
        assertThat(FileJournal.read(file())).extracting(JournalEntry::text).containsExactly("one", "two", "three");

        List<String> lines = lines();
        lines.set(2, lines.get(2).replace("two", "2"));
        replace(lines);
        assertThat(fault()).startsWith("3: was changed");
    }

    @Test
    void theChainCannotBeTakenOffTheFirstLines() throws IOException {
        write("one", "two", "three");
        List<String> lines = lines();
        lines.set(0, "{" + lines.getFirst().substring(lines.getFirst().indexOf("\"at\"")));
        replace(lines);

        assertThat(fault()).startsWith("2: ");
    }

    @Test
    void aSpoiltMemoryOfTheLastLineIsNoFault() throws IOException {
        write("one");
        Path head = new JournalFiles(file()).head();
        for (String spoilt :
                List.of("", "\0".repeat(100), "99999999999999999999 " + "0".repeat(64) + "\n", "x".repeat(9_999))) {
            Files.writeString(head, spoilt);
            assertThat(HeadFile.read(head)).isEqualTo(Optional.empty());
            assertThat(fault()).isEqualTo("none");
        }
    }

    /** A link to nowhere stands for a file without the right to write: tests may run as root. */
    @Test
    void aMemoryOfTheLastLineThatCannotBeWrittenGivesWay() throws IOException {
        write("one");
        Path head = folder.resolve("journal.head");
        String before = Files.readString(head);
        Files.delete(head);
        Files.createSymbolicLink(head, folder.resolve("nowhere").resolve("journal.head"));
        write("two");

        assertThat(Files.isRegularFile(head, LinkOption.NOFOLLOW_LINKS)).isTrue();
        assertThat(Files.readString(head)).startsWith("2 ").isNotEqualTo(before);
        assertThat(new JournalReader(file()).verify().fault()).isEmpty();
    }

    @Test
    void oneThatCannotGiveWayIsNamedWithTheRemedy() throws IOException {
        write("one");
        Path head = folder.resolve("journal.head");
        Files.delete(head);
        Files.createDirectories(head.resolve("not empty"));

        assertThatThrownBy(() -> write("two"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(head + " cannot be written (")
                .hasMessageContaining("or remove it: it remembers the last line of the journal");
    }

    /** What copytruncate leaves in front of the lines of a program that does not append (logrotate, issues 286 and 363). */
    @Test
    void zerosInFrontAreNamedAndCostTheFirstLineOnly() throws IOException {
        write("one", "two", "three");
        Files.writeString(file(), "\0".repeat(5_000) + Files.readString(file()));

        assertThat(FileJournal.read(file())).extracting(JournalEntry::text).containsExactly("two", "three");
        assertThat(new JournalReader(file()).verify().fault()).isPresent();
        write("four");
        assertThat(FileJournal.read(file())).extracting(JournalEntry::text).containsExactly("two", "three", "four");
    }

    @Test
    void noControlCharacterOfANameComesIntoTheJournal() throws IOException {
        try (FileJournal journal = FileJournal.open(file())) {
            journal.append(new JournalEntry(
                    Instant.EPOCH,
                    JournalEntry.Kind.REFUSED,
                    "P1\u0000",
                    "ann\u001b[2J\nroot",
                    "\u009b31m \u202e gnirts"));
        }

        assertThat(FileJournal.read(file())).singleElement().satisfies(e -> {
            assertThat(e.subject()).isEqualTo("P1\\x00");
            assertThat(e.by()).isEqualTo("ann\\x1b[2J\\x0aroot");
            assertThat(e.text()).isEqualTo("\\u009b31m \\u202e gnirts");
        });
    }
}
