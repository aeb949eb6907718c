package dev.headroom.console.cli.journal;

import dev.headroom.backend.journal.JournalSettings;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The options that say when a master begins a new file of its journal, and how long it keeps the older ones. */
public final class JournalOptions {
    private static final int MEGABYTE = 1 << 20;

    @Option(
            names = "--journal-size",
            paramLabel = "MB",
            description = "Size in MB after which a new file of the journal begins (default: 64).")
    private int size = (int) (JournalSettings.USUAL.size() / MEGABYTE);

    @Option(
            names = "--journal-age",
            paramLabel = "DAYS",
            description = "Age in days after which a new file of the journal begins (default: 30).")
    private int age = (int) JournalSettings.USUAL.age().toDays();

    @Option(
            names = "--journal-keep",
            paramLabel = "DAYS",
            description = "Days for which an older file of the journal is kept (default: 400).")
    private int keep = (int) JournalSettings.USUAL.keep().toDays();

    @Option(
            names = "--journal-keep-size",
            paramLabel = "MB",
            description =
                    "Size in MB of all older files together above which the oldest are removed (default: no limit).")
    private long keepSize = JournalSettings.USUAL.keepSize() / MEGABYTE;

    /**
     * What was asked for.
     *
     * @throws IllegalArgumentException with a sentence if it cannot be
     */
    public JournalSettings settings() {
        long most = JournalSettings.USUAL.keepSize() / MEGABYTE;
        return new JournalSettings(
                (long) size * MEGABYTE,
                Duration.ofDays(age),
                Duration.ofDays(keep),
                keepSize >= most ? JournalSettings.USUAL.keepSize() : keepSize * MEGABYTE);
    }
}
