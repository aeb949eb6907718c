package dev.headroom.backend.remote;

import dev.headroom.ma2scf.model.HostId;
import java.time.Duration;

/** What can go wrong between here and a host. Each says in one sentence what happened and what to do. */
public sealed interface RemoteFailure {
    HostId host();

    /** What, where, what to do. */
    String sentence();

    /** Whether trying again later may help without anybody doing something. */
    default boolean transientFailure() {
        return switch (this) {
            case Unreachable _, TimedOut _, Disconnected _ -> true;
            case HostKeyUnknown _, HostKeyChanged _, AuthenticationRejected _, OutputTooLarge _ -> false;
        };
    }

    /** No connection: name not found, refused, no route. */
    record Unreachable(HostId host, String address, String cause) implements RemoteFailure {
        @Override
        public String sentence() {
            return "Cannot reach %s at %s: %s. Check that the host is up, its address in the cluster file, and that sshd listens there."
                    .formatted(host.name(), address, cause);
        }
    }

    /** The host's key is in no known_hosts file. Nothing was sent but the key exchange. */
    record HostKeyUnknown(HostId host, String address, String keyType, String fingerprint, String knownHosts)
            implements RemoteFailure {
        @Override
        public String sentence() {
            return "The host key of %s (%s) is not known: %s %s. Compare the fingerprint with the host's own, then add its key to %s."
                    .formatted(host.name(), address, keyType, fingerprint, knownHosts);
        }
    }

    /** The host shows another key than the one that is known: a rebuilt host or somebody in between. */
    record HostKeyChanged(HostId host, String address, String keyType, String fingerprint, String knownHosts)
            implements RemoteFailure {
        @Override
        public String sentence() {
            return "The host key of %s (%s) has CHANGED to %s %s. Somebody may be in between; if the host was rebuilt, remove the old key from %s first."
                    .formatted(host.name(), address, keyType, fingerprint, knownHosts);
        }
    }

    /** The host refused every key we offered. */
    record AuthenticationRejected(HostId host, String address, String user, String cause) implements RemoteFailure {
        @Override
        public String sentence() {
            return "%s (%s) does not let %s log in: %s. Check the user and the key in the cluster file, and the host's authorized_keys."
                    .formatted(host.name(), address, user, cause);
        }
    }

    /** No answer within the deadline. */
    record TimedOut(HostId host, String what, Duration deadline) implements RemoteFailure {
        @Override
        public String sentence() {
            return "%s did not answer within %d ms (%s). It may be overloaded, frozen or cut off."
                    .formatted(host.name(), deadline.toMillis(), what);
        }
    }

    /** The connection was lost in the middle. */
    record Disconnected(HostId host, String cause) implements RemoteFailure {
        @Override
        public String sentence() {
            return "The connection to %s was lost: %s. It is opened again by itself.".formatted(host.name(), cause);
        }
    }

    /** More output than is allowed: reading on could fill the memory. */
    record OutputTooLarge(HostId host, String what, long limit) implements RemoteFailure {
        @Override
        public String sentence() {
            return "%s printed more than %d bytes for %s; the rest was not read.".formatted(host.name(), limit, what);
        }
    }
}
