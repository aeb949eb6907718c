package dev.headroom.backend.link;

import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Mode;
import dev.headroom.backend.control.ProposalId;
import java.util.Locale;

/** What travels over the socket. */
final class LinkMessages {
    private LinkMessages() {}

    /**
     * One line to the master.
     *
     * @param verb approve, reject, undo, halt, resume, mode or state
     * @param proposal as {@code P7}; empty for "the only open one" and for verbs that need none
     * @param basis revision of the plan that was seen; 0 takes the proposal as it is now
     * @param text reason of a rejection, or the new mode
     */
    record Request(String verb, String proposal, long basis, String text, String by) {

        Intent toIntent(ProposalId id, long basisRevision) {
            return switch (verb) {
                case "approve" -> new Intent.Approve(id, basisRevision, by);
                case "reject" -> new Intent.Reject(id, text, by);
                case "undo" -> new Intent.Undo(id, by);
                case "halt" -> new Intent.Halt(by);
                case "resume" -> new Intent.Resume(by);
                case "mode" -> new Intent.SetMode(Mode.valueOf(text.toUpperCase(Locale.ROOT)), by);
                default -> throw new IllegalArgumentException("'%s' is no verb of a master.".formatted(verb));
            };
        }

        boolean namesProposal() {
            return verb.equals("approve") || verb.equals("reject") || verb.equals("undo");
        }
    }

    /** One line back. */
    record Response(boolean accepted, String sentence) {}
}
