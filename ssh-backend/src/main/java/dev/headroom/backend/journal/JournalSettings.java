package dev.headroom.backend.journal;

import java.time.Duration;

/**
 * When a master begins a new file of its journal. Immutable.
 *
 * @param size in bytes, after which the file is put away; at least {@link #SMALLEST}
 * @param age of the first line of the file, after which it is put away; at least one minute
 */
public record JournalSettings(long size, Duration age) {
    /** The least size in bytes of a file: the lines that a new file takes over from the one before must fit in easily. */
    public static final long SMALLEST = 64 << 10;

    /** 64 MB or 30 days. */
    public static final JournalSettings USUAL = new JournalSettings(64 << 20, Duration.ofDays(30));

    public JournalSettings {
        if (size < SMALLEST) {
            throw new IllegalArgumentException("The size of a file of the journal (%d bytes) must be at least %d bytes."
                    .formatted(size, SMALLEST));
        }
        if (age.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException(
                    "The age of a file of the journal (%s) must be at least one minute.".formatted(age));
        }
    }
}
