package dev.headroom.console.frame;

import dev.headroom.backend.control.ProposalId;
import dev.headroom.console.proposals.ProposalsViewModel;
import dev.headroom.ma2scf.policy.Mode;

/** The operator's actions in the window before a picture of it is taken. */
public enum Deed {
    NOTHING,
    UNFOLD,
    ASK_TO_APPROVE,
    ASK_TO_REJECT,
    /** Asks to undo the first proposal of a story. */
    ASK_TO_UNDO,
    CHOOSE_WATCH,
    HALT_BY_KEY,
    RESUME,
    TAKE_OVER,
    CLOSE;

    void in(MainFrame frame) {
        ProposalsViewModel proposals = frame.views().proposals();
        switch (this) {
            case NOTHING -> {}
            case UNFOLD -> proposals.toggleSelected();
            case ASK_TO_APPROVE -> proposals.askApproveSelected();
            case ASK_TO_REJECT -> proposals.askRejectSelected();
            case ASK_TO_UNDO -> proposals.askUndo(new ProposalId(1));
            case CHOOSE_WATCH -> frame.model().choose(Mode.WATCH);
            case HALT_BY_KEY -> frame.model().haltByKey();
            case RESUME -> frame.model().haltOrResume();
            case TAKE_OVER -> frame.model().askTakeOver();
            case CLOSE -> {
                var _ = frame.model().mayClose();
            }
        }
    }
}
