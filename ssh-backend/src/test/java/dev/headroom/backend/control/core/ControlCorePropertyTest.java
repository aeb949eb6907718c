package dev.headroom.backend.control.core;

import static dev.headroom.backend.control.core.PerfectCluster.MAIL;
import static dev.headroom.backend.control.core.PerfectCluster.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.CommandOutcome;
import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.ProposalId;
import dev.headroom.backend.control.Prospects;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.control.concurrency.Footprint;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.Verdict;
import dev.headroom.ma2scf.policy.Mode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.Tuple.Tuple2;
import net.jqwik.api.statistics.Statistics;

/** Whatever happens in whatever order, the core sends no command that it must not send. */
class ControlCorePropertyTest {

    /** What can happen. A number goes with it, of which each takes what it needs. */
    enum Move {
        OBSERVE,
        OBSERVE_LATE,
        OBSERVE_OLD,
        WORK,
        REFUSE,
        LOSE,
        ANSWER_TWICE,
        APPROVE,
        APPROVE_ANOTHER,
        REJECT,
        UNDO,
        HALT,
        RESUME,
        MODE,
        JOURNAL_FAILS,
        NEED,
        CALM
    }

    @Provide
    Arbitrary<List<Tuple2<Move, Integer>>> stories() {
        // what brings a plan forward happens more often, else hardly any plan would reach its second step
        Arbitrary<Move> moves = Arbitraries.frequency(
                Tuple.of(8, Move.OBSERVE),
                Tuple.of(1, Move.OBSERVE_LATE),
                Tuple.of(1, Move.OBSERVE_OLD),
                Tuple.of(8, Move.WORK),
                Tuple.of(1, Move.REFUSE),
                Tuple.of(1, Move.LOSE),
                Tuple.of(1, Move.ANSWER_TWICE),
                Tuple.of(6, Move.APPROVE),
                Tuple.of(1, Move.APPROVE_ANOTHER),
                Tuple.of(1, Move.REJECT),
                Tuple.of(1, Move.UNDO),
                Tuple.of(1, Move.HALT),
                Tuple.of(3, Move.RESUME),
                Tuple.of(2, Move.MODE),
                Tuple.of(1, Move.JOURNAL_FAILS),
                Tuple.of(4, Move.NEED),
                Tuple.of(1, Move.CALM));
        return Arbitraries.integers()
                .between(0, 11)
                .flatMap(n -> moves.map(m -> Tuple.of(m, n)))
                .list()
                .ofMinSize(10)
                .ofMaxSize(80);
    }

    @Property(tries = 2000)
    void releasesOnlyCommandsThatMayBeSent(@ForAll("stories") List<Tuple2<Move, Integer>> story, @ForAll Mode mode) {
        Loop loop = new Loop(mode);
        Set<String> sent = new HashSet<>();
        for (Tuple2<Move, Integer> move : story) {
            List<Effect> effects = play(loop, move.get1(), move.get2());
            checkSends(loop, effects, sent);
            checkState(loop.state);
            // A command that was given up may be sent once more when its host has ended it and was seen to lack the
            // change.
            loop.state.interrupted().forEach(left -> sent.removeAll(unsent(left)));
        }
        Statistics.label("commands sent").collect(Math.min(sent.size(), 6));
    }

    /** One judge: the window shows the answer that the core would give to an operator. */
    @Property(tries = 500)
    void saysOfEachProposalWhatItWouldAnswer(@ForAll("stories") List<Tuple2<Move, Integer>> story, @ForAll Mode mode) {
        Loop loop = new Loop(mode, Map.of(MAIL, Mode.WATCH));
        for (Tuple2<Move, Integer> move : story) {
            play(loop, move.get1(), move.get2());
            for (Proposal proposal : loop.state.proposals()) {
                Intent approve =
                        new Intent.Approve(proposal.id(), proposal.plan().basisRevision(), Loop.OPERATOR);
                Intent undo = new Intent.Undo(proposal.id(), Loop.OPERATOR);
                assertThat(proposal.prospects().withAutomatic(Optional.empty()))
                        .isEqualTo(new Prospects(loop.refusalOf(approve), loop.refusalOf(undo)));
            }
        }
    }

    private static void checkSends(Loop loop, List<Effect> effects, Set<String> sent) {
        for (int i = 0; i < effects.size(); i++) {
            if (effects.get(i) instanceof Effect.Send send) {
                assertThat(loop.state.mode()).isNotEqualTo(Mode.WATCH);
                assertThat(loop.state.halted()).isFalse();
                assertThat(send.action().mutates()).isTrue();
                assertThat(i).isPositive();
                assertThat(effects.get(i - 1)).isInstanceOfSatisfying(Effect.Note.class, note -> {
                    assertThat(note.entry().kind()).isEqualTo(JournalEntry.Kind.STEP_SENT);
                    assertThat(note.entry().subject())
                            .isEqualTo(send.permit().proposal().toString());
                });
                Proposal proposal =
                        loop.state.proposal(send.permit().proposal()).orElseThrow();
                assertThat(proposal.status()).isEqualTo(Proposal.Status.RUNNING);
                assertThat(proposal.steps().get(send.step()).state()).isEqualTo(StepProgress.State.RUNNING);
                assertThat(loop.state.observation().wholeSince(send.action().host()))
                        .as("read after it was approved")
                        .hasValueSatisfying(at -> assertThat(at).isAfter(proposal.changedAt()));
                assertThat(sent.add(proposal.id() + "/" + send.step()))
                        .as("sent once only")
                        .isTrue();
            }
        }
        assertThat(Loop.sends(effects))
                .extracting(send -> send.permit().proposal())
                .as("one command of a plan at a time")
                .doesNotHaveDuplicates();
    }

