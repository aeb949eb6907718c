package dev.headroom.console.cli.journal;

import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.JournalEntry.Detail;
import dev.headroom.backend.journal.JournalReader;
import dev.headroom.backend.journal.JournalReader.Outline;
import dev.headroom.console.cli.CommandFailure;
import dev.headroom.console.cli.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Answers "why did it (not) act at 03:12?". */
@Command(
        name = "show",
        description = "Prints what a master decided around a time, and what held then: its mode, whether it was halted,"
                + " what kept it from acting, and which proposals lived. Times are those of this computer's zone.",
        mixinStandardHelpOptions = true)
final class ShowCommand extends JournalCommand.Reading {
    private static final Duration AROUND = Duration.ofMinutes(5);
    private static final String PROPOSED = word(JournalEntry.Kind.PROPOSED);

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "Five minutes before and after this time, as 03:12 (the last time the clock showed it) or"
                    + " 2026-11-27T03:12.")
    private Optional<String> at = Optional.empty();

    @Mixin
    private Span span = new Span();

    @Option(
            names = "--service",
            paramLabel = "NAME",
            description = "Only what concerns this service or the whole master.")
    private Optional<String> service = Optional.empty();

    @Option(names = "--json", description = "The entries of the time as JSON, one a line.")
    private boolean json;

    private final Map<String, String> services = new HashMap<>();

    @Override
    ExitCode read(JournalReader journal) throws IOException {
        Times times = times();
        if (at.isPresent() && span.isGiven()) {
            throw new CommandFailure(ExitCode.BAD_INPUT, "Give either --at or --from and --to.");
        }
        Optional<Times.Moment> moment = at.map(text -> Span.moment(times, text));
        Span.Range range = moment.map(m -> new Span.Range(m.first(), m.last()).around(AROUND, AROUND))
                .orElseGet(() -> span.range(times));
        Account account = new Account();
        List<String> told = new ArrayList<>();
        // Lines of a clock that was ahead: they were written before that time if a line of that time follows.
        List<Outline> ahead = new ArrayList<>();
        Instant held = moment.map(Times.Moment::first).orElse(range.from());
        journal.scan(
                (time, kind) -> range.has(time)
                        || ((time.isBefore(range.from()) || time.isAfter(times.now()))
                                && Account.KINDS.containsKey(kind)),
                line -> {
                    if (line.kind().equals(PROPOSED)) {
                        services.put(line.subject(), line.field("service"));
                    }
                    if (!line.at().isAfter(held)) {
                        ahead.forEach(account::take);
                        ahead.clear();
                        account.take(line);
                    } else if (line.at().isAfter(times.now())) {
                        ahead.add(line);
                    }
                    if (range.has(line.at())) {
                        line.entry()
                                .filter(this::concerns)
                                .ifPresent(entry -> told.add(json ? line.line() : sentence(times, entry)));
                    }
                });
        if (json) {
            told.forEach(out()::println);
            return ExitCode.DONE;
        }
        if (moment.isPresent() || span.isGiven()) {
            print("At %s:".formatted(times.show(held)));
            account.sentences(times, this::concerns).forEach(s -> print("  " + s));
            print("");
        }
        print(
                told.isEmpty()
                        ? "Nothing was written from %s to %s."
                                .formatted(times.show(range.from()), times.show(range.to()))
                        : "Written from %s to %s:".formatted(times.show(range.from()), times.show(range.to())));
        told.forEach(this::print);
        return ExitCode.DONE;
    }

    private boolean concerns(JournalEntry entry) {
        String of = services.getOrDefault(entry.subject(), "");
        boolean another = switch (entry.detail()) {
            case Detail.OfInability(String matter) ->
                matter.startsWith("service") && !entry.subject().equals(service.orElse(""));
            case Detail.OfMode(var only, var _) ->
                only.isPresent() && !only.get().name().equals(service.orElse(""));
            case Detail.OfChange change ->
                change.service()
                        .filter(only -> !only.name().equals(service.orElse("")))
                        .isPresent();
            case Detail.None(), Detail.OfPlan _, Detail.OfMaintenance _, Detail.OfStep _, Detail.OfStatus _ -> false;
        };
        return service.isEmpty() || (of.isEmpty() ? !another : of.equals(service.get()));
    }

    private static String sentence(Times times, JournalEntry entry) {
        String by = entry.by().isEmpty() || entry.by().equals("master") ? "" : " by " + entry.by();
        return "%s  %s %s%s: %s%s"
                .formatted(
                        times.show(entry.at()),
                        entry.subject(),
                        word(entry.kind()),
                        by,
                        entry.text(),
                        BasisText.of(times, entry));
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
