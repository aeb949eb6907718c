package dev.headroom.console.loans;

import dev.headroom.console.fx.Parts;
import dev.headroom.console.fx.TablePage;
import dev.headroom.console.fx.Tables;
import java.util.Comparator;
import java.util.List;

/** Table of the running loans. */
public final class LoansView extends TablePage<LoansRow> {
    private static final String FEATURE = "loans";

    public LoansView(LoansViewModel model) {
        super(
                FEATURE,
                "Loans",
                Tables.table(
                        FEATURE,
                        model.rows(),
                        Parts.empty(
                                "Nothing is on loan",
                                "A loan appears here when a stand-by container serves for another server. It begins"
                                        + " with a proposal in the inbox, and goes back the same way."),
                        List.of(
                                Tables.text(
                                        "Container", 100, row -> row.container().name(), "strong", Tables.NAME),
                                Tables.text("Borrower", 90, LoansRow::borrower, Tables.NAME),
                                Tables.text(
                                        "Lender",
                                        80,
                                        row -> row.container().server().name(),
                                        Tables.NAME),
                                Tables.number("Carries", 100, row -> row.rate().orElse(-1), LoansRow::rateText),
                                Tables.hinted(
                                        "Since",
                                        104,
                                        Comparator.comparing(row -> row.since().at()),
                                        row -> row.since().age(),
                                        row -> row.since().exact(),
                                        "number"),
                                Tables.sentence("Reason", 260, LoansRow::reason))),
                LoansRow::container,
                LoansRow::searched);
    }
}
