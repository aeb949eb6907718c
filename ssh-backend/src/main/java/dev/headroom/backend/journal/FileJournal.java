package dev.headroom.backend.journal;

import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.driver.Journal;
import dev.headroom.backend.journal.ChainLink.Head;
import dev.headroom.backend.time.SteadyClock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal as files of JSON lines, one entry a line, forced to disk before {@link #append} returns. Each line holds
 * its number and the hash of the one before. A half line at the end, left by a crash or a full disk, is closed with a
 * line break and stays in the file; the chain goes on from the line before it. See decisions 0051, 0110 and 0111.
 *
 * <p>The operating system appends each line at the end of the file, so that a second master that only watches cannot
 * overwrite a line of the first. Safe for several threads at once; one writes.
 */
public final class FileJournal implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(FileJournal.class);

    private final JournalFiles files;
    private final JournalSettings settings;
    private final HeldFolder folder;
    private final HeadFile remembered;
    private final Past past;
    private FileChannel channel;
    private volatile FileIdentity identity;
    private Head head;
    private long size;
    private boolean closedLine;
    private boolean owesBeginning;
    private long beginning;
    private Instant begun;
    private CompletableFuture<Boolean> packing = CompletableFuture.completedFuture(true);

    private FileJournal(
            JournalFiles files,
            JournalSettings settings,
            PastReader read,
            HeadFile remembered,
            HeldFolder folder,
            FileChannel channel)
            throws IOException {
        this.files = files;
        this.settings = settings;
        this.folder = folder;
        this.remembered = remembered;
        this.past = read.past();
        this.channel = channel;
        this.identity = FileIdentity.of(files.current());
        this.size = channel.size();
        this.closedLine = read.endsClosed();
        this.owesBeginning = read.readAny() && !PastReader.beginsWhole(files.current());
        this.head = read.head();
        Instant now = SteadyClock.ofThisProcess().instant();
        this.begun = firstTime(files.current()).filter(now::isAfter).orElse(now);
    }

    /**
     * Opens or creates the journal, and its folder.
     *
     * @throws IOException if it cannot be opened or created
     */
    public static FileJournal open(Path file) throws IOException {
        return open(file, JournalSettings.USUAL);
    }

    /** The same with other limits of its files. */
    public static FileJournal open(Path file, JournalSettings settings) throws IOException {
        StateFolder.make(folderOf(file));
        JournalFiles files = new JournalFiles(file);
        PastReader read = new PastReader();
        read.read(files);
        Optional<Head> known = HeadFile.read(files.head());
        HeadFile remembered = HeadFile.open(files.head(), known);
        HeldFolder folder = HeldFolder.open(folderOf(file));
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        FileJournal journal = new FileJournal(files, settings, read, remembered, folder, channel);
        known.ifPresent(journal::compare);
        journal.pack();
        return journal;
    }

    /** The entries of earlier masters that a new one learns from, oldest first, as they were when this was opened. */
    public synchronized List<JournalEntry> past() {
        return past.lines().stream()
                .map(JournalLines::read)
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * All entries in one file of a journal, oldest first; empty where it is not there. A line that cannot be read, such
     * as one that a crash cut off, is left out, and so is one that was carried over from another file.
     *
     * @throws IOException if the file is there and cannot be read
     */
    public static List<JournalEntry> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<JournalEntry> entries = new ArrayList<>();
        try (ByteLines lines = JournalFiles.open(file)) {
            for (Optional<ByteLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                String text = line.get().text();
                if (!text.contains(Carry.CARRIED)
                        || !Gist.of(line.get()).map(Gist::carried).orElse(false)) {
                    JournalLines.read(text).ifPresent(entries::add);
                }
            }
        }
        return entries;
    }

    /**
     * Whether the path leads to the file that is written, or to none or an empty one, as after logrotate has moved the
     * file: the next entry then begins a new one. False after the folder was moved or removed, and where another
     * program writes at the path.
     */
    public boolean isStillThere() {
        return mayWrite() || againMayWrite();
    }

    /** Asked while no other thread begins a new file. */
    private synchronized boolean againMayWrite() {
        return mayWrite();
    }

    private boolean mayWrite() {
        return identity.isStillThere() || (folder.isStillThere() && isVacant(files.current()));
    }

    private static boolean isVacant(Path file) {
        try {
            return !Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                    || (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == 0);
        } catch (IOException _) {
            return false;
        }
    }

    @Override
    public synchronized void append(JournalEntry entry) throws IOException {
        settle(entry.at());
        begun = size == 0 ? entry.at() : begun;
        if (isDue(entry.at())) {
            rotate(entry.at());
        }
        StringBuilder line = new StringBuilder();
        Head next = Carry.joined(line, JournalLines.write(entry), head);
        write(line.toString(), next);
        String text = line.substring(0, line.length() - 1);
        past.take(Gist.of(text), text);
    }

    /**
     * Looks whether the file was moved, and begins a new one then: for logrotate, which sends a signal HUP. Entries do
     * the same by themselves.
     *
     * @throws IOException if another program's file is in its place, or none can be made
     */
    public synchronized void reopen() throws IOException {
        settle(SteadyClock.ofThisProcess().instant());
    }

    @Override
    public synchronized void close() throws IOException {
        packing.exceptionally(_ -> false).join();
        try (folder;
                remembered) {
            channel.close();
        }
    }

    /** Sees to it that the path leads to an open file that begins as it must, whatever other programs did to it. */
    private void settle(Instant at) throws IOException {
        if (!identity.isStillThere()) {
            if (!mayWrite() || !channel.isOpen()) {
                throw new IOException("%s was moved, removed or replaced".formatted(files.current()));
            }
            openNew();
        }
        long found = channel.size();
        if (found < size) {
            LOG.warn("{} was cut to {} of {} bytes by another program", files.current(), found, size);
            owesBeginning = true;
            begun = at;
            closedLine = found == 0;
        } else if (found > size) {
            PastReader appended = new PastReader(past);
            appended.readFrom(files.current(), size);
            head = appended.head().number() > head.number() ? appended.head() : head;
            closedLine = appended.endsClosed();
        }
        size = found;
        if (owesBeginning) {
            begin(
                    "Goes on after line %d, for the file was moved, emptied or left half begun."
                            .formatted(head.number()),
                    at);
        }
    }

    private void openNew() throws IOException {
        FileChannel fresh = FileChannel.open(files.current(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        FileChannel before = channel;
        channel = fresh;
        identity = FileIdentity.of(files.current());
        size = 0;
        closedLine = true;
        owesBeginning = true;
        before.close();
    }

    private void begin(String why, Instant at) throws IOException {
        Carry.Lines lines = Carry.of(past, why, head, at);
        write(lines.text(), lines.last());
        beginning = lines.text().length();
        begun = at;
        owesBeginning = false;
        folder.sync();
    }

    /** A file is not put away for what it has carried over alone. */
    private boolean isDue(Instant at) {
        boolean old = Duration.between(begun, at).compareTo(settings.age()) > 0;
        return head.number() > 0
                && size > 2 * beginning
                && (size > settings.size() || (old && size > 0))
                && Files.isRegularFile(files.current(), LinkOption.NOFOLLOW_LINKS);
    }

    /** Puts the file away and begins the next. If it cannot be put away, it is written on. */
    private void rotate(Instant at) throws IOException {
        Path archive = files.archive(SteadyClock.ofThisProcess().wallTime(at), head.number());
        try {
            Files.move(files.current(), archive, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("{} cannot be put away and is written on", files.current(), e);
            beginning = size;
            return;
        }
        openNew();
        begin("Goes on from %s after line %d.".formatted(archive.getFileName(), head.number()), at);
        remove(at);
        pack();
    }

    /** Removes what was kept long enough, and says so before. The new file holds all that lives; see {@link Past}. */
    private void remove(Instant at) throws IOException {
        List<Archives.Kept> due;
        try {
            due = Archives.due(files, settings, SteadyClock.ofThisProcess().wallTime(at));
        } catch (IOException e) {
            LOG.warn("It is not known which files of the journal beside {} were kept long enough", files.current(), e);
            return;
        }
        for (Archives.Kept kept : due) {
            StringBuilder line = new StringBuilder();
            Head next = Carry.joined(line, Carry.removed(kept, at), head);
            write(line.toString(), next);
            try {
                Files.deleteIfExists(kept.file());
            } catch (IOException e) {
                LOG.warn("{} was kept long enough and cannot be removed", kept.file(), e);
            }
        }
    }

    private void pack() {
        packing = packing.handleAsync(
                (_, _) -> Archives.pack(files), Thread.ofVirtual().name("journal-packing")::start);
    }

    private void write(String text, Head next) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(((closedLine ? "" : "\n") + text).getBytes(StandardCharsets.UTF_8));
        int length = bytes.remaining();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(false);
        size += length;
        closedLine = true;
        head = next;
        remember();
    }

    /** The journal counts also where its last line cannot be remembered. */
    private void remember() {
        try {
            remembered.keep(head);
        } catch (IOException e) {
            LOG.warn("The last line of {} is not remembered", files.current(), e);
        }
    }

    /** Goes on from the last line that was remembered if that is gone, so that the gap stays seen. */
    private void compare(Head known) {
        boolean gone = known.number() > head.number();
        boolean changed = known.number() == head.number()
                && known.number() > 0
                && !known.hash().equals(head.hash());
        if (gone || changed) {
            LOG.warn(
                    "The last line of {} should have the number {} and is {}: see 'journal verify'",
                    files.current(),
                    known.number(),
                    gone ? "gone" : "another");
            head = known;
        }
    }

    private static Optional<Instant> firstTime(Path file) throws IOException {
        try (ByteLines lines = JournalFiles.open(file)) {
            for (Optional<ByteLines.Line> line = lines.next(); line.isPresent(); line = lines.next()) {
                Optional<Instant> at = JournalLines.time(line.get().text());
                if (at.isPresent()) {
                    return at;
                }
            }
            return Optional.empty();
        }
    }

    private static Path folderOf(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file.toAbsolutePath());
    }
}
