package dev.headroom.console.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.console.frame.SampleStates;
import dev.headroom.ma2scf.policy.SharingPolicy;
import org.junit.jupiter.api.Test;

class ServersViewModelTest {
    private final ServersViewModel model = new ServersViewModel(SharingPolicy.defaults());

    @Test
    void aFailedServerShowsNoNumbersThatLookMeasured() {
        model.show(SampleStates.trouble(), SampleStates.NOW);
        ServersRow failed = row("rs2");
        assertThat(failed.figures().standing().badge().word()).isEqualTo("Failed");
        assertThat(failed.figures().cpuText()).isEqualTo("—");
        assertThat(failed.lends()).isEqualTo("—");
        assertThat(failed.containers()).isEqualTo("1 not answering · 1 stand-by");
    }

    @Test
    void whatIsStaleDoesNotLend() {
        model.show(SampleStates.trouble(), SampleStates.NOW);
        assertThat(row("rs6").lends()).isEqualTo("—");
        assertThat(row("rs6").age()).isEqualTo("47 s ago");
        assertThat(row("rs5").lends()).isEqualTo("4.7 cores");
        assertThat(row("rs3").lends()).isEqualTo("no");
    }

    @Test
    void countsContainersByWhatTheyDo() {
        model.show(SampleStates.lent(), SampleStates.NOW);
        assertThat(row("rs5").containers()).isEqualTo("1 serving · 1 on loan");
        assertThat(row("rs6").containers()).isEqualTo("1 serving · 1 stand-by");
    }

    private ServersRow row(String name) {
        return model.rows().stream()
                .filter(row -> row.id().name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
