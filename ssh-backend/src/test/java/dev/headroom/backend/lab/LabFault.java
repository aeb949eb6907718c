package dev.headroom.backend.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.RemoteResult;
import java.util.Optional;

/** A fault of one guest: how it is made and undone, and what Headroom may see of the guest meanwhile. */
enum LabFault {
    /** sshd ends with all its sessions; what the host serves goes on. */
    KILLED_SSHD(Seen.NOTHING, Answer.CUT_OFF, LabFault.later("end_sshd; $WAIT; /usr/sbin/sshd")),
    /** The host shows another key than the known one, as a machine in its place would. */
    CHANGED_HOST_KEY(
            Seen.ANOTHER_KEY,
            Answer.OTHER_KEY,
            LabFault.later(
                    "cp -p /etc/ssh/ssh_host_ed25519_key /root/own; cp -p /root/other /etc/ssh/ssh_host_ed25519_key;"
                            + " end_sshd; /usr/sbin/sshd; $WAIT;"
                            + " cp -p /root/own /etc/ssh/ssh_host_ed25519_key; end_sshd; /usr/sbin/sshd")),
    /** No byte can be written to any file system. */
    FULL_DISK(
            Seen.EVERYTHING,
            Answer.RUNS,
            "fallocate -l \"$(df --output=avail -B1 / | tail -n 1)\" /lab-fill; dd if=/dev/zero of=/lab-fill2 bs=4k"
                    + " 2>/dev/null; mount -o remount,size=\"$(df --output=used -k /run | tail -n 1 | tr -d ' ')\"k /run",
            "rm -f /lab-fill /lab-fill2; mount -o remount,size=50% /run"),
    /** The user may use sudo no more. */
    NO_SUDO(Seen.WITHOUT_LISTS, Answer.RUNS, "mv /etc/sudoers.d/operator /root/", "mv /root/operator /etc/sudoers.d/"),
    FROZEN(Seen.NOTHING, Answer.CUT_OFF, "freeze"),
    CUT_CABLE(Seen.NOTHING, Answer.CUT_OFF, "cut"),
    KILLED(Seen.NOTHING, Answer.CUT_OFF, "kill"),
    /** A tenth of its processor time is left. */
    SLOW(Seen.EVERYTHING, Answer.RUNS, "slow");

    private static final int HEALING_PORT = 9;

    /** Its port is free only when it is gone. */
    private static final String END_SSHD =
            "end_sshd() { for try in $(seq 100); do pkill -KILL -x sshd || return 0; sleep 0.1; done; }; ";

    /** What is read of a host with the fault. */
    enum Seen {
        EVERYTHING,
        /** What needs no rights of root. */
        WITHOUT_LISTS,
        /** Nothing, since it is not the known host; a moment before, nothing answers. */
        ANOTHER_KEY,
        NOTHING
    }

    /** What a command on a host with the fault comes to. */
    private enum Answer {
        RUNS,
        CUT_OFF,
        OTHER_KEY;

        boolean fits(RemoteResult result) {
            return switch (this) {
                case RUNS -> result instanceof RemoteResult.Completed(int code, var _, var _) && code == 0;
                case CUT_OFF ->
                    result instanceof RemoteResult.Failed(var failure, var _)
                            && (failure instanceof RemoteFailure.Unreachable
                                    || failure instanceof RemoteFailure.TimedOut
                                    || failure instanceof RemoteFailure.Disconnected);
                case OTHER_KEY ->
                    result instanceof RemoteResult.Failed(RemoteFailure.HostKeyChanged _, boolean sent) && !sent;
            };
        }
    }

    final Seen seen;
    private final Answer answer;
    private final Optional<String> lab;
    private final String begin;
    private final String heal;

    LabFault(Seen seen, Answer answer, String lab) {
        this(seen, answer, Optional.of(lab), "", "");
    }

    LabFault(Seen seen, Answer answer, String begin, String heal) {
        this(seen, answer, Optional.empty(), begin, heal);
    }

    LabFault(Seen seen, Answer answer, Later begin) {
        this(seen, answer, Optional.empty(), begin.command(), "");
    }

    LabFault(Seen seen, Answer answer, Optional<String> lab, String begin, String heal) {
        this.seen = seen;
        this.answer = answer;
        this.lab = lab;
        this.begin = begin;
        this.heal = heal;
    }

    /** A command that goes on after the session in which it was begun. */
    private record Later(String command) {}

    /** @param steps where {@code $WAIT} waits until somebody connects to {@value #HEALING_PORT} */
    private static Later later(String steps) {
        return new Later("[ -e /root/other ] || ssh-keygen -q -t ed25519 -N '' -f /root/other;"
                + " WAIT='busybox nc -l -p " + HEALING_PORT + "' setsid -f sh -c 'sleep 1; " + END_SSHD + steps
                + "' </dev/null >/dev/null 2>&1");
    }

    void begin(String host) {
        if (lab.isPresent()) {
            Lab.fault(lab.get(), host);
        } else {
            Lab.ssh(host, begin);
        }
    }

    /** Undoes the fault. Where ssh cannot, the guest waits for a connection and undoes it. */
    void heal(String host) {
        if (lab.isPresent()) {
            Lab.fault("heal", host);
        } else if (heal.isEmpty()) {
            Lab.knock(host, HEALING_PORT);
        } else {
            Lab.ssh(host, heal);
        }
    }

    /** Whether what the host serves goes on: only ssh, or a part of what can be read, is lost. */
    boolean leavesServices() {
        return this != FROZEN && this != CUT_CABLE && this != KILLED;
    }

    /** What a command on the host must come to while the fault lasts. */
    void assertAnswer(String host, RemoteResult result) {
        assertThat(answer.fits(result)).as("%s with %s: %s", host, this, result).isTrue();
    }
}
