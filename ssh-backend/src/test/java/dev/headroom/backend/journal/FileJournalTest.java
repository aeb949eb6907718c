package dev.headroom.backend.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.Utilization;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.plan.TableAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJournalTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("shop").resolve("journal.jsonl");
    }

    private static JournalEntry entry(String text) {
        return new JournalEntry(Instant.parse("2026-11-22T10:00:00Z"), JournalEntry.Kind.STEP_SENT, "P7", "ann", text);
    }

    private static String line(String text) {
        return "{\"at\":\"2026-11-22T10:00:00Z\",\"kind\":\"step-sent\",\"subject\":\"P7\",\"by\":\"ann\",\"text\":\"%s\"}"
                .formatted(text);
    }

    /** The lines of the file without their places in the chain. */
    private List<String> lines() throws IOException {
        return Files.readAllLines(file()).stream()
                .map(line -> line.replaceFirst("^\\{\"n\":\\d+,\"before\":\"[0-9a-f]{64}\",", "{"))
                .toList();
    }

    @Test
    void refusesWhatNobodyWouldReadBecauseTheFolderWasMoved() throws IOException {
        try (FileJournal journal = FileJournal.open(file())) {
            journal.append(entry("before"));
            Files.move(file().getParent(), folder.resolve("gone"));
            Files.createDirectory(file().getParent());
            Files.createFile(file());

            assertThatThrownBy(() -> journal.append(entry("after")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("moved, removed or replaced");
        }
    }

    @Test
    void writesOneLineForEachEntry() throws IOException {
        try (FileJournal journal = FileJournal.open(file())) {
            journal.append(entry("rs2: lxc-start \"web\"\nand more"));
            journal.append(entry("Grüße"));
        }

        assertThat(lines()).containsExactly(line("rs2: lxc-start \\\"web\\\"\\nand more"), line("Grüße"));
    }

    @Test
    void readsBackWhatItWroteAndLeavesOutWhatWasCutOff() throws IOException {
        Plan plan = anyPlan();
        List<JournalEntry> entries = List.of(
                detailed(JournalEntry.Kind.PROPOSED, new JournalEntry.Detail.OfPlan(plan)),
                detailed(JournalEntry.Kind.STEP_SENT, new JournalEntry.Detail.OfStep(0, StepProgress.State.RUNNING)),
                detailed(JournalEntry.Kind.STEP_DONE, new JournalEntry.Detail.OfStep(3, StepProgress.State.NOT_NEEDED)),
                detailed(
                        JournalEntry.Kind.CHANGED,
                        new JournalEntry.Detail.OfChange(
                                "192.0.2.11:80 in web on lb1",
                                Optional.of(new ServiceId("web")),
                                new JournalEntry.Sight("weight 1, Route", Optional.of(Instant.EPOCH)),
                                new JournalEntry.Sight("no such destination", Optional.empty()),
                                new JournalEntry.Author(JournalEntry.Who.HEALTH_CHECKER, "keepalived runs on lb1"))),
                detailed(JournalEntry.Kind.ENDED, new JournalEntry.Detail.OfStatus(Proposal.Status.FAILED)),
                entry("only words"));
        try (FileJournal journal = FileJournal.open(file())) {
            for (JournalEntry entry : entries) {
                journal.append(entry);
            }
        }
        Files.writeString(
                file(),
                "{\"kind\":\"from-the-future\",\"at\":\"2026-11-22T10:00:00Z\"}\n{\"at\":\"2026-",
                StandardOpenOption.APPEND);

        assertThat(FileJournal.read(file())).isEqualTo(entries);
    }

    @Test
    void readsNothingWhereThereIsNoJournalYet() throws IOException {
        assertThat(FileJournal.read(file())).isEmpty();
    }

    @Test
    void keepsTheRestOfALineWhosePlanItCannotRead() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(
                file(),
                line("x").replace("step-sent", "proposed").replace("}", ",\"plan\":{\"kind\":\"MAGIC\"}}") + "\n");

        assertThat(FileJournal.read(file()))
                .extracting(JournalEntry::subject, JournalEntry::detail)
                .containsExactly(tuple("P7", new JournalEntry.Detail.None()));
    }

    @Test
    void keepsWhatAnEntryRestsOnAndBoundsWhatAHostSaid() throws IOException {
        Instant read = Instant.parse("2026-11-22T09:59:59Z");
        JournalEntry.Basis told = new JournalEntry.Basis(
                4711,
                Optional.of(Duration.ofMillis(1_900)),
                11,
                12,
                "3f2a",
                Optional.of(new JournalEntry.Sight("web on rs2: stopped", Optional.of(read))));
        JournalEntry sent = entry("lxc-start web").with(told);
        JournalEntry hostile = entry("x")
                .with(new JournalEntry.Basis(
                        1,
                        Optional.empty(),
                        0,
                        1,
                        "",
                        Optional.of(new JournalEntry.Sight("\u001b[2Jred\n" + "y".repeat(5_000), Optional.empty()))));
        try (FileJournal journal = FileJournal.open(file())) {
            journal.append(sent);
            journal.append(hostile);
        }

        assertThat(FileJournal.read(file()).getFirst()).isEqualTo(sent);
        assertThat(lines().getFirst())
                .endsWith(",\"before\":{\"what\":\"web on rs2: stopped\",\"readAt\":\"2026-11-22T09:59:59Z\"},"
                        + "\"basis\":{\"snapshot\":4711,\"oldest\":1.9,\"read\":11,\"hosts\":12,\"policy\":\"3f2a\"}}");
        assertThat(lines().getLast()).doesNotContain("\u001b").hasSizeLessThan(800);
    }

    private static JournalEntry detailed(JournalEntry.Kind kind, JournalEntry.Detail detail) {
        return new JournalEntry(Instant.parse("2026-11-22T10:00:00Z"), kind, "P7", "ann", "text", detail);
    }

    /** With every kind of action, and every way of forwarding. */
    private static Plan anyPlan() {
        DirectorId director = new DirectorId("lb1");
        ServiceId service = new ServiceId("web");
        VirtualAddress address = VirtualAddress.parse("fwm6 7");
        ContainerId container = ContainerId.parse("rs3/web-1");
        Endpoint endpoint = Endpoint.parse("[fd00::1]:80");
        DestinationSpec tunnelled = new DestinationSpec(
                endpoint,
                new ForwardingMethod.Tunneling(
                        ForwardingMethod.TunnelType.GUE, 6080, ForwardingMethod.TunnelChecksum.REMOTE),
                new Weight(7),
                new Thresholds(10, 5));
        DestinationSpec routed =
                new DestinationSpec(endpoint, new ForwardingMethod.DirectRouting(), new Weight(0), Thresholds.NONE);
        DestinationSpec masked =
                new DestinationSpec(endpoint, new ForwardingMethod.Masquerading(), new Weight(65_535), Thresholds.NONE);
        List<Action> actions = List.of(
                new ContainerAction.StartContainer(container),
                new ContainerAction.AwaitServing(container, Duration.ofSeconds(30)),
                new TableAction.AddDestination(director, service, address, tunnelled),
                new TableAction.SetWeight(director, service, address, masked, new Weight(3)),
                new TableAction.AwaitDrained(director, service, address, endpoint, Duration.ofMinutes(121)),
                new TableAction.RemoveDestination(director, service, address, routed),
                new ContainerAction.StopContainer(container));
        return new Plan(
                PlanKind.MAKE_ROOM,
                service,
                41,
                12.5,
                actions.stream().map(a -> new Step(a, "Because.")).toList(),
                List.of(Plan.Forecast.of(service, new Utilization(0.9), new Utilization(0.5))),
                List.of("It \"hurts\"."),
                List.of(new Plan.WhyNot("rs4", "It is full.", ""), new Plan.WhyNot("rs5", "Far.", "Move it.")));
    }

    @Test
    void goesOnWhereItStopped() throws IOException {
        for (String text : new String[] {"one", "two"}) {
            try (FileJournal journal = FileJournal.open(file())) {
                journal.append(entry(text));
            }
        }

        assertThat(lines()).containsExactly(line("one"), line("two"));
    }

    @Test
    void keepsAHalfLineOnALineOfItsOwn() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), line("one") + "\n{\"at\":\"2026-");

        try (FileJournal journal = FileJournal.open(file())) {
            journal.append(entry("two"));
        }

        assertThat(lines()).containsExactly(line("one"), "{\"at\":\"2026-", line("two"));
    }

    @Test
    void keepsAHalfLineThatAppearsWhileItIsOpen() throws IOException {
        try (FileJournal journal = FileJournal.open(file())) {
            journal.append(entry("one"));
            // as a full disk leaves it
            Files.writeString(file(), Files.readString(file()) + "{\"at\"");
            journal.append(entry("two"));
        }

        assertThat(lines()).containsExactly(line("one"), "{\"at\"", line("two"));
    }

    @Test
    void doesNotOverwriteWhatASecondMasterWrites() throws IOException {
        try (FileJournal first = FileJournal.open(file());
                FileJournal second = FileJournal.open(file())) {
            first.append(entry("one"));
            second.append(entry("two"));
            first.append(entry("three"));
        }

        assertThat(lines()).containsExactly(line("one"), line("two"), line("three"));
    }

    @Test
    void refusesAFolderItCannotMake() throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("shop"), "a file");

        assertThatThrownBy(() -> FileJournal.open(file()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(inTheWay.toString());
    }

    @Test
    void failsOnceItIsClosed() throws IOException {
        FileJournal journal = FileJournal.open(file());
        journal.close();

        assertThatThrownBy(() -> journal.append(entry("late"))).isInstanceOf(IOException.class);
    }
}
