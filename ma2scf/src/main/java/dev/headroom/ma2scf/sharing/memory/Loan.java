package dev.headroom.ma2scf.sharing.memory;

import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import java.time.Instant;

/**
 * One started stand-by container: what a server lends to a service.
 *
 * @param since when it was first seen running
 * @param reason why it was taken, one sentence; for a loan that was running when the console came, that
 */
public record Loan(ContainerId container, ServiceId borrower, Instant since, String reason) {
    public ServerId lender() {
        return container.server();
    }
}
