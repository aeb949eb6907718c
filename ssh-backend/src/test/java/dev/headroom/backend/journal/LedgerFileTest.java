package dev.headroom.backend.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.backend.control.Adoption;
import dev.headroom.backend.control.Division.Agreed;
import dev.headroom.backend.control.Kept;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.EntryId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Spot;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.sharing.memory.Homes;
import dev.headroom.ma2scf.sharing.memory.Loan;
import dev.headroom.ma2scf.sharing.memory.OurWeight;
import dev.headroom.ma2scf.sharing.memory.QuiescedDestination;
import dev.headroom.ma2scf.sharing.memory.SeenLimit;
import dev.headroom.ma2scf.sharing.memory.SharingMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LedgerFileTest {
    private static final ServiceId WEB = new ServiceId("web");
    private static final ContainerId WEB_3 = ContainerId.parse("rs3/web-3");
    private static final Instant SINCE = Instant.parse("2026-01-01T00:00:05.250Z");

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void whatWeStartedAndQuiescedAndWhatWasAgreedToOutlivesTheMaster() throws IOException {
        SharingMemory memory = SharingMemory.EMPTY
                .withLasting(
                        List.of(new Loan(WEB_3, WEB, SINCE, "It was started because the service was overloaded.")),
                        List.of(new QuiescedDestination(
                                new DirectorId("lb1"),
                                new Spot(WEB, Endpoint.parse("[fd00::1]:80")),
                                new Weight(70),
                                SINCE)),
                        new TreeMap<>(Map.of(WEB_3, PlanKind.BORROW)))
                .withWeights(List.of(new OurWeight(
                        new DirectorId("lb1"), new Spot(WEB, Endpoint.parse("10.0.0.3:80")), new Weight(72), true)))
                .setBack(new Spot(WEB, Endpoint.parse("10.0.0.3:80")), SINCE)
                .setBack(new Spot(WEB, Endpoint.parse("10.0.0.3:80")), SINCE.plusSeconds(60))
                .refused(new EntryId(new DirectorId("lb1"), WEB), SINCE)
                .withLimit(WEB, WEB_3, new SeenLimit(120.5, "its queue was full", SINCE));
        Adoption adoption = Adoption.answered(
                new TreeSet<>(List.of(new Agreed(WEB, WEB_3, false))),
                new Homes(new TreeMap<>(Map.of(WEB_3, new Spot(WEB, Endpoint.parse("10.0.0.3:80")))), Instant.EPOCH));
        Kept kept = new Kept(adoption, memory);
        new LedgerFile(folder).keep(new Kept(Adoption.UNANSWERED, SharingMemory.EMPTY));
        new LedgerFile(folder).keep(kept);
        assertThat(new LedgerFile(folder).read()).isEqualTo(kept);
    }

    @Test
    void withoutAFileNothingIsOursAndNobodyHasAgreed() throws IOException {
        assertThat(new LedgerFile(folder).read()).isEqualTo(Kept.NOTHING);
        assertThat(Kept.NOTHING.adoption().permitsChanges()).isFalse();
    }

    @Test
    void aLedgerThatIsNotUnderstoodIsNotTakenForAnEmptyOne() throws IOException {
        Files.writeString(folder.resolve("ledger.json"), "{\"loans\": [{\"container\": 7}]}");
        assertThatThrownBy(() -> new LedgerFile(folder).read()).isInstanceOf(IOException.class);
    }

    /** As one that this user may not read; a link to itself stands for it, since root may read everything. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatCannotBeReadIsNotTakenForAbsent() throws IOException {
        Files.createSymbolicLink(folder.resolve("ledger.json"), Path.of("ledger.json"));
        Files.createSymbolicLink(folder.resolve("installation"), Path.of("installation"));
        assertThatThrownBy(() -> new LedgerFile(folder).read()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> StateFolder.knownInstallation(folder)).isInstanceOf(IOException.class);
    }

    @Test
    void anInstallationKeepsItsName() throws IOException {
        assertThat(StateFolder.knownInstallation(folder)).isEmpty();
        String made = StateFolder.installation(folder);
        assertThat(StateFolder.installation(folder)).isEqualTo(made);
        assertThat(StateFolder.knownInstallation(folder)).contains(made);
    }
}
