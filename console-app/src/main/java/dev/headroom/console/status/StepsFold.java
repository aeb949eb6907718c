package dev.headroom.console.status;

import java.util.List;

/** Which steps of a long plan are shown while it is folded. Pure. */
final class StepsFold {
    /** A plan with so many steps is shown whole. */
    static final int SHORT = 12;

    private static final int SHOWN = 6;
    /** How many finished steps are shown before the one whose turn it is. */
    private static final int FINISHED = 2;

    private StepsFold() {}

    static boolean isLong(List<StepRow> rows) {
        return rows.size() > SHORT;
    }

    /** The first steps; of a plan that has begun, those around the first one that is not done. */
    static List<StepRow> of(List<StepRow> rows) {
        if (!isLong(rows)) {
            return rows;
        }
        int turn = 0;
        while (turn < rows.size() && rows.get(turn).look() == StepRow.Look.DONE) {
            turn++;
        }
        int from = Math.clamp(turn - FINISHED, 0, rows.size() - SHOWN);
        return rows.subList(from, from + SHOWN);
    }
}
