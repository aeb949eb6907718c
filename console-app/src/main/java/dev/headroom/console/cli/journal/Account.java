package dev.headroom.console.cli.journal;

import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.JournalEntry.Detail;
import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.backend.journal.JournalReader.Outline;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.policy.Mode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What held at a moment by the entries before it: whether a master ran, in which mode, whether it was halted, what kept
 * it from acting, and which proposals lived. One thread.
 */
final class Account {
    /** The kinds of entries that it takes, by their words; of steps only how a plan ended matters. */
    static final Map<String, Kind> KINDS = Stream.of(
                    Kind.STARTED,
                    Kind.STOPPED,
                    Kind.MODE,
                    Kind.MAINTENANCE,
                    Kind.HALTED,
                    Kind.RESUMED,
                    Kind.UNABLE,
                    Kind.ABLE,
                    Kind.PROPOSED,
                    Kind.REJECTED,
                    Kind.EXPIRED,
                    Kind.SUPERSEDED,
                    Kind.ENDED,
                    Kind.APPROVED,
                    Kind.SUSPENDED,
                    Kind.CONTINUED,
                    Kind.INTERRUPTED)
            .collect(Collectors.toUnmodifiableMap(ShowCommand::word, kind -> kind));

    /** Read in full only if it still holds in the end. */
    private final Map<String, Outline> unable = new LinkedHashMap<>();

    private final Map<String, List<Outline>> live = new LinkedHashMap<>();
    private Optional<JournalEntry> run = Optional.empty();
    private Optional<JournalEntry> mode = Optional.empty();
    private Optional<JournalEntry> halted = Optional.empty();
    /** The orders for single services that hold. */
    private final Map<ServiceId, JournalEntry> modes = new TreeMap<>();

    /** The servers that were in maintenance. */
    private final Map<ServerId, JournalEntry> maintenance = new TreeMap<>();

    /** Takes the next line; one of another kind changes nothing that lasts. */
    void take(Outline line) {
        Optional.ofNullable(KINDS.get(line.kind())).ifPresent(kind -> take(kind, line));
    }

    private void take(Kind kind, Outline line) {
        switch (kind) {
            case UNABLE -> unable.put(matter(line), line);
            case ABLE -> unable.remove(matter(line));
            case PROPOSED -> live.put(line.subject(), new ArrayList<>(List.of(line)));
            case REJECTED, EXPIRED, SUPERSEDED, ENDED -> live.remove(line.subject());
            case APPROVED, SUSPENDED, CONTINUED, INTERRUPTED ->
                Optional.ofNullable(live.get(line.subject())).ifPresent(told -> told.add(line));
            default -> line.entry().ifPresent(this::take);
        }
    }

    private void take(JournalEntry entry) {
        switch (entry.kind()) {
            case STARTED -> {
                run = Optional.of(entry);
                mode = Optional.of(entry);
                unable.clear();
                live.values().removeIf(told -> told.size() == 1); // a master that starts finds what was open expired
            }
            case STOPPED -> run = entry.subject().equals("master") ? Optional.of(entry) : run;
            case MODE -> ordered(entry);
            case MAINTENANCE -> maintained(entry);
            case HALTED -> halted = Optional.of(entry);
            case RESUMED -> halted = Optional.empty();
            default -> {
                // taken as a line
            }
        }
    }

    private void ordered(JournalEntry entry) {
        if (entry.detail() instanceof Detail.OfMode(var service, Mode most) && service.isPresent()) {
            modes.put(service.get(), entry);
            if (most == Mode.AUTOMATIC) {
                modes.remove(service.get());
            }
        } else {
            mode = Optional.of(entry);
        }
    }

    private void maintained(JournalEntry entry) {
        if (entry.detail() instanceof Detail.OfMaintenance(ServerId server, boolean begins)) {
            maintenance.remove(server);
            if (begins) {
                maintenance.put(server, entry);
            }
        }
    }

    private static String matter(Outline line) {
        return line.subject() + "/" + line.field("matter");
    }

    /** The sentences, those about one service only if {@code about} says so of their entry. */
    List<String> sentences(Times times, Predicate<JournalEntry> about) {
        List<String> lines = new ArrayList<>();
        if (run.isEmpty()) {
            lines.add("No master had run before that time, as far as the journal goes back.");
            return lines;
        }
        if (run.get().kind() == Kind.STOPPED) {
            lines.add("No master ran: the last one had ended at %s."
                    .formatted(times.show(run.get().at())));
        } else {
            lines.add("A master ran since %s.".formatted(times.show(run.get().at())));
        }
        mode.ifPresent(
                entry -> lines.add("%s (by %s at %s)".formatted(entry.text(), entry.by(), times.show(entry.at()))));
        Stream.concat(modes.values().stream(), maintenance.values().stream())
                .filter(about)
                .forEach(entry ->
                        lines.add("%s (by %s at %s)".formatted(entry.text(), entry.by(), times.show(entry.at()))));
        halted.ifPresent(entry -> lines.add("It was halted by %s since %s: no step began. %s"
                .formatted(entry.by(), times.show(entry.at()), entry.text())));
        unable.values().stream()
                .flatMap(line -> line.entry().stream())
                .filter(about)
                .forEach(entry -> lines.add("Since %s: %s".formatted(times.show(entry.at()), entry.text())));
        live.values().stream()
                .map(told ->
                        told.stream().flatMap(line -> line.entry().stream()).toList())
                .filter(told -> !told.isEmpty() && about.test(told.getFirst()))
                .forEach(told -> lines.add(lived(times, told)));
        return lines;
    }

    /** @param told its offer and what became of it, not ended */
    private static String lived(Times times, List<JournalEntry> told) {
        JournalEntry offer = told.getFirst();
        JournalEntry last = told.getLast();
        String answered = told.size() == 1
                ? " It waited for an answer."
                : " It was %s by %s at %s.".formatted(ShowCommand.word(last.kind()), last.by(), times.show(last.at()));
        return "%s lived since %s: %s%s".formatted(offer.subject(), times.show(offer.at()), offer.text(), answered);
    }
}
