package dev.headroom.backend.remote;

import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.ServerId;
import java.util.Optional;

/** The way from this computer to the sshd of one host. */
public sealed interface Route {
    /** The longest name of a host, in characters. */
    int LONGEST_NAME = 64;

    /** By TCP, from any address of this computer to any address of the host. */
    static Route direct() {
        return new Direct(Optional.empty(), Family.ANY);
    }

    /**
     * By TCP.
     *
     * @param bindAddress the name or numeric address of this computer from which to connect; empty for the system's
     *     choice
     * @param family which addresses of the host may be used
     * @param lines what says so, for sentences
     */
    record Direct(Optional<String> bindAddress, Family family, Lines lines) implements Route {
        public Direct {
            if (bindAddress.filter(String::isBlank).isPresent()) {
                throw new IllegalArgumentException("The address to connect from must not be blank.");
            }
        }

        /** A way of which the lines are not known. */
        public Direct(Optional<String> bindAddress, Family family) {
            this(bindAddress, family, Lines.UNKNOWN);
        }

        /**
         * The lines of the settings, each with its place.
         *
         * @param bindAddress such as {@code 'BindAddress 192.0.2.1' (FILE:3)}; empty if it is not said
         * @param family likewise
         */
        public record Lines(String bindAddress, String family) {
            static final Lines UNKNOWN = new Lines("", "");
        }
    }

    /**
     * Through a jump host: it opens a TCP connection to the host's address and port, as with ProxyJump. A chain of
     * jumps is a jump whose own route leads through a jump.
     *
     * @param by how to log in to the jump host; its {@code host} is a {@link #nameOf name} for sentences only, since the
     *     cluster file need not have it
     * @param place what says how to reach the jump host: file and line, or the configuration of ssh
     */
    record Jump(SshTarget by, String place) implements Route {
        /** A jump host of which the place is not known. */
        public Jump(SshTarget by) {
            this(by, RemoteFailure.CONFIGURATION);
        }
    }

    /**
     * The id by which sentences name a jump host.
     *
     * @param host as in the ProxyJump line, without user and port
     */
    static HostId nameOf(String host) {
        String name = host.replaceAll("[^A-Za-z0-9._-]", "-");
        String begun = name.matches("[A-Za-z0-9].*") ? name : "jump" + name;
        return new ServerId(begun.substring(0, Math.min(LONGEST_NAME, begun.length())));
    }

    /**
     * Through a command that this computer's shell runs and whose standard input and output are the connection, as
     * with ProxyCommand.
     *
     * @param line for {@code sh -c}, with its tokens replaced
     */
    record Command(String line) implements Route {
        public Command {
            if (line.isBlank()) {
                throw new IllegalArgumentException("The command line of the proxy must not be blank.");
            }
        }
    }

    /** Which addresses of a name may be used. */
    enum Family {
        ANY,
        IPV4,
        IPV6
    }
}
