package dev.headroom.ma2scf.policy;

import java.time.Duration;

/**
 * Deadlines of a plan's steps and of a proposal.
 *
 * @param start until a started container serves
 * @param drain until the connections to a quiesced destination have ended
 * @param proposal until a proposal without an answer expires
 */
public record Deadlines(Duration start, Duration drain, Duration proposal) {
    public Deadlines {
        PolicyMistake.refuseUnlessPositive("startDeadline", start);
        PolicyMistake.refuseUnlessPositive("drainDeadline", drain);
        PolicyMistake.refuseUnlessPositive("proposalTerm", proposal);
    }
}
