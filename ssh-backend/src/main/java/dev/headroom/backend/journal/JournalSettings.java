package dev.headroom.backend.journal;

import java.time.Duration;

/**
 * When a master begins a new file of its journal, and how long it keeps the older ones. Immutable. See decision 0139.
 *
 * @param size in bytes, after which the file is put away; at least {@link #SMALLEST}
 * @param age of the first line of the file, after which it is put away; at least one minute
 * @param keep how long a file is kept after it was put away; at least one day
 * @param keepSize the size in bytes of all packed files together, above which the oldest are removed; at least {@link #SMALLEST}
 */
public record JournalSettings(long size, Duration age, Duration keep, long keepSize) {
    /** The least size in bytes of a file: the lines that a new file takes over from the one before must fit in easily. */
    public static final long SMALLEST = 64 << 10;

    /** 64 MB or 30 days; kept for 400 days, whatever their size. */
    public static final JournalSettings USUAL = new JournalSettings(64 << 20, Duration.ofDays(30));

    /** Files that are kept as long as usual. */
    public JournalSettings(long size, Duration age) {
        this(size, age, Duration.ofDays(400), Long.MAX_VALUE);
    }

    public JournalSettings {
        if (size < SMALLEST) {
            throw new IllegalArgumentException("The size of a file of the journal (%d bytes) must be at least %d bytes."
                    .formatted(size, SMALLEST));
        }
        if (age.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException(
                    "The age of a file of the journal (%s) must be at least one minute.".formatted(age));
        }
        if (keep.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException(
                    "Files of the journal must be kept for at least one day, not for %s.".formatted(keep));
        }
        if (keepSize < SMALLEST) {
            throw new IllegalArgumentException(
                    "The size of the files that are kept (%d bytes) must be at least %d bytes."
                            .formatted(keepSize, SMALLEST));
        }
    }
}
