package dev.headroom.console.frame;

import dev.headroom.backend.control.ProposalId;
import dev.headroom.ma2scf.policy.Mode;
import java.util.List;

/** A question to the operator about the whole cluster. It lapses when its condition no longer holds. */
sealed interface FrameAsk {
    /** Whether the question still makes sense in the newest state. */
    boolean stands(FrameFacts facts);

    /** Change the mode {@code from}, which was shown when the question was asked, to {@code wanted}? */
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

    /** Take the lease of the hosts away from the master that holds it? */
    record ToTakeOver(FrameFacts.Holder from) implements FrameAsk {
        @Override
        public boolean stands(FrameFacts facts) {
            return facts.holder().filter(from::isSame).isPresent();
        }
    }

    /** Close the window while plans run? */
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
