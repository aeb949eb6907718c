package dev.headroom.backend.lease;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.command.RevertCommands;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.ma2scf.model.HostId;
import java.util.Optional;

/** The check by which a host refuses the commands of a master that lost the lease. Safe for several threads at once. */
public interface Fence {
    /** For hosts that keep no lease: each command runs as it is. */
    Fence NONE = new Fence() {
        @Override
        public Optional<String> refusal(HostId host) {
            return Optional.empty();
        }

        @Override
        public CommandLine guard(ProposalId plan, CommandLine command) {
            return command;
        }
    };

    /** Why this master may not change {@code host} now; empty while it may. */
    Optional<String> refusal(HostId host);

    /**
     * The lease under which a director is to be told to take its part of {@code plan} back if this master dies; empty if its last reading
     * showed that it is ready, and where no lease is kept.
     */
    default Optional<RevertCommands.Lease> toArm(HostId host, ProposalId plan) {
        return Optional.empty();
    }

    /** The command behind the check, as it is sent. */
    CommandLine guard(ProposalId plan, CommandLine command);
}
