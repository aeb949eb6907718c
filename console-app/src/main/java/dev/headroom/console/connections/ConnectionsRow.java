package dev.headroom.console.connections;

import dev.headroom.backend.control.HostKeyNotice;
import dev.headroom.console.fx.Badge;
import dev.headroom.console.status.Since;
import dev.headroom.ma2scf.model.HostId;
import java.util.Optional;

/**
 * One host as a row.
 *
 * @param sentence what is wrong and what to do; a dash while connected
 * @param retry whether the operator may let Headroom connect again now
 * @param facts what seldom changes on the host, each with the file or command that says so; empty while nothing is known
 * @param unknownKey a key that the operator may trust after a look at it
 */
record ConnectionsRow(
        HostId id,
        String kind,
        String address,
        Badge badge,
        int urgency,
        Since since,
        String sentence,
        Retry retry,
        String facts,
        Optional<HostKeyNotice> unknownKey) {

    /** Whether the operator may let Headroom connect again now. */
    enum Retry {
        NONE,
        OFFERED,
        /** The operator did so just now. */
        ASKED
    }

    String host() {
        return id.name();
    }

    ConnectionsRow with(Retry next) {
        return new ConnectionsRow(id, kind, address, badge, urgency, since, sentence, next, facts, unknownKey);
    }

    String searched() {
        return host() + " " + kind + " " + address + " " + badge.word() + " " + sentence;
    }
}