    private static List<String> unsent(Proposal left) {
        return IntStream.range(0, left.steps().size())
                .filter(step -> left.steps().get(step).state() == StepProgress.State.PENDING)
                .mapToObj(step -> left.id() + "/" + step)
                .toList();
    }

    private static void checkState(ControlState state) {
        for (Proposal one : state.running()) {
            for (Proposal other : state.running()) {
                assertThat(one.equals(other)
                                || !Footprint.ofRemainder(one, state.snapshot())
                                        .overlaps(Footprint.ofRemainder(other, state.snapshot())))
                        .as(one + " beside " + other)
                        .isTrue();
            }
        }
        for (Proposal proposal : state.proposals()) {
            long flying = proposal.steps().stream()
                    .filter(s -> s.inFlight() || s.isWaiting())
                    .count();
            assertThat(flying).isEqualTo(proposal.status() == Proposal.Status.RUNNING ? 1 : 0);
            // finished steps first, then the one in flight, then those that were not begun; a plan goes on beside those
            // of a director that did not take one, or of which no answer comes
            assertThat(proposal.steps())
                    .filteredOn(s -> s.state() != StepProgress.State.FAILED
                            && s.state() != StepProgress.State.UNKNOWN
                            && s.state() != StepProgress.State.LEFT_OUT)
                    .extracting(s -> rank(s.state()))
                    .isSorted();
        }
        for (ServiceId service : List.of(WEB, MAIL)) {
            assertThat(state.open().stream().filter(p -> p.plan().service().equals(service)))
                    .hasSizeLessThanOrEqualTo(1);
        }
        assertThat(state.proposals()).extracting(Proposal::id).doesNotHaveDuplicates();
    }

    private static int rank(StepProgress.State state) {
        return switch (state) {
            case DONE, NOT_NEEDED -> 0;
            case RUNNING, VERIFYING -> 1;
            case PENDING, AWAITING_READING, NOT_RUN -> 2;
            case FAILED, UNKNOWN, LEFT_OUT -> throw new AssertionError(state + " has no place in the order");
        };
    }

    private static List<Effect> play(Loop loop, Move move, int n) {
        List<Effect.Send> sent = loop.sent();
        int before = loop.effects.size();
        switch (move) {
            case OBSERVE -> loop.observes();
            case OBSERVE_LATE -> {
                loop.after(Duration.ofSeconds(30L * n));
                loop.observes();
            }
            case OBSERVE_OLD -> loop.observesAsOf(loop.now.minusSeconds(n));
            case WORK -> {
                List<Effect.Send> onTheWay = loop.onTheWay();
                if (!onTheWay.isEmpty()) {
                    loop.works(onTheWay.get(n % onTheWay.size()));
                }
            }
            case REFUSE -> ended(loop, sent, new CommandOutcome.Refused("no"));
            case LOSE -> ended(loop, sent, new CommandOutcome.Indeterminate("lost"));
            case ANSWER_TWICE -> {
                if (!sent.isEmpty()) {
                    Effect.Send old = sent.get(n % sent.size());
                    loop.happens(
                            new Event.CommandEnded(old.permit().proposal(), old.step(), new CommandOutcome.Ran("")));
                }
            }
            case APPROVE -> loop.state.open().stream().findFirst().ifPresent(loop::approves);
            case APPROVE_ANOTHER -> loop.asked(new Intent.Approve(new ProposalId(n + 1), n, Loop.OPERATOR));
            case REJECT -> loop.asked(new Intent.Reject(new ProposalId(n + 1), "", Loop.OPERATOR));
            case UNDO -> loop.asked(new Intent.Undo(new ProposalId(n + 1), Loop.OPERATOR));
            case HALT -> loop.asked(new Intent.Halt(Loop.OPERATOR));
            case RESUME -> loop.asked(new Intent.Resume(Loop.OPERATOR));
            case MODE -> loop.asked(new Intent.SetMode(List.of(Mode.values()).get(n % 3), Loop.OPERATOR));
            case JOURNAL_FAILS -> loop.happens(new Event.JournalFailed("disk full"));
            case NEED -> {
                ServiceId service = n % 2 == 0 ? WEB : MAIL;
                long revision = loop.state.snapshot().revision();
                loop.judgement.propose(
                        n % 3 == 0
                                ? PerfectCluster.quiesce(service, revision)
                                : PerfectCluster.borrow(service, revision, n + 1));
                loop.observes();
            }
            case CALM -> loop.judgement.say(new Verdict.NoChange(n % 2 == 0 ? WEB : MAIL, List.of()));
        }
        return List.copyOf(loop.effects.subList(before, loop.effects.size()));
    }

    private static void ended(Loop loop, List<Effect.Send> sent, CommandOutcome outcome) {
        if (!sent.isEmpty()) {
            loop.ends(outcome);
        }
    }
}
