package dev.headroom.console.frame;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Notice;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.console.frame.Banner.About;
import dev.headroom.console.frame.Banner.Kind;
import dev.headroom.console.fx.Badge;
import dev.headroom.console.fx.NumberText;
import dev.headroom.console.fx.TimeText;
import dev.headroom.console.fx.Tone;
import dev.headroom.console.status.StateIndex;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The facts of a state for the frame around the views. Pure.
 *
 * @param activity what runs, or what a halt has stopped
 * @param connections how many hosts are connected
 * @param live age of the oldest reading that counts
 */
record FrameFacts(
        Mode mode,
        Activity activity,
        Badge connections,
        Badge live,
        List<Figures.Figure> figures,
        List<Banner> banners) {
    /**
     * What the master does.
     *
     * @param running the plans that run
     * @param runningText which plan runs and how far it is; empty when none does
     * @param haltedText what was stopped; empty unless halted
     * @param barred why the master can change nothing; empty while it can
     * @param holder the other master that holds the lease of the hosts, from which this one can take it over
     */
    record Activity(
            boolean halted,
            List<ProposalId> running,
            String runningText,
            String haltedText,
            Optional<String> barred,
            Optional<Holder> holder) {
        Activity {
            running = List.copyOf(running);
        }

        private static Activity of(ControlState state, Instant now) {
            List<Proposal> running = Running.in(state);
            return new Activity(
                    state.halted(),
                    running.stream().map(Proposal::id).toList(),
                    running.stream().map(FrameFacts::running).collect(Collectors.joining(" · ")),
                    state.halted() ? FrameFacts.halted(state) : "",
                    state.barred(),
                    state.barred()
                            .flatMap(_ -> state.continuity().leasehold().rival())
                            .map(rival ->
                                    new Holder(rival.who(), rival.number(), TimeText.ago(rival.renewedAt(), now))));
        }
    }

    /**
     * Another master that holds the lease of the hosts.
     *
     * @param who the login name and the computer of its operator
     * @param renewed how long ago it renewed the lease
     */
    record Holder(String who, long number, String renewed) {
        boolean isSame(Holder other) {
            return who.equals(other.who) && number == other.number;
        }
    }

    private static final int NOTICES_AT_MOST = 3;
    private static final Duration NOTICE_IN_SIGHT = Duration.ofMinutes(10);

    boolean halted() {
        return activity.halted();
    }

    List<ProposalId> running() {
        return activity.running();
    }

    String runningText() {
        return activity.runningText();
    }

    String haltedText() {
        return activity.haltedText();
    }

    /** The other master that holds the lease of the hosts in place of this one. */
    Optional<Holder> holder() {
        return activity.holder();
    }

    /**
     * Whether the master is halted and an operator can resume it: also one that another master keeps from acting, but none
     * that must be started again.
     */
    boolean resumable() {
        return activity.halted()
                && (activity.barred().isEmpty() || activity.holder().isPresent());
    }

    static FrameFacts of(ControlState state, Instant now) {
        StateIndex index = StateIndex.of(state);
        return new FrameFacts(
                state.mode(),
                Activity.of(state, now),
                connections(index),
                AgeBadge.of(state.observation(), silentlyOut(index), now),
                Figures.of(index),
                Stream.of(onlooking(state), Troubles.of(index, now).stream(), notices(state, now))
                        .flatMap(banners -> banners)
                        .toList());
    }

    /**
     * The banner of a master without the right to write; it stays as long as that holds, also while the master is
     * halted.
     */
    private static Stream<Banner> onlooking(ControlState state) {
        return state.halted()
                ? Stream.empty()
                : state.barred().stream()
                        .map(why -> new Banner(About.all(Kind.BARRED), "This window only looks", why, Tone.ATTENTION)
                                .takingOver(
                                        state.continuity().leasehold().rival().isPresent()));
    }

    private static Stream<Banner> notices(ControlState state, Instant now) {
        return state.notices().stream()
                .filter(notice ->
                        notice.lasts() || Duration.between(notice.at(), now).compareTo(NOTICE_IN_SIGHT) < 0)
                .filter(notice -> state.barred().isEmpty() || !notice.topic().equals(Notice.Topic.BARRED))
                // What still holds is not pushed out by what has happened since.
                .sorted(Comparator.comparing(notice -> !notice.lasts()))
                .limit(NOTICES_AT_MOST)
                .map(notice -> Banner.of(notice, now));
    }

    private static String running(Proposal proposal) {
        return "%s runs: %d of %s done"
                .formatted(
                        proposal.id(),
                        Running.done(proposal),
                        NumberText.count(proposal.steps().size(), "step"));
    }

    private static String halted(ControlState state) {
        Optional<Proposal> stopped = state.proposals().stream()
                .filter(proposal -> proposal.status() == Proposal.Status.HALTED)
                .max(Comparator.comparing(Proposal::changedAt));
        return stopped.map(proposal -> "%s was stopped after step %d of %d; the rest was not run. "
                                .formatted(
                                        proposal.id(),
                                        Running.done(proposal),
                                        proposal.steps().size()))
                        .orElse("No plan was running. ")
                + state.barred().orElse("Nothing begins until you resume.");
    }

    /** The servers that are not read, and of which an operator who took them out expects that. */
    static long silentlyOut(StateIndex index) {
        return index.snapshot().servers().stream()
                .filter(server -> !server.isMeasured() && index.isOut(server.id()))
                .count();
    }

    private static Badge connections(StateIndex index) {
        List<HostStatus> hosts = index.state().observation().hosts();
        if (hosts.isEmpty()) {
            return new Badge("No hosts", Tone.MUTED);
        }
        long connected = count(hosts, HostStatus.State.CONNECTED);
        long out = hosts.stream().filter(host -> isExpected(host, index)).count();
        long unread = hosts.stream()
                .filter(host -> isUnread(host) && !isExpected(host, index))
                .count();
        long refused = count(hosts, HostStatus.State.REFUSED);
        long lockedOut = hosts.stream()
                .filter(host -> host.state() == HostStatus.State.REFUSED && !isUnread(host))
                .count();
        String words = "%s of %s".formatted(NumberText.whole(connected), NumberText.count(hosts.size(), "host"));
        String why = Stream.of(part(lockedOut, "refused"), part(unread, "not read"))
                .flatMap(Optional::stream)
                .map(part -> ", " + part)
                .collect(Collectors.joining());
        if (refused == 0 && out > 0 && connected + out == hosts.size()) {
            return new Badge("%s, %d in maintenance".formatted(words, out), Tone.NEUTRAL);
        }
        return new Badge(
                words + why,
                refused > 0 ? Tone.DANGER : connected == hosts.size() && connected > 0 ? Tone.SUCCESS : Tone.ATTENTION);
    }

    /** Whether an operator who took it out expects that it does not answer. */
    private static boolean isExpected(HostStatus host, StateIndex index) {
        return host.state() == HostStatus.State.RETRYING && index.isOut(host.host());
    }

    /** Whether its log-in works and nothing is read, whether that is tried again by itself or not. */
    private static boolean isUnread(HostStatus host) {
        return host.answered() && host.state() != HostStatus.State.CONNECTED;
    }

    private static Optional<String> part(long count, String word) {
        return count == 0 ? Optional.empty() : Optional.of(count + " " + word);
    }

    private static long count(List<HostStatus> hosts, HostStatus.State wanted) {
        return hosts.stream().filter(host -> host.state() == wanted).count();
    }
}
