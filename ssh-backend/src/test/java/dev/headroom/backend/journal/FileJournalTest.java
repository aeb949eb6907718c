package dev.headroom.backend.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.backend.control.JournalEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("shop").resolve("journal.jsonl");
    }

    private static JournalEntry entry(String text) {
        return new JournalEntry(Instant.parse("2026-11-22T10:00:00Z"), JournalEntry.Kind.STEP_SENT, "P7", "ann", text);
    }

    private static String line(String text) {
        return "{\"at\":\"2026-11-22T10:00:00Z\",\"kind\":\"step-sent\",\"subject\":\"P7\",\"by\":\"ann\",\"text\":\"%s\"}"
                .formatted(text);
    }

    @Test
    void writesOneLineForEachEntry() throws IOException {
        try (FileJournal journal = FileJournal.open(file())) {
            journal.append(entry("rs2: lxc-start \"web\"\nand more"));
            journal.append(entry("Grüße"));
        }

        assertThat(Files.readAllLines(file()))
                .containsExactly(line("rs2: lxc-start \\\"web\\\"\\nand more"), line("Grüße"));
    }

    @Test
    void goesOnWhereItStopped() throws IOException {
        for (String text : new String[] {"one", "two"}) {
            try (FileJournal journal = FileJournal.open(file())) {
                journal.append(entry(text));
            }
        }

        assertThat(Files.readAllLines(file())).containsExactly(line("one"), line("two"));
    }

    @Test
    void keepsAHalfLineOnALineOfItsOwn() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), line("one") + "\n{\"at\":\"2026-");

        try (FileJournal journal = FileJournal.open(file())) {
            journal.append(entry("two"));
        }

        assertThat(Files.readAllLines(file())).containsExactly(line("one"), "{\"at\":\"2026-", line("two"));
    }

    @Test
    void keepsAHalfLineThatAppearsWhileItIsOpen() throws IOException {
        try (FileJournal journal = FileJournal.open(file())) {
            journal.append(entry("one"));
            // as a full disk leaves it
            Files.writeString(file(), Files.readString(file()) + "{\"at\"");
            journal.append(entry("two"));
        }

        assertThat(Files.readAllLines(file())).containsExactly(line("one"), "{\"at\"", line("two"));
    }

    @Test
    void doesNotOverwriteWhatASecondMasterWrites() throws IOException {
        try (FileJournal first = FileJournal.open(file());
                FileJournal second = FileJournal.open(file())) {
            first.append(entry("one"));
            second.append(entry("two"));
            first.append(entry("three"));
        }

        assertThat(Files.readAllLines(file())).containsExactly(line("one"), line("two"), line("three"));
    }

    @Test
    void refusesAFolderItCannotMake() throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("shop"), "a file");

        assertThatThrownBy(() -> FileJournal.open(file()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(inTheWay.toString());
    }

    @Test
    void failsOnceItIsClosed() throws IOException {
        FileJournal journal = FileJournal.open(file());
        journal.close();

        assertThatThrownBy(() -> journal.append(entry("late"))).isInstanceOf(IOException.class);
    }
}
