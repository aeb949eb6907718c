package dev.headroom.console.cli;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.ExactCommand;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.driver.StateSink;
import dev.headroom.backend.link.ProposalText;
import dev.headroom.backend.remote.Printable;
import dev.headroom.backend.time.SteadyClock;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Prints what changed from one state to the next in order of time, for a master without a window. Not thread-safe. */
public final class StateNarrator implements StateSink {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
    /** With the day, since a journal's entries may be days old. */
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final PrintWriter out;
    private Optional<ControlState> last = Optional.empty();
    private final List<Line> lines = new ArrayList<>();

    private record Line(Instant at, List<String> texts) {}

    public StateNarrator(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void accept(ControlState state) {
        state.observation().hosts().forEach(host -> tellHost(state, host));
        state.observation().hosts().forEach(host -> tellNotes(state, host));
        if (last.isEmpty() && !state.proposals().isEmpty()) {
            print(TIME);
            tellPast(state);
        } else {
            state.proposals().reversed().forEach(p -> tellProposal(state, p));
        }
        tellNotices(state);
        print(TIME);
        last = Optional.of(state);
        out.flush();
    }

    /** Tells in order of time what became of the proposals; what holds of them now is told after it. */
    private void tellPast(ControlState state) {
        state.proposals().reversed().forEach(proposal -> {
            tellOpened(proposal);
            tellChange(proposal, Optional.empty());
        });
        out.println("Before this start, as the journal has it:");
        print(DAY_AND_TIME);
        out.println("Since this start:");
        state.proposals().reversed().stream().filter(Proposal::isAwaited).forEach(proposal -> {
            tellOffer(state.snapshot().takenAt(), proposal);
            tellWait(state, proposal);
        });
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
        if (before.isEmpty() && proposal.isAwaited()) {
            tellOffer(proposal.openedAt(), proposal);
        } else if (before.isEmpty()) {
            tellOpened(proposal);
        }
        tellWait(state, proposal);
        tellChange(proposal, before);
    }

    private void tellWait(ControlState state, Proposal proposal) {
        Optional<String> waits = proposal.waitsForOperator(state.mode());
        Optional<String> told =
                last.flatMap(s -> s.proposal(proposal.id()).flatMap(before -> before.waitsForOperator(s.mode())));
        if (!waits.equals(told)) {
            waits.ifPresent(sentence -> line(state.snapshot().takenAt(), sentence));
        }
    }

    private void tellOffer(Instant at, Proposal proposal) {
        line(at, headline(proposal), ProposalText.folded(proposal).stream().map(text -> "         " + text));
    }

    private void tellOpened(Proposal proposal) {
        line(
                proposal.openedAt(),
                headline(proposal),
                proposal.plan().reasons().stream().map(reason -> "           because: " + reason));
    }

    private static String headline(Proposal proposal) {
        return "%s %s".formatted(proposal.id(), PlanText.headline(proposal.plan()));
    }

    private void tellChange(Proposal proposal, Optional<Proposal> before) {
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
            case PENDING, AWAITING_READING, VERIFYING, UNKNOWN, NOT_RUN, LEFT_OUT -> {
                // The steps around these are printed instead.
            }
        }
    }

    private void tellNotices(ControlState state) {
        state.notices().stream()
                .filter(notice -> last.isEmpty() || !last.get().notices().contains(notice))
                .forEach(notice -> line(notice.at(), notice.sentence()));
        state.continuity().changes().reversed().stream()
                .filter(change ->
                        last.isEmpty() || !last.get().continuity().changes().contains(change))
                .forEach(change -> line(change.at(), change.text()));
    }

    private void line(Instant at, String text) {
        line(at, text, Stream.empty());
    }

    private void line(Instant at, String text, Stream<String> below) {
        lines.add(new Line(
                at,
                Stream.concat(Stream.of(text.strip()), below)
                        .map(Printable::line)
                        .toList()));
    }

    /** Prints the lines in order of time; those of one moment in the order in which they were told. */
    private void print(DateTimeFormatter times) {
        lines.sort(Comparator.comparing(Line::at));
        for (Line line : lines) {
            String at = times.format(SteadyClock.ofThisProcess().wallTime(line.at()));
            out.println(at + "   " + String.join(System.lineSeparator(), line.texts()));
        }
        lines.clear();
    }
}
