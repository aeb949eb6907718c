package dev.headroom.backend.journal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * The files of one journal: the one that is written, and older ones beside it that Headroom ({@code
 * journal-20261127T031205Z-4711.jsonl.gz}, the number being that of its last line) or logrotate ({@code
 * journal.jsonl.1}) has put away. Immutable; safe for several threads at once.
 *
 * @param current the file that is written
 */
record JournalFiles(Path current) {
    private static final String END = ".jsonl";
    private static final String PACKED = ".gz";
    private static final String UNFINISHED = ".part";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** Takes the files of a journal one after another. */
    @FunctionalInterface
    interface Taker {
        void take(Path file, Source lines) throws IOException;
    }

    /** The lines of one file, not opened yet or already. */
    @FunctionalInterface
    interface Source {
        ByteLines open() throws IOException;
    }

    /** The current file as it was opened, if it was there. */
    private record Opened(Optional<ByteLines> lines, Optional<IOException> trouble) implements Source, AutoCloseable {
        static Opened of(Path file) {
            try {
                return new Opened(Optional.of(JournalFiles.open(file)), Optional.empty());
            } catch (IOException e) {
                return new Opened(Optional.empty(), Optional.of(e));
            }
        }

        boolean isThere() {
            return trouble.filter(NoSuchFileException.class::isInstance).isEmpty();
        }

        @Override
        public ByteLines open() throws IOException {
            return lines.orElseThrow(() -> trouble.orElseGet(IOException::new));
        }

        @Override
        public void close() throws IOException {
            if (lines.isPresent()) {
                lines.get().close();
            }
        }
    }

    /** A file and the number of its first line that has one; 0 where none has. */
    private record Placed(Path file, long first, FileTime changed) {}

    /**
     * Passes on each file once, oldest first, while a master may put files away and pack them. The current file is
     * opened first and passed on last: whatever was put away before it is then beside it.
     *
     * @return the files that were passed on
     * @throws IOException if the folder cannot be read, or of {@code taker}
     */
    List<Path> pass(Taker taker) throws IOException {
        Map<Path, Path> passed = new LinkedHashMap<>();
        while (true) {
            try (Opened newest = Opened.of(current)) {
                List<Path> older = inOrder().stream()
                        .filter(file -> !passed.containsKey(unpackedName(file)))
                        .toList();
                for (Path file : older) {
                    passed.put(unpackedName(file), file);
                    if (Files.exists(file) || Files.exists(packed(file))) { // else removed since it was listed
                        taker.take(file, () -> open(file));
                    }
                }
                if (older.isEmpty()) {
                    if (newest.isThere()) {
                        passed.put(current, current);
                        taker.take(current, newest);
                    }
                    return List.copyOf(passed.values());
                }
            }
        }
    }

    /** All files that are there, oldest first; the current one last. */
    List<Path> all() throws IOException {
        List<Path> all = new ArrayList<>(inOrder());
        if (Files.exists(current)) {
            all.add(current);
        }
        return all;
    }

