package dev.headroom.console.frame;

import dev.headroom.backend.control.ProposalId;
import dev.headroom.ma2scf.policy.Mode;
import java.util.List;

/** What the operator is being asked about the whole cluster. Lapses when it makes no sense any more. */
sealed interface FrameAsk {
    /** Whether it still stands in the newest state. */
    boolean stands(FrameFacts facts);

    /** To change the mode from the one that was shown when it was asked. */
    record ToMode(Mode from, Mode wanted) implements FrameAsk {
        @Override
        public boolean stands(FrameFacts facts) {
            return facts.mode() == from;
        }
    }

    record ToHalt() implements FrameAsk {
        @Override
        public boolean stands(FrameFacts facts) {
            return !facts.halted();
        }
    }

    record ToResume() implements FrameAsk {
        @Override
        public boolean stands(FrameFacts facts) {
            return facts.resumable();
        }
    }

    /** To close the window while plans run. */
    record ToClose(List<ProposalId> running) implements FrameAsk {
        public ToClose {
            running = List.copyOf(running);
        }

        @Override
        public boolean stands(FrameFacts facts) {
            return facts.running().equals(running);
        }
    }
}
