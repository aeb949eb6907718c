package dev.headroom.ma2scf.sharing.rules;

import java.util.List;

/** The rules, most urgent first. */
final class Rules {
    /** A home that is back is better than a loan in its place, and must not wait for one; what is dead cannot wait. */
    static final List<Rule> IN_ORDER = List.of(
            new RestoreRule(),
            new FailoverRule(),
            new RecallRule(),
            new BalanceRule(),
            new OwedLoanRule(),
            new BorrowRule(),
            new ClearAwayRule(),
            new EvacuateRule(),
            new GiveBackRule());

    private Rules() {}
}
