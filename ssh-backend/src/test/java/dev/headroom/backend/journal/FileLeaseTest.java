package dev.headroom.backend.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.backend.TestPatience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLeaseTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("shop").resolve("lease");
    }

    @Test
    void isHeldByTheFirst() throws IOException {
        try (FileLease first = FileLease.take(file());
                FileLease second = FileLease.take(file())) {
            String real = file().toRealPath().toString();
            assertThat(first.refusal()).isEmpty();
            assertThat(second.refusal())
                    .hasValueSatisfying(sentence -> assertThat(sentence)
                            .startsWith("Another Headroom master on this machine may write")
                            .contains(real));
        }
    }

    @Test
    void isLostWhenItsFolderIsMoved() throws IOException {
        try (FileLease lease = FileLease.take(file())) {
            Files.move(file().getParent(), folder.resolve("gone"));
            assertThat(lease.refusal())
                    .hasValueSatisfying(s -> assertThat(s).contains("moved, removed or replaced", "start it again"));

            Files.createDirectory(file().getParent());
            Files.createFile(file());
            assertThat(lease.refusal()).as("another file at the same path").isPresent();
        }
    }

    @Test
    void isLostWithAFileThatItGuards() throws IOException {
        Path journal = folder.resolve("journal.jsonl");
        Files.createFile(journal);
        try (FileLease lease = FileLease.take(file())) {
            lease.guard(journal);
            assertThat(lease.refusal()).isEmpty();
            Files.delete(journal);
            assertThat(lease.refusal()).hasValueSatisfying(s -> assertThat(s).contains(journal.toString()));
        }
    }

    @Test
    void isFreeAfterItWasGivenUp() throws IOException {
        FileLease first = FileLease.take(file());
        first.close();
        first.close();

        try (FileLease next = FileLease.take(file())) {
            assertThat(next.refusal()).isEmpty();
            assertThat(first.refusal()).hasValueSatisfying(s -> assertThat(s).startsWith("This master has given up"));
        }
    }

    /** POSIX drops a process's locks on a file when it closes any descriptor of it. */
    @Test
    void isNotLostWhenARefusedOneIsGivenUp() throws Exception {
        try (FileLease first = FileLease.take(file())) {
            FileLease.take(file()).close();

            assertThat(first.refusal()).isEmpty();
            assertThat(takenByAnotherProcess()).isFalse();
            try (FileLease third = FileLease.take(file())) {
                assertThat(third.refusal()).isPresent();
            }
        }
        assertThat(takenByAnotherProcess()).isTrue();
    }

    @Test
    void isOneLeaseUnderTwoNames() throws IOException {
        try (FileLease first = FileLease.take(file())) {
            Path link = Files.createSymbolicLink(folder.resolve("link"), file().getParent());
            try (FileLease second = FileLease.take(link.resolve("lease"))) {
                assertThat(first.refusal()).isEmpty();
                assertThat(second.refusal()).isPresent();
            }
        }
    }

    @Test
    void refusesAFolderItCannotMake() throws IOException {
        Files.writeString(folder.resolve("shop"), "a file");

        assertThatThrownBy(() -> FileLease.take(file())).isInstanceOf(IOException.class);
    }

    private boolean takenByAnotherProcess() throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path source = Files.writeString(folder.resolve("Taker.java"), """
                import java.nio.channels.FileChannel;
                import java.nio.file.Path;
                import java.nio.file.StandardOpenOption;

                class Taker {
                    public static void main(String[] args) throws Exception {
                        FileChannel channel = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE);
                        System.exit(channel.tryLock() == null ? 3 : 0);
                    }
                }
                """);
        Process process = new ProcessBuilder(java.toString(), source.toString(), file().toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor(TestPatience.millis(), TimeUnit.MILLISECONDS))
                .isTrue();
        assertThat(process.exitValue()).isIn(0, 3);
        return process.exitValue() == 0;
    }
}