    /** When the file of that name was put away by Headroom and packed; empty for any other file. */
    Optional<Instant> packedAt(Path file) {
        Matcher name = Pattern.compile(Pattern.quote(stem()) + "-(\\d{8}T\\d{6}Z)-\\d+\\.jsonl\\.gz")
                .matcher(String.valueOf(file.getFileName()));
        try {
            return name.matches() ? Optional.of(TIME.parse(name.group(1), Instant::from)) : Optional.empty();
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** The place in the chain of the first line of a file; empty where that has none or cannot be read. */
    static Optional<ChainLink> firstLink(Path file) {
        try (ByteLines lines = open(file)) {
            return lines.next().flatMap(ChainLink::of);
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** The older files, oldest first. */
    List<Path> inOrder() throws IOException {
        List<Placed> placed = new ArrayList<>();
        for (Path file : older()) {
            placed.add(new Placed(file, first(file), changed(file)));
        }
        placed.sort(Comparator.comparingLong(Placed::first)
                .thenComparing(Placed::changed)
                .thenComparing(p -> p.file().toString()));
        return placed.stream().map(Placed::file).toList();
    }

    /** Where the current file is put away. */
    Path archive(Instant at, long lastNumber) {
        return current.resolveSibling("%s-%s-%d%s".formatted(stem(), TIME.format(at), lastNumber, END));
    }

    /** The files that Headroom has put away and not packed yet. */
    List<Path> unpacked() throws IOException {
        Pattern ours = ours();
        return listed(name -> ours.matcher(name).matches() && name.endsWith(END));
    }

    /** The packed file for one that was put away. */
    static Path packed(Path archive) {
        return archive.resolveSibling(archive.getFileName() + PACKED);
    }

    /** The name of a file before it was packed, by which it is known to be the same. */
    private static Path unpackedName(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(END + PACKED)
                ? file.resolveSibling(name.substring(0, name.length() - PACKED.length()))
                : file;
    }

    /** The name under which a packed file is written before it is whole. */
    static Path unfinished(Path packed) {
        return packed.resolveSibling(packed.getFileName() + UNFINISHED);
    }

    /** Remembers the last line; see {@link HeadFile}. */
    Path head() {
        return current.resolveSibling(stem() + ".head");
    }

    /** The lines of a file of this journal, packed or not. A file that was packed since it was listed is still found. */
    static ByteLines open(Path file) throws IOException {
        try {
            return new ByteLines(stream(file));
        } catch (NoSuchFileException e) {
            if (!file.toString().endsWith(END)) {
                throw e;
            }
            return new ByteLines(stream(packed(file)));
        }
    }

    private static InputStream stream(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        try {
            return file.toString().endsWith(PACKED) ? new GZIPInputStream(new BufferedInputStream(in), 1 << 16) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    private List<Path> older() throws IOException {
        Pattern ours = ours();
        Pattern logrotates = Pattern.compile(Pattern.quote(name()) + "[.-].+");
        List<Path> found = listed(
                name -> ours.matcher(name).matches() || logrotates.matcher(name).matches());
        return found.stream()
                .filter(file -> !file.toString().endsWith(UNFINISHED))
                .filter(file -> found.stream().noneMatch(other -> packed(other).equals(file)))
                .toList();
    }

    private Pattern ours() {
        return Pattern.compile(Pattern.quote(stem()) + "-\\d{8}T\\d{6}Z-(\\d+)\\.jsonl(\\.gz(\\.part)?)?");
    }

    private List<Path> listed(Function<String, Boolean> wanted) throws IOException {
        List<Path> found = new ArrayList<>();
        Path folder = Optional.ofNullable(current.toAbsolutePath().getParent()).orElse(current);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, JournalFiles::isFile)) {
            entries.forEach(entry -> {
                if (wanted.apply(String.valueOf(entry.getFileName()))) {
                    found.add(entry);
                }
            });
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        found.sort(Comparator.naturalOrder());
        return found;
    }

    /** One that was packed since it was listed is still a file of the journal; see {@link #open}. */
    private static boolean isFile(Path listed) {
        return Files.isRegularFile(listed) || (listed.toString().endsWith(END) && Files.notExists(listed));
    }

    private static long first(Path file) {
        try (ByteLines lines = open(file)) {
            Optional<ByteLines.Line> line = lines.next();
            while (line.isPresent()) {
                Optional<ChainLink> link = ChainLink.of(line.get());
                if (link.isPresent() || Gist.of(line.get()).isPresent()) {
                    return link.map(ChainLink::number).orElse(0L);
                }
                line = lines.next();
            }
            return 0;
        } catch (IOException e) {
            // who reads it is told
            return numberIn(file);
        }
    }

    static long numberIn(Path file) {
        Matcher name = Pattern.compile("-(\\d{1,18})\\.jsonl").matcher(String.valueOf(file.getFileName()));
        return name.find() ? Long.parseLong(name.group(1)) : 0;
    }

    private static FileTime changed(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException _) {
            return FileTime.fromMillis(0);
        }
    }

    private String name() {
        return String.valueOf(current.getFileName());
    }

    private String stem() {
        return name().endsWith(END) ? name().substring(0, name().length() - END.length()) : name();
    }
}
