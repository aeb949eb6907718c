package dev.headroom.backend.journal;

import dev.headroom.backend.control.Lease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The right to write, as a lock on a file beside the journal: keeps two masters of one user on one machine apart. The lock
 * goes with the process, so a crash leaves nothing behind. It does not keep masters on two machines apart.
 */
public final class FileLease implements Lease {
    private final FileChannel channel;
    private final Optional<FileLock> lock;
    private final Path file;

    private FileLease(FileChannel channel, Optional<FileLock> lock, Path file) {
        this.channel = channel;
        this.lock = lock;
        this.file = file;
    }

    /** Takes the lease if nobody has it; never waits. */
    public static FileLease take(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        return new FileLease(channel, tryLock(channel), file);
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> refusal() {
        boolean held = lock.filter(FileLock::isValid).isPresent();
        return held
                ? Optional.empty()
                : Optional.of(
                        "Another Headroom master on this machine may write to this cluster (it holds %s). Use that one, or end it and start this one again."
                                .formatted(file));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
