package dev.headroom.backend.control.driver;

import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.JournalEntry.Detail;
import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.backend.control.driver.Inabilities.Hindrance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Tells of what keeps a master from acting, once when it begins, when its reason changes, and when it ends. Bounded: what
 * flaps is told of at most {@link #MOST} times a minute; what is left out then and still holds is told of in the next
 * minute. Used by the master's thread. See decision 0113.
 */
final class InabilityLog {
    /** Entries a minute. */
    static final int MOST = 30;

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String MASTER = "master";
    private static final Pattern NUMBER = Pattern.compile("\\b\\d+([.,:]\\d+)*\\b");
    private static final Hindrance LEFT_OUT = new Hindrance(MASTER, "left-out");

    private SortedMap<Hindrance, String> told = new TreeMap<>();
    private Optional<Instant> minute = Optional.empty();
    private int count;
    private boolean leavesOut;

    /** The entries for what has changed since the last call. */
    List<JournalEntry> changes(SortedMap<Hindrance, String> present, Instant now) {
        boolean next = minute.map(begun -> !now.isBefore(begun.plus(MINUTE))).orElse(true);
        List<JournalEntry> entries = new ArrayList<>();
        if (next) {
            minute = Optional.of(now);
            count = 0;
            if (leavesOut) {
                leavesOut = false;
                entries.add(entry(Kind.ABLE, LEFT_OUT, "Each change is told of again.", now));
            }
        }
        SortedSet<Hindrance> keys = new TreeSet<>(told.keySet());
        keys.addAll(present.keySet());
        for (Hindrance key : keys) {
            Optional<JournalEntry> change = change(key, present, now);
            if (change.isPresent() && count < MOST) {
                count++;
                remember(key, present);
                entries.add(change.get());
            } else if (change.isPresent() && !leavesOut) {
                leavesOut = true;
                entries.add(entry(
                        Kind.UNABLE,
                        LEFT_OUT,
                        "More than %d changes within a minute: those that follow are left out until %s."
                                .formatted(MOST, minute.orElse(now).plus(MINUTE)),
                        now));
            }
        }
        return entries;
    }

    /** Tells all that holds anew, after entries that could not be written. */
    void forget() {
        told = new TreeMap<>();
    }

    private Optional<JournalEntry> change(Hindrance key, SortedMap<Hindrance, String> present, Instant now) {
        Optional<String> before = Optional.ofNullable(told.get(key));
        Optional<String> after = Optional.ofNullable(present.get(key));
        if (after.isPresent()) {
            boolean news = before.filter(
                            text -> text.equals(after.get()) || reason(text).equals(reason(after.get())))
                    .isEmpty();
            return news ? Optional.of(entry(Kind.UNABLE, key, after.get(), now)) : Optional.empty();
        }
        return before.map(text -> entry(Kind.ABLE, key, "No longer: " + text, now));
    }

    private void remember(Hindrance key, SortedMap<Hindrance, String> present) {
        if (present.containsKey(key)) {
            told.put(key, present.get(key));
        } else {
            told.remove(key);
        }
    }

    /** The sentence without its numbers, which change with each reading; a number in a name stays. */
    private static String reason(String sentence) {
        return NUMBER.matcher(sentence).replaceAll("#");
    }

    private static JournalEntry entry(Kind kind, Hindrance key, String text, Instant now) {
        return new JournalEntry(now, kind, key.subject(), MASTER, text, new Detail.OfInability(key.matter()));
    }
}
