package dev.headroom.console.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.simulation.stage.HostStages;
import dev.headroom.simulation.stage.Stages;
import org.junit.jupiter.api.Test;

class ServersViewModelTest {
    private final ServersViewModel model = new ServersViewModel();

    @Test
    void aFailedServerShowsNoNumbersThatLookMeasured() {
        model.show(HostStages.trouble(), Stages.NOW);
        ServersRow failed = row("rs2");
        assertThat(failed.figures().standing().badge().word()).isEqualTo("Failed");
        assertThat(failed.figures().cpuText()).isEqualTo("—");
        assertThat(failed.lends()).isEqualTo("—");
        assertThat(failed.containers()).isEqualTo("1 failed · 1 not read");
    }

    /** What is switched off for maintenance is not said to have failed, here as in the overview. */
    @Test
    void theContainersOfAServerThatIsOutAreNotRead() {
        model.show(HostStages.maintenanceDead(), Stages.NOW);
        assertThat(row("rs3").figures().standing().badge().word()).isEqualTo("Out, not read");
        assertThat(row("rs3").containers()).isEqualTo("2 not read");
        model.show(HostStages.maintenanceTooEarly(), Stages.NOW);
        assertThat(row("rs3").containers()).isEqualTo("1 failed · 1 not read");
    }

    @Test
    void whatIsStaleDoesNotLend() {
        model.show(HostStages.trouble(), Stages.NOW);
        assertThat(row("rs6").lends()).isEqualTo("—");
        assertThat(row("rs6").age()).isEqualTo("39 s ago");
        assertThat(row("rs5").lends()).isEqualTo("5.0 cores");
        assertThat(row("rs3").lends()).isEqualTo("no");
    }

    @Test
    void countsContainersByWhatTheyDo() {
        model.show(Stages.lent(), Stages.NOW);
        assertThat(row("rs4").containers()).isEqualTo("1 serving · 1 on loan");
        assertThat(row("rs6").containers()).isEqualTo("1 serving · 1 stand-by");
    }

    /** The window showed "1 serving · 1 stand-by" for servers that no longer answer, from their last reading. */
    @Test
    void noContainerOfAServerThatIsNotReadServes() {
        model.show(HostStages.allDead(), Stages.NOW);
        assertThat(model.rows())
                .extracting(ServersRow::containers)
                .contains("2 not read")
                .allMatch(words -> words.endsWith(" not read"));
    }

    @Test
    void theTooltipExplainsALoadAndSaysWhereItIsFrom() {
        model.show(Stages.overloaded(), Stages.NOW);
        assertThat(row("rs1").summary())
                .contains("own use ", " cores, stolen 0.0 cores", "Mbit/s of 1,000 Mbit/s each way", "PSI cpu some ")
                .contains("from /proc/stat, /proc/meminfo, ");
        model.show(HostStages.trouble(), Stages.NOW);
        assertThat(row("rs2").measured()).isEmpty();
    }

    private ServersRow row(String name) {
        return model.rows().stream()
                .filter(row -> row.id().name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
