package dev.headroom.backend.control.sight;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.JournalEntry.Author;
import dev.headroom.backend.control.JournalEntry.Detail;
import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.backend.control.JournalEntry.Sight;
import dev.headroom.backend.control.RevertReport;
import dev.headroom.backend.control.sight.Picture.Difference;
import dev.headroom.backend.control.sight.Picture.Entry;
import dev.headroom.backend.control.sight.Picture.ServiceAt;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells once of each change of a service, a destination or a container that no command of this master explains, with before and
 * after and who has probably made it. What differs from the first reading of a host on counts. Bounded: of more than {@link #MOST}
 * changes a minute only the number is told. Used by the master's thread. See decision 0137.
 */
public final class Changes {
    /** Entries a minute. */
    static final int MOST = 30;

    private static final int MOST_TAKEN = 10_000;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Picture picture = Picture.NOTHING;
    /** How each destination was before another took it out, while it is out. */
    private final Map<Spot, DestinationSpec> taken = new HashMap<>();

    private final ByDirectors directors = new ByDirectors();

    private Optional<Instant> minute = Optional.empty();
    private int count;
    private long leftOut;

    private record Spot(ServiceAt at, Endpoint endpoint) {}

    /** A director said what it takes back by itself, or has taken back. */
    public void told(RevertReport report) {
        directors.told(report);
    }

    /**
     * The entries for what others have changed since the last call.
     *
     * @param holder a sentence about the other master that holds the lease of the hosts; empty where none is known to
     */
    public List<JournalEntry> seen(ControlState state, Optional<String> holder, Instant now) {
        Picture next = picture.seeing(state.snapshot());
        List<Difference> differences = picture.differences(next);
        picture = next;
        List<JournalEntry> entries = new ArrayList<>();
        if (minute.filter(begun -> now.isBefore(begun.plus(MINUTE))).isEmpty()) {
            minute = Optional.of(now);
            count = 0;
            if (leftOut > 0) {
                entries.add(leftOut(now));
                leftOut = 0;
            }
        }
        Authors authors = new Authors(state, holder, directors);
        for (Difference difference : differences) {
            if (Ours.explains(state, difference)) {
                forget(difference);
            } else if (count < MOST) {
                count++;
                entries.add(told(difference, authors, now));
            } else {
                leftOut++;
                remembered(difference);
            }
        }
        return entries;
    }

    private JournalEntry leftOut(Instant now) {
        return new JournalEntry(
                now,
                Kind.CHANGED,
                "master",
                "",
                "%d more changes by others were seen within a minute of more than %d: they are not told one by one."
                        .formatted(leftOut, MOST));
    }

    private JournalEntry told(Difference difference, Authors authors, Instant now) {
        return switch (difference) {
            case Difference.OfDestination(var at, var endpoint, var was, var is, var before, var after) -> {
                Spot spot = new Spot(at, endpoint);
                Author author = authors.of((Difference.OfDestination) difference, Optional.ofNullable(taken.get(spot)));
                remembered(difference);
                yield entry(
                        "%s in %s on %s".formatted(endpoint, at.service(), at.director()),
                        Optional.of(at.service()),
                        new Sight(was.map(Sights::words).orElse("no such destination"), Optional.of(before)),
                        new Sight(is.map(Sights::words).orElse("no such destination"), Optional.of(after)),
                        author,
                        now);
            }
            case Difference.OfService(var at, var was, var is, var before, var after) ->
                entry(
                        "%s on %s".formatted(at.service(), at.director()),
                        Optional.of(at.service()),
                        new Sight(words(was), Optional.of(before)),
                        new Sight(words(is), Optional.of(after)),
                        authors.of((Difference.OfService) difference),
                        now);
            case Difference.OfContainer(var id, var was, var is, var before, var after) ->
                entry(
                        "%s on %s".formatted(id.name(), id.server()),
                        is.or(() -> was).flatMap(container -> container.role().serving()),
                        new Sight(was.map(Sights::words).orElse("no such container"), Optional.of(before)),
                        new Sight(is.map(Sights::words).orElse("no such container"), Optional.of(after)),
                        authors.of((Difference.OfContainer) difference),
                        now);
        };
    }

    private static String words(Optional<Entry> entry) {
        return entry.map(e -> "%s%s, %d destination%s"
                        .formatted(
                                e.scheduler(),
                                e.persistence().isZero()
                                        ? ""
                                        : ", persistent for %d s"
                                                .formatted(e.persistence().toSeconds()),
                                e.destinations().size(),
                                e.destinations().size() == 1 ? "" : "s"))
                .orElse("no such service");
    }

    private static JournalEntry entry(
            String what, Optional<ServiceId> service, Sight before, Sight after, Author author, Instant now) {
        return new JournalEntry(
                now,
                Kind.CHANGED,
                service.map(ServiceId::name).orElse("master"),
                "",
                "%s was changed, not by this master: %s before, now %s. %s"
                        .formatted(what, before.what(), after.what(), author.sentence()),
                new Detail.OfChange(what, service, before, after, author));
    }

    private void remembered(Difference difference) {
        if (difference instanceof Difference.OfDestination destination) {
            Spot spot = new Spot(destination.at(), destination.endpoint());
            if (taken.size() > MOST_TAKEN) {
                taken.clear();
            }
            if (destination.isOut()) {
                destination.was().ifPresent(spec -> taken.put(spot, spec));
            } else if (destination.isIn()) {
                taken.remove(spot);
            }
        }
    }

    private void forget(Difference difference) {
        if (difference instanceof Difference.OfDestination destination) {
            taken.remove(new Spot(destination.at(), destination.endpoint()));
        }
    }
}
