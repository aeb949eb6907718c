package dev.headroom.console.cli.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.control.JournalEntry;
import dev.headroom.backend.control.JournalEntry.Author;
import dev.headroom.backend.control.JournalEntry.Basis;
import dev.headroom.backend.control.JournalEntry.Detail;
import dev.headroom.backend.control.JournalEntry.Kind;
import dev.headroom.backend.control.JournalEntry.Sight;
import dev.headroom.backend.control.JournalEntry.Who;
import dev.headroom.backend.control.Proposal;
import dev.headroom.backend.control.StepProgress;
import dev.headroom.backend.journal.FileJournal;
import dev.headroom.console.cli.Cli;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.Plan;
import dev.headroom.ma2scf.plan.PlanKind;
import dev.headroom.ma2scf.plan.Step;
import dev.headroom.ma2scf.policy.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The journal answers what was decided at night and why not, and says where it was changed. */
@Timeout(900)
final class JournalCommandTest {
    private static final Instant NIGHT = Instant.parse("2026-11-25T03:12:00Z");

    @TempDir
    private Path folder = Path.of("unset");

    private Optional<FileJournal> journal = Optional.empty();

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("cluster.yaml"), """
            cluster: shop
            directors: [{ name: lb1, address: 192.0.2.2 }]
            realServers: [{ name: rs1, address: 192.0.2.11 }]
            services:
              - { name: web, virtual: tcp 192.0.2.100:80, containers: "web-*" }
            """);
    }

    private Path file() {
        return folder.resolve("s").resolve("journal.jsonl");
    }

    private Cli run(String verb, String... more) {
        String[] line = {
            "journal",
            verb,
            "--cluster",
            folder.resolve("cluster.yaml").toString(),
            "--state",
            folder.resolve("s").toString()
        };
        String[] all = Arrays.copyOf(line, line.length + more.length);
        System.arraycopy(more, 0, all, line.length, more.length);
        return Cli.run(all);
    }

    private void told(int second, Kind kind, String subject, String by, String text, Detail detail) throws IOException {
        journal.orElseThrow().append(new JournalEntry(NIGHT.plusSeconds(second), kind, subject, by, text, detail));
    }

    private static Plan plan(PlanKind kind, String service, ContainerAction action) {
        return new Plan(
                kind,
                new ServiceId(service),
                7,
                1,
                List.of(new Step(action, "Because.")),
                List.of(),
                List.of(service + " is overloaded."),
                List.of());
    }

    /** A night with a loan that was given back, one that nobody approved, and an obstacle. */
    private void aNight() throws IOException {
        ContainerId container = ContainerId.parse("rs1/web-s1");
        Detail none = new Detail.None();
        journal = Optional.of(FileJournal.open(file()));
        told(-3_600, Kind.STARTED, "master", "master", "Started in manual mode.", none);
        told(
                -3_500,
                Kind.PROPOSED,
                "P1",
                "master",
                "BORROW for web: web is overloaded.",
                new Detail.OfPlan(plan(PlanKind.BORROW, "web", new ContainerAction.StartContainer(container))));
        told(-3_400, Kind.APPROVED, "P1", "ann", "Approved.", none);
        told(
                -3_300,
                Kind.STEP_DONE,
                "P1",
                "master",
                "web-s1 is running",
                new Detail.OfStep(0, StepProgress.State.DONE));
        told(
                -3_200,
                Kind.ENDED,
                "P1",
                "master",
                "Every step was seen to hold.",
                new Detail.OfStatus(Proposal.Status.DONE));
        told(
                -1_000,
                Kind.UNABLE,
                "rs2",
                "master",
                "rs2 is not connected: it does not answer.",
                new Detail.OfInability("host"));
        told(-900, Kind.UNABLE, "rs3", "master", "rs3 is not connected.", new Detail.OfInability("host"));
        told(-800, Kind.ABLE, "rs3", "master", "rs3 is connected again.", new Detail.OfInability("host"));
        told(
                -60,
                Kind.PROPOSED,
                "P2",
                "master",
                "FAILOVER for mail: mail is overloaded.",
                new Detail.OfPlan(plan(
                        PlanKind.FAILOVER,
                        "mail",
                        new ContainerAction.StartContainer(ContainerId.parse("rs1/mail-s1")))));
        told(
                60,
                Kind.EXPIRED,
                "P2",
                "master",
                "No operator answered in time.",
                new Detail.OfStatus(Proposal.Status.EXPIRED));
        told(
                3_600,
                Kind.PROPOSED,
                "P3",
                "master",
                "GIVE_BACK for web: calm.",
                new Detail.OfPlan(plan(PlanKind.GIVE_BACK, "web", new ContainerAction.StopContainer(container))));
        told(3_610, Kind.STEP_DONE, "P3", "master", "web-s1 is stopped", new Detail.OfStep(0, StepProgress.State.DONE));
        journal.orElseThrow().close();
    }

    @Test
    void saysWhatHeldAndWhatWasDecidedAtATime() throws IOException {
        aNight();

        Cli shown = run("show", "--at", "2026-11-25T03:12:00Z");

        assertThat(shown.exitCode()).isZero();
        assertThat(shown.out())
                .contains("A master ran since ")
                .contains("Started in manual mode.")
                .contains("rs2 is not connected: it does not answer.")
                .doesNotContain("rs3")
                .contains("P2 lived since ")
                .contains("It waited for an answer.")
                .contains("P2 expired: No operator answered in time.")
                .doesNotContain("GIVE_BACK");
        assertThat(run("show", "--at", "2026-11-25T03:12:00Z", "--service", "web")
                        .out())
                .doesNotContain("P2")
                .contains("rs2");
        assertThat(run("show", "--from", "2026-11-25T03:00Z", "--to", "2026-11-25T03:20Z", "--json")
                        .out()
                        .lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("{\"n\":"));
    }

    @Test
    void saysWhichOrdersBudgetsAndHaltsHeldAtATime() throws IOException {
        journal = Optional.of(FileJournal.open(file()));
        Detail none = new Detail.None();
        told(-4_000, Kind.STARTED, "master", "master", "Started in automatic mode.", none);
        told(
                -3_000,
                Kind.MAINTENANCE,
                "master",
                "ann",
                "rs1 is in maintenance.",
                new Detail.OfMaintenance(new ServerId("rs1"), true));
        told(
                -2_900,
                Kind.MAINTENANCE,
                "master",
                "ann",
                "rs2 is in maintenance.",
                new Detail.OfMaintenance(new ServerId("rs2"), true));
        told(
                -2_800,
                Kind.MAINTENANCE,
                "master",
                "bob",
                "The maintenance of rs2 has ended.",
                new Detail.OfMaintenance(new ServerId("rs2"), false));
        told(
                -2_000,
                Kind.MODE,
                "master",
                "ann",
                "At most watch for web.",
                new Detail.OfMode(Optional.of(new ServiceId("web")), Mode.WATCH));
        told(-1_500, Kind.MODE, "master", "ann", "Mode manual.", new Detail.OfMode(Optional.empty(), Mode.MANUAL));
        told(-1_000, Kind.UNABLE, "master", "master", "The budget is used up.", new Detail.OfInability("budget"));
        told(-900, Kind.HALTED, "master", "ann", "Halted by ann.", none);
        told(900, Kind.RESUMED, "master", "ann", "Resumed.", none);
        told(900, Kind.ABLE, "master", "master", "No longer: used up.", new Detail.OfInability("budget"));
        told(
                900,
                Kind.MAINTENANCE,
                "master",
                "ann",
                "The maintenance of rs1 has ended.",
                new Detail.OfMaintenance(new ServerId("rs1"), false));
        journal.orElseThrow().close();

        assertThat(held("2026-11-25T03:12:00Z"))
                .anyMatch(line -> line.contains("rs1 is in maintenance. (by ann at "))
                .noneMatch(line -> line.contains("rs2"))
                .anyMatch(line -> line.contains("At most watch for web. (by ann at "))
                .anyMatch(line -> line.contains("Mode manual. (by ann at "))
                .anyMatch(line -> line.contains(": The budget is used up."))
                .anyMatch(line -> line.contains("It was halted by ann since "));
        assertThat(held("2026-11-25T04:00:00Z"))
                .noneMatch(line -> line.contains("maintenance") || line.contains("budget") || line.contains("halted"))
                .anyMatch(line -> line.contains("Mode manual."));
    }

    private List<String> held(String at) {
        return run("show", "--at", at)
                .out()
                .lines()
                .takeWhile(line -> !line.isBlank())
                .toList();
    }

    /** journalctl goes astray where a clock was ahead for a while (systemd, issue 2738). */
    @Test
    void whatWasWrittenWhileTheClockWasAheadHeldAfterwards() throws IOException {
        journal = Optional.of(FileJournal.open(file()));
        Detail none = new Detail.None();
        int ahead = 60 * 365 * 86_400;
        told(ahead, Kind.STARTED, "master", "master", "Started in manual mode.", none);
        told(ahead, Kind.HALTED, "master", "ann", "Halted by ann.", none);
        told(-3_000, Kind.UNABLE, "rs2", "master", "rs2 is not connected.", new Detail.OfInability("host"));
        told(-1_000, Kind.RESUMED, "master", "ann", "Resumed.", none);
        told(1_000, Kind.UNABLE, "rs3", "master", "rs3 is not connected.", new Detail.OfInability("host"));
        told(ahead, Kind.HALTED, "master", "bob", "Halted by bob.", none);
        journal.orElseThrow().close();

        assertThat(held("2026-11-25T02:40:00Z"))
                .anyMatch(line -> line.contains("A master ran since 2086-"))
                .anyMatch(line -> line.contains("It was halted by ann"));
        assertThat(held("2026-11-25T03:12:00Z"))
                .anyMatch(line -> line.contains("A master ran since 2086-"))
                .noneMatch(line -> line.contains("halted by"));
    }

    /** Also a line that looks like another one: in a text each quote has a backslash before it. */
    @Test
    void aTextThatQuotesALineIsTakenForNone() throws IOException {
        journal = Optional.of(FileJournal.open(file()));
        Detail none = new Detail.None();
        told(-4_000, Kind.STARTED, "master", "master", "Started in manual mode.", none);
        told(-100, Kind.UNABLE, "rs2", "master", "\",\"matter\":\"host\"", new Detail.OfInability("rights"));
        told(-50, Kind.ABLE, "rs2", "master", "x", new Detail.OfInability("host"));
        journal.orElseThrow().close();

        assertThat(held("2026-11-25T03:12:00Z")).anyMatch(line -> line.contains("matter"));
    }

    /** journalctl misses entries from before a clock was set right (systemd, issue 43805). */
    @Test
    void findsWhatWasWrittenWhileTheClockWasWrong() throws IOException {
        aNight();
        journal = Optional.of(FileJournal.open(file()));
        told(-90 * 86_400, Kind.MODE, "master", "ann", "Mode watch.", new Detail.None());
        told(4_000, Kind.MODE, "master", "ann", "Mode manual.", new Detail.None());
        journal.orElseThrow().close();

        assertThat(run("show", "--from", "2026-08-27T00:00", "--to", "2026-08-28T00:00")
                        .out())
                .contains("Mode watch.");
        assertThat(run("show", "--at", "2026-11-25T04:18:40Z").out())
                .contains("Mode manual.")
                .contains("P3");
    }

    @Test
    void showsBeforeAndAfterOfAStepAndWhatADecisionRestsOn() throws IOException {
        journal = Optional.of(FileJournal.open(file()));
        Basis read = new Basis(4711, Optional.of(Duration.ofMillis(1_900)), 11, 12, "3f2a", Optional.empty());
        JournalEntry offered = new JournalEntry(NIGHT, Kind.PROPOSED, "P1", "master", "BORROW for web.");
        journal.orElseThrow().append(offered.with(read));
        journal.orElseThrow()
                .append(new JournalEntry(
                                NIGHT,
                                Kind.STEP_SENT,
                                "P1",
                                "master",
                                "lb1: ipvsadm -e",
                                new Detail.OfStep(0, StepProgress.State.RUNNING))
                        .with(seen(read, "weight 1")));
        journal.orElseThrow()
                .append(new JournalEntry(
                                NIGHT,
                                Kind.STEP_DONE,
                                "P1",
                                "master",
                                "seen",
                                new Detail.OfStep(0, StepProgress.State.DONE))
                        .with(seen(read, "weight 0")));
        journal.orElseThrow().close();

        assertThat(run("show", "--at", "2026-11-25T03:12:00Z").out())
                .contains("BORROW for web. [snapshot 4711; 11 of 12 hosts read, the oldest 1.9 s before; policy 3f2a]")
                .contains("lb1: ipvsadm -e (before: weight 1, read at 2026-11-25 ")
                .contains("seen (after: weight 0, read at ");
        assertThat(run("export").out())
                .contains("\"before\":{\"what\":\"weight 1\"")
                .contains("\"after\":{\"what\":\"weight 0\"");
    }

    @Test
    void showsWhatOthersChangedWithTheLikelyAuthorAndByService() throws IOException {
        journal = Optional.of(FileJournal.open(file()));
        Sight before = new Sight("weight 1, Route", Optional.of(NIGHT));
        Sight after = new Sight("weight 0, Route", Optional.of(NIGHT));
        Author author =
                new Author(Who.HEALTH_CHECKER, "keepalived runs on lb1, and its container rs1/web does not run");
        told(
                0,
                Kind.CHANGED,
                "web",
                "",
                "192.0.2.11:80 in web on lb1 was changed, not by this master: weight 1 before, now weight 0. "
                        + author.sentence(),
                new Detail.OfChange(
                        "192.0.2.11:80 in web on lb1", Optional.of(new ServiceId("web")), before, after, author));
        journal.orElseThrow().close();

        assertThat(run("show", "--at", "2026-11-25T03:12:00Z", "--service", "web")
                        .out())
                .contains("web changed: 192.0.2.11:80 in web on lb1 was changed, not by this master: ")
                .contains("Likely by a health checker, because keepalived runs on lb1, and its container");
        assertThat(run("show", "--at", "2026-11-25T03:12:00Z", "--service", "mail")
                        .out())
                .contains("Nothing was written from");
        assertThat(run("show", "--at", "2026-11-25T03:12:00Z", "--json").out())
                .contains("\"likely\":\"health-checker\",\"because\":\"keepalived runs");
    }

    private static Basis seen(Basis basis, String what) {
        return new Basis(
                basis.revision(),
                basis.oldest(),
                basis.counted(),
                basis.hosts(),
                basis.policy(),
                Optional.of(new Sight(what, Optional.of(NIGHT.minusSeconds(1)))));
    }

    @Test
    void listsPlansAndLoans() throws IOException {
        aNight();

        assertThat(run("history").out().lines())
                .hasSize(2)
                .first()
                .asString()
                .contains("P2 replace what failed for mail");
        assertThat(run("history").out()).contains("P1 borrow for web").contains("approved by ann: done. Every step");
        assertThat(run("loans").out())
                .contains("rs1 lends web-s1 to web (P1, approved by ann), given back at ")
                .contains(" by P3. web is overloaded.");
        assertThat(run("loans", "--json").out())
                .contains("\"approvedBy\":\"ann\"")
                .contains("\"leastSeconds\":300");
    }

    @Test
    void provesTheChainAndNamesTheFirstBadRecord() throws IOException {
        aNight();
        Cli whole = run("verify");
        assertThat(whole.exitCode()).isZero();
        assertThat(whole.out()).startsWith("The chain of 12 lines in 1 files is whole.");
        assertThat(run("export").out()).contains("\"whole\":true").contains("\"kind\":\"started\"");

        Files.writeString(file(), Files.readString(file()).replace("\"ann\"", "\"bob\""));
        Cli broken = run("verify");
        assertThat(broken.exitCode()).isEqualTo(5);
        assertThat(broken.out()).contains("First bad record: " + file() + ":3: was changed after it was written");
        assertThat(run("export", "--from", "2026-11-25T03:12Z").exitCode()).isEqualTo(5);
    }

    @Test
    void saysInOneSentenceWhatCannotBeRead() throws IOException {
        for (String verb : List.of("verify", "show", "export", "history", "loans")) {
            assertThat(run(verb).err()).contains("There is no journal at").hasLineCount(1);
            assertThat(run(verb).exitCode()).isEqualTo(2);
        }
        Files.createDirectories(file());
        assertThat(run("verify").exitCode()).isIn(2, 5);
        Files.delete(file());
        Files.createFile(file());
        assertThat(run("verify").out()).startsWith("Nothing can be proven: none of the 0 lines");
        Files.writeString(file(), "\u0000\u001b[2Jnot ours\n{\"a\":1}\n");
        assertThat(run("verify").exitCode()).isZero();
        assertThat(run("show").out()).doesNotContain("\u001b");
        Files.writeString(file(), "x".repeat(10_000_000) + "\n", StandardOpenOption.APPEND);
        assertThat(run("verify").exitCode()).isZero();
        assertThat(run("history").out()).startsWith("No proposal has ended yet.");
    }

    @Test
    void refusesTimesThatAreNone() throws IOException {
        aNight();
        for (String time : List.of("3", "25:00", "yesterday", "2026-13-01T00:00", "\u001b[31m")) {
            Cli refused = run("show", "--at", time);
            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.err()).doesNotContain("\u001b");
        }
        assertThat(run("show", "--from", "2026-11-26T00:00", "--to", "2026-11-25T00:00")
                        .err())
                .contains("The span ends");
        assertThat(Cli.run("journal").exitCode()).isEqualTo(2);
    }
}
