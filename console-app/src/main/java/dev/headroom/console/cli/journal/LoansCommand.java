package dev.headroom.console.cli.journal;

import dev.headroom.backend.journal.JournalReader;
import dev.headroom.backend.journal.LedgerFile;
import dev.headroom.backend.json.JsonLine;
import dev.headroom.console.cli.ExitCode;
import dev.headroom.ma2scf.sharing.memory.Loan;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the loans as a ledger. */
@Command(
        name = "loans",
        description =
                "Prints the loans as a ledger, the newest first: lender, borrower, since when, why, for how long at"
                        + " least, who approved it, and when it was given back.",
        mixinStandardHelpOptions = true)
final class LoansCommand extends JournalCommand.Reading {
    private static final Set<String> KINDS =
            Set.of("proposed", "approved", "rejected", "expired", "superseded", "ended", "step-done");

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Override
    ExitCode read(JournalReader journal) throws IOException {
        Times times = times();
        LoanBook book = new LoanBook();
        journal.read((_, kind) -> KINDS.contains(kind), (entry, _) -> book.take(entry));
        List<Loan> ledger =
                new LedgerFile(cluster().stateFolder()).read().memory().loans();
        List<LoanBook.Line> lines = new ArrayList<>(book.with(ledger)).reversed();
        Duration term = cluster().read().policy().holds().shortestLoan();
        if (lines.isEmpty() && !json) {
            print("No loan was ever taken.");
        }
        for (LoanBook.Line line : lines) {
            if (json) {
                out().println(JsonLine.of(fields(line, term)));
            } else {
                print(text(times, line, term));
            }
        }
        return ExitCode.DONE;
    }

    private static String text(Times times, LoanBook.Line line, Duration term) {
        String end = line.returned()
                .map(entry -> "given back at %s by %s".formatted(times.show(entry.at()), entry.subject()))
                .orElse("runs; it lasts at least %d s".formatted(term.toSeconds()));
        String by = line.by().isEmpty() ? "" : " (%s, approved by %s)".formatted(line.proposal(), line.by());
        return "%s  %s lends %s to %s%s, %s. %s"
                .formatted(
                        times.show(line.since()),
                        line.container().server(),
                        line.container().name(),
                        line.borrower(),
                        by,
                        end,
                        line.reason());
    }

    private static Map<String, Object> fields(LoanBook.Line line, Duration term) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("lender", line.container().server().name());
        fields.put("container", line.container().name());
        fields.put("borrower", line.borrower());
        fields.put("since", line.since().toString());
        fields.put("reason", line.reason());
        fields.put("leastSeconds", term.toSeconds());
        fields.put("proposal", line.proposal());
        fields.put("approvedBy", line.by());
        line.returned().ifPresent(entry -> {
            fields.put("returnedAt", entry.at().toString());
            fields.put("returnedBy", entry.subject());
        });
        return fields;
    }
}
