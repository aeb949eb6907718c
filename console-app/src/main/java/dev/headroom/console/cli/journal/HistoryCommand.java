package dev.headroom.console.cli.journal;

import dev.headroom.backend.control.JournalEntry.Detail;
import dev.headroom.backend.journal.JournalReader;
import dev.headroom.backend.journal.JournalReader.Outline;
import dev.headroom.backend.json.JsonLine;
import dev.headroom.backend.remote.Printable;
import dev.headroom.console.cli.ExitCode;
import dev.headroom.console.cli.PlanText;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the plans that ended. */
@Command(
        name = "history",
        description =
                "Prints the proposals that ended, the newest first: when each was made, who approved it, and how it"
                        + " ended.",
        mixinStandardHelpOptions = true)
final class HistoryCommand extends JournalCommand.Reading {
    private static final String PROPOSED = "proposed";
    private static final Set<String> ENDS = Set.of("rejected", "expired", "superseded", "ended");
    private static final Set<String> KINDS = Set.of(PROPOSED, "approved", "rejected", "expired", "superseded", "ended");

    @Option(names = "--last", paramLabel = "N", description = "At most so many (default: 50).")
    private int last = 50;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Override
    ExitCode read(JournalReader journal) throws IOException {
        Times times = times();
        Map<String, List<Outline>> lives = new HashMap<>();
        Deque<List<Outline>> over = new ArrayDeque<>();
        journal.scan((_, kind) -> KINDS.contains(kind), line -> {
            if (line.kind().equals(PROPOSED)) {
                lives.put(line.subject(), new ArrayList<>());
            }
            Optional.ofNullable(lives.get(line.subject())).ifPresent(told -> told.add(line));
            if (ENDS.contains(line.kind()) && lives.containsKey(line.subject())) {
                over.addFirst(lives.getOrDefault(line.subject(), List.of()));
                lives.remove(line.subject());
            }
            while (over.size() > Math.max(0, last)) {
                over.removeLast();
            }
        });
        List<LifeOfPlan> ended =
                over.stream().flatMap(told -> LifeOfPlan.of(told).stream()).toList();
        if (ended.isEmpty() && !json) {
            print("No proposal has ended yet.");
        }
        ended.forEach(life -> out().println(json ? json(life) : Printable.line(text(times, life))));
        return ExitCode.DONE;
    }

    private static String text(Times times, LifeOfPlan life) {
        return "%s  %s %s for %s, made %s%s: %s. %s"
                .formatted(
                        times.show(life.ended().orElseThrow().at()),
                        life.offered().subject(),
                        PlanText.verb(life.plan().kind()),
                        life.plan().service(),
                        times.show(life.offered().at()),
                        life.approver().isEmpty() ? "" : ", approved by " + life.approver(),
                        status(life),
                        life.ended().orElseThrow().text());
    }

    private static String status(LifeOfPlan life) {
        return life.ended().orElseThrow().detail() instanceof Detail.OfStatus(var status)
                ? ShowCommand.word(status)
                : ShowCommand.word(life.ended().orElseThrow().kind());
    }

    private static String json(LifeOfPlan life) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("proposal", life.offered().subject());
        fields.put("kind", ShowCommand.word(life.plan().kind()));
        fields.put("service", life.plan().service().name());
        fields.put("offeredAt", life.offered().at().toString());
        fields.put("approvedBy", life.approver());
        fields.put("endedAt", life.ended().orElseThrow().at().toString());
        fields.put("status", status(life));
        fields.put("note", life.ended().orElseThrow().text());
        return JsonLine.of(fields);
    }
}
