package dev.headroom.console.cli;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.driver.StateSink;
import dev.headroom.backend.link.ProposalText;
import dev.headroom.backend.time.SteadyClock;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Prints what changed from one state to the next, for a master without a window. Not thread-safe. */
public final class StateNarrator implements StateSink {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
    /** With the day, since a journal's entries may be days old. */
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final PrintWriter out;
    private Optional<ControlState> last = Optional.empty();
    private DateTimeFormatter times = TIME;

    public StateNarrator(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void accept(ControlState state) {
        state.observation().hosts().forEach(host -> tellHost(state, host));
        state.observation().hosts().forEach(host -> tellNotes(state, host));
        boolean past = last.isEmpty() && !state.proposals().isEmpty();
        if (past) {
            out.println("Before this start, as the journal has it:");
            times = DAY_AND_TIME;
        }
        state.proposals().reversed().forEach(p -> tellProposal(state, p));
        times = TIME;
        if (past) {
            out.println("Since this start:");
        }
        tellNotices(state);
        last = Optional.of(state);
        out.flush();
    }

    private void tellHost(ControlState state, HostStatus host) {
        Optional<HostStatus> before = last.flatMap(s -> s.observation().hosts().stream()
                .filter(h -> h.host().equals(host.host()))
                .findFirst());
        boolean changed = before.isEmpty()
                || before.get().state() != host.state()
                || !before.get().sentence().equals(host.sentence());
        if (changed && host.state() != HostStatus.State.CONNECTING) {
            String word = host.state().name().toLowerCase(Locale.ROOT);
            line(
                    state.snapshot().takenAt(),
                    host.sentence()
                            .orElseGet(() -> "%s %s (%s)".formatted(host.host().name(), word, host.address())));
        }
    }

    private void tellNotes(ControlState state, HostStatus host) {
        List<String> told = last.stream()
                .flatMap(s -> s.observation().hosts().stream())
                .filter(h -> h.host().equals(host.host()))
                .flatMap(h -> h.notes().stream())
                .toList();
        host.notes().stream()
                .filter(note -> !told.contains(note))
                .forEach(note -> line(state.snapshot().takenAt(), note));
    }

    private void tellProposal(ControlState state, Proposal proposal) {
        Optional<Proposal> before = last.flatMap(s -> s.proposal(proposal.id()));
        if (before.isEmpty()) {
            line(proposal.openedAt(), "%s %s".formatted(proposal.id(), PlanText.headline(proposal.plan())));
            if (ProposalText.isAwaited(proposal)) {
                ProposalText.folded(proposal).forEach(text -> out.println("         " + text));
            } else {
                proposal.plan().reasons().forEach(reason -> out.println("           because: " + reason));
            }
        }
        Optional<String> waits = proposal.waitsForOperator(state.mode());
        if (!waits.equals(last.flatMap(s -> before.flatMap(b -> b.waitsForOperator(s.mode()))))) {
            waits.ifPresent(sentence -> line(state.snapshot().takenAt(), sentence));
        }
        boolean changed =
                before.map(b -> b.status() != proposal.status()).orElse(proposal.status() != Proposal.Status.OPEN);
        if (changed && proposal.status() == Proposal.Status.RUNNING) {
            line(proposal.changedAt(), "%s runs. %s".formatted(proposal.id(), proposal.note()));
        }
        for (int i = 0; i < proposal.steps().size(); i++) {
            int index = i;
            StepProgress now = proposal.steps().get(i);
            boolean news = before.map(b -> b.steps().get(index).state() != now.state())
                    .orElse(now.state() != StepProgress.State.PENDING);
            if (news) {
                tellStep(proposal, i, now);
            }
        }
        if (changed && proposal.status() != Proposal.Status.RUNNING) {
            String word = proposal.status().name().toLowerCase(Locale.ROOT);
            String approved = proposal.approvedBy().isEmpty() ? "" : ", approved by " + proposal.approvedBy();
            line(proposal.changedAt(), "%s %s%s. %s".formatted(proposal.id(), word, approved, proposal.note()));
        }
    }

    private void tellStep(Proposal proposal, int index, StepProgress step) {
        switch (step.state()) {
            case RUNNING -> {
                for (ExactCommand command : step.commands()) {
                    line(
                            step.changedAt(),
                            "%s step %d on %s: %s"
                                    .formatted(
                                            proposal.id(),
                                            index + 1,
                                            command.host().name(),
                                            command.text()));
                }
            }
            case DONE, NOT_NEEDED, FAILED ->
                line(
                        step.changedAt(),
                        "%s step %d %s: %s. %s"
                                .formatted(
                                        proposal.id(),
                                        index + 1,
                                        step.state()
                                                .name()
                                                .toLowerCase(Locale.ROOT)
                                                .replace('_', ' '),
                                        step.step().action().describe(),
                                        step.detail()));
            case PENDING, AWAITING_READING, VERIFYING, UNKNOWN, NOT_RUN -> {
                // The steps around these are printed instead.
            }
        }
    }

    private void tellNotices(ControlState state) {
        state.notices().stream()
                .filter(notice -> last.isEmpty() || !last.get().notices().contains(notice))
                .forEach(notice -> line(notice.at(), notice.sentence()));
    }

    private void line(Instant at, String text) {
        out.println(times.format(SteadyClock.ofThisProcess().wallTime(at)) + "   " + text.strip());
    }
}
