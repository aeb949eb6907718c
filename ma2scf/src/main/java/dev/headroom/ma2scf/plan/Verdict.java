package dev.headroom.ma2scf.plan;

import dev.headroom.ma2scf.model.ServiceId;
import java.util.List;

/** What the sharing rules say of one service at one moment. Saying "undecided" is a value, not a failure. */
public sealed interface Verdict {
    ServiceId service();

    /** All is well, or not wrong for long enough. */
    record NoChange(ServiceId service, List<String> reasons) implements Verdict {
        public NoChange {
            reasons = reasons.stream().distinct().toList();
        }
    }

    /** Something should be done. */
    record Proposed(Plan plan) implements Verdict {
        @Override
        public ServiceId service() {
            return plan.service();
        }
    }

    /** Something may be wrong, but readings or capacity are missing: nothing can be proposed. */
    record Undecided(ServiceId service, List<String> reasons) implements Verdict {
        public Undecided {
            reasons = reasons.stream().distinct().toList();
        }
    }
}
