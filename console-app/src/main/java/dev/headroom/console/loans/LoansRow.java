package dev.headroom.console.loans;

import dev.headroom.console.fx.NumberText;
import dev.headroom.console.status.Since;
import dev.headroom.ma2scf.model.ContainerId;
import java.util.OptionalDouble;

/**
 * One loan as a row.
 *
 * @param rate new connections a second that directors send it; empty where no director is read
 * @param counted whether every director is read; else it gets that many at least
 */
record LoansRow(
        ContainerId container, String borrower, OptionalDouble rate, boolean counted, Since since, String reason) {

    String rateText() {
        return rate.isPresent()
                ? NumberText.atLeast(NumberText.rate(rate.getAsDouble()), !counted)
                : NumberText.UNKNOWN;
    }

    String searched() {
        return container + " " + borrower + " " + reason;
    }
}
