package dev.headroom.ma2scf.sharing.facts;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.NotUnderstood;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;

/**
 * Something that is not ours to change, so that an operator need not wonder why it stays as it is. See decision 0020.
 */
public sealed interface Remark {

    /** What is so, whose it is, and that it is left alone. */
    String sentence();

    /** A director whose table is not read now: it is unknown where it sends clients. */
    record DirectorUnread(DirectorId director, ServiceId service) implements Remark {
        @Override
        public String sentence() {
            return "There is no current reading of the table of %s, which may send clients of %s where it did: what is done on other directors is owed to it, and nothing is taken back that it may use."
                    .formatted(director, service);
        }
    }

    /** A director with an entry of the service that is not understood. */
    record TableNotUnderstood(DirectorId director, ServiceId service, NotUnderstood entry) implements Remark {
        @Override
        public String sentence() {
            return entry.sentence(director, service);
        }
    }

    /** A director that lacks the service: it sends no client of it anywhere. */
    record ServiceAbsent(DirectorId director, ServiceId service, VirtualAddress address) implements Remark {
        @Override
        public String sentence() {
            return "%s has no virtual service %s (%s): what is done on other directors is owed to it."
                    .formatted(director, service, address);
        }
    }

    /**
     * A director that has the service, and on which no command may change it now.
     *
     * @param why one sentence that names the director
     */
    record DirectorUnchangeable(DirectorId director, ServiceId service, String why) implements Remark {
        @Override
        public String sentence() {
            return "%s What is done for %s on other directors is owed to %s, and nothing is taken back that it may use."
                    .formatted(why, service, director);
        }
    }

    /** A destination that one director has and another lacks. */
    record Disagreement(Endpoint endpoint, DirectorId has, DirectorId lacks, boolean isLoan) implements Remark {
        @Override
        public String sentence() {
            return "%s is a destination on %s and none on %s: ".formatted(endpoint, has, lacks)
                    + (isLoan ? "the loan is owed to it." : "it is not Headroom's, and is left alone.");
        }
    }

    /** A destination of a running loan that this installation had on a director, and that somebody has removed there. */
    record LoanRemoved(Endpoint endpoint, DirectorId director) implements Remark {
        @Override
        public String sentence() {
            return "%s serves on loan, and somebody has removed it on %s: it is not added there again."
                    .formatted(endpoint, director);
        }
    }

    /** Weight 0 that this installation did not set. */
    record WeightOfAnother(Endpoint endpoint, DirectorId director) implements Remark {
        @Override
        public String sentence() {
            return "%s has weight 0 on %s, not set by Headroom but by keepalived, ldirectord or a person: it is left alone."
                    .formatted(endpoint, director);
        }
    }

    /**
     * A loan's weight that this installation set and that somebody else has changed since.
     *
     * @param now what the table shows
     * @param ours what was set last
     */
    record WeightChanged(Endpoint endpoint, DirectorId director, Weight now, Weight ours) implements Remark {
        @Override
        public String sentence() {
            return "%s has weight %s on %s, where Headroom had set %s: a person, keepalived or ldirectord changed it, so it is not balanced any more. When the loan returns it is drained as usual."
                    .formatted(endpoint, now, director, ours);
        }
    }

    /** A destination on a server in maintenance that gets no clients. */
    record Evacuated(ServerId server, Endpoint endpoint) implements Remark {
        @Override
        public String sentence() {
            return "%s is in maintenance: %s gets no clients until its end.".formatted(server, endpoint);
        }
    }

    /** A stand-by container that runs without a marker of any installation. */
    record RunsByAnother(ContainerId container) implements Remark {
        @Override
        public String sentence() {
            return "%s runs, not started by Headroom: it is never stopped.".formatted(container);
        }
    }

    /**
     * A stand-by container that another installation of Headroom has started.
     *
     * @param installation as its marker has it
     */
    record LoanOfAnother(ContainerId container, String installation) implements Remark {
        @Override
        public String sentence() {
            return "%s was started by another installation of Headroom (%s): it is left alone."
                    .formatted(container, installation);
        }
    }

    /** A container of the service whose destination cannot be told. */
    record Ambiguous(ContainerId container, String reason) implements Remark {
        @Override
        public String sentence() {
            return "%s is neither started nor stopped: %s".formatted(container, reason);
        }
    }
}
