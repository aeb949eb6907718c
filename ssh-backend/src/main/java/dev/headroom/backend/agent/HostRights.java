package dev.headroom.backend.agent;

import dev.headroom.backend.command.Sudoers;
import dev.headroom.backend.lease.LeaseReport;
import dev.headroom.backend.parse.Frame;
import dev.headroom.backend.parse.Section;
import dev.headroom.backend.parse.SectionKind;
import dev.headroom.backend.remote.Said;
import dev.headroom.ma2scf.model.HostId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what a host says of its login user's rights to change it. Pure. */
final class HostRights {
    private static final String REFUSED = "refused ";
    /** The letters of a refused command that a sentence quotes: more than any of ours has. */
    private static final int LONGEST = 300;

    private HostRights() {}

    /**
     * Why no command that changes {@code host} can run there, a sentence for each reason; empty where no reason is known.
     * A host that does not answer the question may still permit the command.
     */
    static Optional<String> lacking(HostId host, Frame frame) {
        List<String> all = all(host, frame).toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", all));
    }

    /** Each reason why no command that changes {@code host} can run there. */
    static Stream<String> all(HostId host, Frame frame) {
        return Stream.concat(
                frame.section(SectionKind.RIGHTS, "").stream().flatMap(section -> sentence(host, section).stream()),
                frame.section(SectionKind.LEASE, "").stream().flatMap(section -> withoutLease(host, section).stream()));
    }

    /** A host that cannot keep the lease would refuse each command; a plan must not find that out half way. */
    private static Optional<String> withoutLease(HostId host, Section section) {
        return LeaseReport.parse(section)
                .refused()
                .filter(why -> why.endsWith(LeaseReport.NOT_WRITTEN))
                .map(why ->
                        "%s cannot keep the lease that lets one master change it (%s), so nothing is changed there. %s"
                                .formatted(host.name(), Said.clipped(why, LONGEST), remedy(why)));
    }

    private static String remedy(String why) {
        return why.contains(" read-only")
                ? "No right helps there: look why that file system is read-only (findmnt -T /run/headroom, dmesg), and mount it writable."
                : why.contains(" is full")
                        ? "Make room there: df -h /run/headroom, df -i /run/headroom."
                        : "Give that folder to the login user: %s.".formatted(LeaseReport.GIVE_FOLDER);
    }

    private static Optional<String> sentence(HostId host, Section section) {
        return section.lines().stream()
                .flatMap(line -> sentence(host, line).stream())
                .findFirst();
    }

    private static Optional<String> sentence(HostId host, String line) {
        if (line.equals("missing")) {
            return Optional.of(
                    "%s has no 'timeout', which ends a command that hangs, so nothing is changed there. Install it (on Debian: apt install coreutils)."
                            .formatted(host.name()));
        }
        if (line.equals("unbounded")) {
            return Optional.of(
                    "The 'timeout' of %s does not know the option -k, so it cannot end a command that hangs, and nothing is changed there. Install coreutils, or busybox 1.34 or newer."
                            .formatted(host.name()));
        }
        return line.startsWith(REFUSED)
                ? Optional.of("%s does not let the login user run '%s' as root, so nothing is changed there. %s"
                        .formatted(
                                host.name(),
                                Said.clipped(line.substring(REFUSED.length()), LONGEST),
                                Sudoers.advice(host.name())))
                : Optional.empty();
    }
}
