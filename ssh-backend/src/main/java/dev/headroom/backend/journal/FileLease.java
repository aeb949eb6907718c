package dev.headroom.backend.journal;

import dev.headroom.backend.control.driver.Lease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * The right to write, as a lock on a file beside the journal: it keeps two masters of one user on one machine apart.
 * The operating system drops the lock with the process, so a crash leaves no lock behind. It does not keep masters on
 * two machines apart. See decision 0004.
 *
 * <p>A lock holds a file, not a path: after the folder was moved or removed, another master can lock a new file at
 * the same path. So each answer looks whether the path still leads to the locked file. See decision 0064.
 */
public final class FileLease implements Lease {
    /**
     * The files that this process has locked. POSIX drops all locks that a process has on a file as soon as the
     * process closes any descriptor of the file, so a file that is locked already must not be opened again.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final List<Guarded> guarded = new CopyOnWriteArrayList<>();
    private volatile Holding holding;

    private enum Loss {
        ELSEWHERE,
        GIVEN_UP
    }

    /** Whether this lease holds the lock, and of which file. */
    private sealed interface Holding {
        record Held(FileChannel channel, FileLock lock, FileIdentity identity) implements Holding {}

        record None(Loss why) implements Holding {}
    }

    private FileLease(Path file, Holding holding) {
        this.file = file;
        this.holding = holding;
    }

    /**
     * Takes the lease if no master has it; never waits.
     *
     * @throws IOException if the file cannot be opened or created
     */
    public static FileLease take(Path file) throws IOException {
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent())
                .orElseThrow(() -> new IOException("%s is no file.".formatted(file)));
        StateFolder.make(folder);
        Path real = folder.toRealPath().resolve(file.getFileName());
        return new FileLease(real, HELD.add(real) ? lock(real) : new Holding.None(Loss.ELSEWHERE));
    }

    private static Holding lock(Path file) throws IOException {
        boolean held = false;
        FileChannel channel = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            Holding taken = lock == null
                    ? new Holding.None(Loss.ELSEWHERE)
                    : new Holding.Held(channel, lock, FileIdentity.of(file));
            held = lock != null;
            return taken;
        } finally {
            if (!held) {
                if (channel != null) {
                    channel.close();
                }
                HELD.remove(file);
            }
        }
    }

    /**
     * Ties the lease to another file, such as the journal beside it: when the path no longer leads to that file, the
     * lease is lost too, for no later master would read what this one does.
     *
     * @throws IOException if {@code other} is not there
     */
    public void guard(Path other) throws IOException {
        FileIdentity identity = FileIdentity.of(other);
        guard(other, identity::isStillThere);
    }

    /**
     * Ties the lease to a file that its owner may replace.
     *
     * @param isStillThere whether the file is still the owner's; called from any thread
     */
    public void guard(Path other, BooleanSupplier isStillThere) {
        guarded.add(new Guarded(other, isStillThere));
    }

    private record Guarded(Path file, BooleanSupplier isStillThere) {}

    @Override
    public Optional<String> refusal() {
        return switch (holding) {
            case Holding.Held(var _, FileLock lock, FileIdentity identity)
            when lock.isValid() ->
                Stream.concat(Stream.of(new Guarded(file, identity::isStillThere)), guarded.stream())
                        .filter(f -> !f.isStillThere().getAsBoolean())
                        .findFirst()
                        .map(lost ->
                                "%s no longer belongs to this master: it was moved, removed or replaced while this master ran. So this master sends nothing more; put the state folder back, then start it again."
                                        .formatted(lost.file()));
            case Holding.Held _ -> Optional.of("The lock on %s is lost. Start this master again.".formatted(file));
            case Holding.None(Loss why)
            when why == Loss.ELSEWHERE ->
                Optional.of(
                        "Another Headroom master on this machine may write to this cluster (it holds %s). Use that one, or end it and start this one again."
                                .formatted(file));
            case Holding.None _ -> Optional.of("This master has given up %s.".formatted(file));
        };
    }

    @Override
    public synchronized void close() {
        Holding before = holding;
        holding = new Holding.None(Loss.GIVEN_UP);
        if (before instanceof Holding.Held held) {
            try {
                held.channel().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                HELD.remove(file);
            }
        }
    }
}
