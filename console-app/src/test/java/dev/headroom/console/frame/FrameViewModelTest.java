package dev.headroom.console.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.ControlState;
import dev.headroom.backend.control.Intent;
import dev.headroom.backend.control.Notice;
import dev.headroom.console.fx.Badge;
import dev.headroom.console.fx.Tone;
import dev.headroom.ma2scf.policy.Mode;
import dev.headroom.simulation.stage.HostStages;
import dev.headroom.simulation.stage.Stages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameViewModelTest {
    private final List<Intent> sent = new ArrayList<>();
    private final FrameViewModel model = new FrameViewModel("shop", sent::add, "anna");

    @Test
    void theFiveNumbersFitTheState() {
        assertThat(facts(Stages.overloaded()).figures())
                .extracting(figure -> figure.name() + " " + figure.value() + " " + figure.unit())
                .containsExactly(
                        "Demand 1,373 conn/s",
                        "Headroom 54 %",
                        "Overloaded 1 service",
                        "Loans 0 running",
                        "Not read 0 hosts");
    }

    @Test
    void beforeTheFirstReadingNoNumberIsInvented() {
        FrameFacts facts = facts(Stages.empty());
        assertThat(facts.figures()).extracting(Figures.Figure::value).containsOnly("—");
        assertThat(facts.live().word()).isEqualTo("Waiting for readings");
        assertThat(facts.connections().word()).isEqualTo("No hosts");
    }

    @Test
    void saysWhatRunsAndWhatWasStopped() {
        assertThat(facts(Stages.running()).runningText()).isEqualTo("P1 runs: 2 of 6 steps done");
        assertThat(facts(Stages.halted()).haltedText())
                .isEqualTo("P1 was stopped after step 3 of 6; the rest was not run. Nothing begins until you resume.");
    }

    @Test
    void aMasterThatLostItsLeaseOffersNoResumeThatItWouldRefuse() {
        FrameFacts facts = facts(Stages.halted().withoutLease("The folder was moved. Start this master again."));
        assertThat(facts.haltedText())
                .isEqualTo("P1 was stopped after step 3 of 6; the rest was not run. The folder was moved. Start this"
                        + " master again.");
        assertThat(facts.resumable()).isFalse();
        assertThat(facts(Stages.halted()).resumable()).isTrue();
    }

    @Test
    void aWindowThatMayOnlyLookSaysSoAsLongAsItIsOpen() {
        model.show(Stages.overloaded().withoutLease("Another master may write."), Stages.NOW.plusSeconds(3_600));
        assertThat(model.facts().get().orElseThrow().banners())
                .extracting(banner -> banner.lead() + ": " + banner.sentence())
                .contains("This window only looks: Another master may write.");
    }

    /** The window compared sentences, and so left out each notice whose text contained the reason. */
    @Test
    void onlyTheNoticeOfTheLeaseIsLeftOutBecauseABannerSaysTheSame() {
        String why = "Another master may write.";
        ControlState state = Stages.overloaded()
                .withoutLease(why)
                .noting(Stages.NOW, Notice.Severity.FAILURE, Notice.Topic.BARRED, "In other words.")
                .noting(Stages.NOW, Notice.Severity.FAILURE, "P7 was refused: " + why);
        assertThat(facts(state).banners())
                .extracting(Banner::sentence)
                .contains("P7 was refused: " + why)
                .doesNotContain("In other words.");
    }

    @Test
    void aNoticeThatStillHoldsStaysInSightHoweverOldItIsAndWhateverCameSince() {
        ControlState state = Stages.overloaded()
                .noting(
                        Stages.NOW.minus(Duration.ofHours(2)),
                        Notice.Severity.WARNING,
                        Notice.Topic.OTHER_MASTER,
                        "Another installation acts.");
        for (String later : List.of("One.", "Two.", "Three.")) {
            state = state.noting(Stages.NOW, Notice.Severity.INFORMATION, later);
        }
        assertThat(facts(state).banners())
                .extracting(Banner::sentence)
                .contains("Another installation acts.", "Three.", "Two.")
                .doesNotContain("One.");
    }

    @Test
    void countsRefusedHosts() {
        assertThat(facts(HostStages.refused()).connections().word()).isEqualTo("6 of 8 hosts, 1 refused");
    }

    /** The top said "1 not read" over a list with two such hosts: it left out the one that is tried again by itself. */
    @Test
    void countsEachHostThatAnswersAndIsNotRead() {
        assertThat(facts(HostStages.notRead()).connections())
                .isEqualTo(new Badge("6 of 8 hosts, 2 not read", Tone.DANGER));
    }

    /** The window had a red banner, and the strip and the top were yellow, for a server that was switched off to be mended. */
    @Test
    void aServerThatIsOutIsCountedAndIsNoAlarm() {
        FrameFacts facts = facts(HostStages.maintenanceDead());
        assertThat(facts.banners()).isEmpty();
        assertThat(facts.connections()).isEqualTo(new Badge("7 of 8 hosts, 1 in maintenance", Tone.NEUTRAL));
        assertThat(facts.live()).isEqualTo(new Badge("Live 1 s, 1 not read", Tone.NEUTRAL));
        assertThat(facts.figures().getLast().value()).isEqualTo("1");
        assertThat(facts.figures().getLast().tone()).isEqualTo(Tone.NEUTRAL);
        assertThat(facts.figures().getLast().explanation()).endsWith("; 1 of them in maintenance");
        assertThat(facts(HostStages.maintenanceTooEarly()).banners())
                .extracting(Banner::lead)
                .contains("rs3 failed");
    }

    @Test
    void aReadingThatGetsOldIsNotCalledLive() {
        model.show(Stages.calm(), Stages.NOW.plusSeconds(30));
        assertThat(model.facts().get().orElseThrow().live().word()).isEqualTo("Old 30 s");
    }

    @Test
    void takingOverNamesWhoHoldsTheLeaseAndAsksFirst() {
        FrameFacts facts = facts(Stages.barred());
        FrameFacts.Holder ann = new FrameFacts.Holder("ann@laptop", 7, "3 s ago");
        assertThat(facts.holder()).contains(ann);
        assertThat(facts.banners()).filteredOn(Banner::offersTakeOver).hasSize(1);
        model.askTakeOver();
        assertThat(sent).isEmpty();
        assertThat(model.ask().get()).contains(new FrameAsk.ToTakeOver(ann));
        model.show(Stages.barred(), Stages.NOW.plusSeconds(5));
        assertThat(model.ask().get()).as("it renewed the lease since").isPresent();
        model.confirm();
        assertThat(sent).containsExactly(new Intent.TakeOver("anna"));
    }

    @Test
    void aQuestionToTakeOverLapsesWhenTheLeaseIsFree() {
        facts(Stages.barred());
        model.askTakeOver();
        facts(Stages.overloaded());
        assertThat(model.ask().get()).isEmpty();
        model.askTakeOver();
        assertThat(model.ask().get()).as("from whom?").isEmpty();
    }

    @Test
    void aWindowWhoseMasterLostItsFolderOffersNoTakeOver() {
        FrameFacts facts = facts(Stages.overloaded().withoutLease("The folder was moved. Start this master again."));
        assertThat(facts.banners()).noneMatch(Banner::offersTakeOver);
    }

    /** It has halted the other master, too, and must be able to let both go on. */
    @Test
    void aMasterThatAnotherKeepsFromActingCanBeResumed() {
        assertThat(facts(Stages.barredHalted()).resumable()).isTrue();
    }

    @Test
    void everyChangeOfTheModeAsksAlsoAMoreCarefulOne() {
        facts(Stages.running());
        model.choose(Mode.WATCH);
        assertThat(sent).isEmpty();
        model.choose(Mode.AUTOMATIC);
        assertThat(model.ask().get()).contains(new FrameAsk.ToMode(Mode.MANUAL, Mode.AUTOMATIC));
        model.confirm();
        assertThat(sent).containsExactly(new Intent.SetMode(Mode.AUTOMATIC, "anna"));
    }

    @Test
    void theKeyHaltsTheSecondTimeAndNeverResumes() {
        facts(Stages.running());
        model.haltByKey();
        assertThat(sent).isEmpty();
        model.haltByKey();
        facts(Stages.halted());
        model.haltByKey();
        assertThat(sent).containsExactly(new Intent.Halt("anna"));
    }

    @Test
    void aSecondClickOnHaltAsksBeforeItResumes() {
        facts(Stages.running());
        model.haltOrResume();
        facts(Stages.halted());
        model.haltOrResume();
        assertThat(sent).containsExactly(new Intent.Halt("anna"));
        model.confirm();
        assertThat(sent).last().isEqualTo(new Intent.Resume("anna"));
    }

    @Test
    void aQuestionLapsesWithWhatItAsksAbout() {
        facts(Stages.running());
        model.haltByKey();
        facts(Stages.halted());
        assertThat(model.ask().get()).as("halted already").isEmpty();
        model.haltOrResume();
        facts(Stages.running());
        assertThat(model.ask().get()).as("resumed already").isEmpty();
        model.choose(Mode.WATCH);
        facts(HostStages.trouble());
        assertThat(model.ask().get()).as("somebody else changed the mode").isEmpty();
    }

    private FrameFacts facts(ControlState state) {
        model.show(state, Stages.NOW);
        return model.facts().get().orElseThrow();
    }
}
