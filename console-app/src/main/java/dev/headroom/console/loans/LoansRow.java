package dev.headroom.console.loans;

import dev.headroom.ma2scf.model.ContainerId;
import java.time.Instant;

/** One loan as a row. */
record LoansRow(
        ContainerId container,
        String borrower,
        double rate,
        Instant since,
        String age,
        String exactTime,
        String reason) {

    String searched() {
        return container + " " + borrower + " " + reason;
    }
}
