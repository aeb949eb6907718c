package dev.headroom.console.cli.journal;

import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.JournalEntry.Basis;
import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.backend.control.JournalEntry.Sight;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What an entry rests on, behind its sentence. Pure. */
final class BasisText {
    /** What is decided by readings; the other entries hold the same, which {@code --json} prints. */
    private static final Set<Kind> DECISIONS = EnumSet.of(
            Kind.PROPOSED,
            Kind.APPROVED,
            Kind.REJECTED,
            Kind.EXPIRED,
            Kind.SUPERSEDED,
            Kind.SUSPENDED,
            Kind.CONTINUED,
            Kind.REFUSED,
            Kind.UNABLE);

    private BasisText() {}

    static String of(Times times, JournalEntry entry) {
        return entry.basis().sight().map(sight -> sight(times, entry, sight)).orElse("") + readings(entry);
    }

    private static String sight(Times times, JournalEntry entry, Sight sight) {
        return " (%s: %s%s)"
                .formatted(
                        entry.kind() == Kind.STEP_SENT ? "before" : "after",
                        sight.what(),
                        sight.readAt().map(at -> ", read at " + times.show(at)).orElse(""));
    }

    private static String readings(JournalEntry entry) {
        Basis basis = entry.basis();
        return !DECISIONS.contains(entry.kind()) || basis.hosts() == 0
                ? ""
                : " [snapshot %d; %d of %d hosts read%s%s]"
                        .formatted(
                                basis.revision(),
                                basis.counted(),
                                basis.hosts(),
                                basis.oldest()
                                        .map(age -> String.format(
                                                Locale.ROOT, ", the oldest %.1f s before", age.toMillis() / 1e3))
                                        .orElse(""),
                                basis.policy().isEmpty() ? "" : "; policy " + basis.policy());
    }
}
