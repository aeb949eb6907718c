package dev.headroom.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.ma2scf.policy.Mode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameViewModelTest {
    private final List<Intent> sent = new ArrayList<>();
    private final FrameViewModel model = new FrameViewModel("shop", sent::add, "anna");

    @Test
    void theFiveNumbersFitTheState() {
        assertThat(facts(SampleStates.overloaded()).figures())
                .extracting(figure -> figure.name() + " " + figure.value() + " " + figure.unit())
                .containsExactly(
                        "Demand 1,370 conn/s",
                        "Headroom 51 %",
                        "Overloaded 1 service",
                        "Loans 0 running",
                        "Not read 0 hosts");
    }

    @Test
    void beforeTheFirstReadingNoNumberIsInvented() {
        FrameFacts facts = facts(SampleStates.empty());
        assertThat(facts.figures()).extracting(Figures.Figure::value).containsOnly("—");
        assertThat(facts.live().word()).isEqualTo("Waiting for readings");
        assertThat(facts.connections().word()).isEqualTo("No hosts");
    }

    @Test
    void saysWhatRunsAndWhatWasStopped() {
        assertThat(facts(SampleStates.running()).runningText()).isEqualTo("P7 runs: 2 of 4 steps done");
        assertThat(facts(SampleStates.halted()).haltedText())
                .isEqualTo("P7 was stopped after step 2 of 4; the rest was not run. Nothing begins until you resume.");
    }

    @Test
    void countsRefusedHosts() {
        assertThat(facts(SampleStates.refused()).connections().word()).isEqualTo("6 of 8 hosts, 1 refused");
    }

    @Test
    void aReadingThatGetsOldIsNotCalledLive() {
        model.show(SampleStates.calm(), SampleStates.NOW.plusSeconds(30));
        assertThat(model.facts().get().orElseThrow().live().word()).isEqualTo("Old 31 s");
    }

    @Test
    void everyChangeOfTheModeAsksAlsoAMoreCarefulOne() {
        facts(SampleStates.running());
        model.choose(Mode.WATCH);
        assertThat(sent).isEmpty();
        model.choose(Mode.AUTOMATIC);
        assertThat(model.ask().get()).contains(new FrameAsk.ToMode(Mode.MANUAL, Mode.AUTOMATIC));
        model.confirm();
        assertThat(sent).containsExactly(new Intent.SetMode(Mode.AUTOMATIC, "anna"));
    }

    @Test
    void theKeyHaltsTheSecondTimeAndNeverResumes() {
        facts(SampleStates.running());
        model.haltByKey();
        assertThat(sent).isEmpty();
        model.haltByKey();
        facts(SampleStates.halted());
        model.haltByKey();
        assertThat(sent).containsExactly(new Intent.Halt("anna"));
    }

    @Test
    void aSecondClickOnHaltAsksBeforeItResumes() {
        facts(SampleStates.running());
        model.haltOrResume();
        facts(SampleStates.halted());
        model.haltOrResume();
        assertThat(sent).containsExactly(new Intent.Halt("anna"));
        model.confirm();
        assertThat(sent).last().isEqualTo(new Intent.Resume("anna"));
    }

    @Test
    void aQuestionLapsesWithWhatItAsksAbout() {
        facts(SampleStates.running());
        model.haltByKey();
        facts(SampleStates.halted());
        assertThat(model.ask().get()).as("halted already").isEmpty();
        model.haltOrResume();
        facts(SampleStates.running());
        assertThat(model.ask().get()).as("resumed already").isEmpty();
        model.choose(Mode.WATCH);
        facts(SampleStates.trouble());
        assertThat(model.ask().get()).as("somebody else changed the mode").isEmpty();
    }

    private FrameFacts facts(ControlState state) {
        model.show(state, SampleStates.NOW);
        return model.facts().get().orElseThrow();
    }
}
