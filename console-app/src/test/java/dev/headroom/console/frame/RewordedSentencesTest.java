package dev.headroom.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Proposal;
import dev.headroom.console.fx.Tone;
import dev.headroom.console.proposals.Answerable;
import dev.headroom.console.status.ServerFigures;
import dev.headroom.console.status.ServiceFigures;
import dev.headroom.console.status.StateIndex;
import dev.headroom.ma2scf.sharing.ServerAssessment.Standing;
import dev.headroom.simulation.stage.HostStages;
import dev.headroom.simulation.stage.Stages;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No behaviour on display text: with every sentence of the core worded anew the window offers, judges and colours the same. */
class RewordedSentencesTest {
    record Case(String name, Supplier<ControlState> state) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> states() {
        return Stream.of(
                new Case("calm", Stages::calm),
                new Case("overloaded", Stages::overloaded),
                new Case("overloaded in watch mode", Stages::overloadedInWatch),
                new Case("overloaded while halted", Stages::overloadedWhileHalted),
                new Case("trouble", HostStages::trouble),
                new Case("running", Stages::running),
                new Case("halted", Stages::halted),
                new Case("failed", Stages::failed),
                new Case("interrupted", Stages::interrupted),
                new Case("lent", Stages::lent),
                new Case("refused", HostStages::refused),
                new Case("all dead", HostStages::allDead),
                new Case("never read", HostStages::neverRead),
                new Case("undecided", Stages::undecided),
                new Case("unadopted", HostStages::unadopted));
    }

    /** What the window does and how it looks, without a word of what it says. */
    private record Behaviour(
            List<Boolean> answers,
            List<Standing> standings,
            List<Tone> tones,
            List<String> numbers,
            List<Intent> sent) {}

    @ParameterizedTest(name = "{0}")
    @MethodSource("states")
    void theWindowBehavesTheSame(Case each) {
        ControlState state = each.state().get();
        ControlState reworded = Reworded.of(state);

        assertThat(reworded).as("something was reworded").isNotEqualTo(state);
        assertThat(behaviour(reworded)).isEqualTo(behaviour(state));
    }

    private static Behaviour behaviour(ControlState state) {
        StateIndex index = StateIndex.of(state);
        FrameFacts facts = FrameFacts.of(state, Stages.NOW);
        List<Tone> tones = new ArrayList<>();
        List<Standing> standings = new ArrayList<>();
        state.snapshot().servers().stream()
                .map(server -> ServerFigures.of(index, server, Stages.NOW).standing())
                .forEach(standing -> {
                    standings.add(standing.standing());
                    tones.add(standing.badge().tone());
                });
        state.snapshot()
                .services()
                .forEach(service ->
                        tones.add(ServiceFigures.of(index, service).badge().tone()));
        tones.add(facts.live().tone());
        tones.add(facts.connections().tone());
        facts.banners().forEach(banner -> tones.add(banner.tone()));
        return new Behaviour(
                state.proposals().stream()
                        .map(Proposal::id)
                        .flatMap(id -> Stream.of(
                                Answerable.mayApprove(state, id, Stages.NOW),
                                Answerable.mayUndo(state, id, Stages.NOW)))
                        .toList(),
                standings,
                tones,
                facts.figures().stream().map(Figures.Figure::value).toList(),
                asked(state));
    }

    /** What is sent by an operator who halts and who closes. */
    private static List<Intent> asked(ControlState state) {
        List<Intent> sent = new ArrayList<>();
        FrameViewModel model = new FrameViewModel("shop", sent::add, "anna");
        model.show(state, Stages.NOW);
        model.haltByKey();
        model.haltByKey();
        var _ = model.mayClose();
        model.closeAfter(Closing.Choice.UNDO);
        return List.copyOf(sent);
    }
}
