package dev.headroom.backend.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.ClusterConnection;
import dev.headroom.backend.Examination;
import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.command.Installation;
import dev.headroom.backend.command.Sudoers.Form;
import dev.headroom.backend.control.HostStatus;
import dev.headroom.backend.control.Observation;
import dev.headroom.backend.control.driver.ClusterObserver;
import dev.headroom.backend.doctor.Check;
import dev.headroom.backend.doctor.Finding;
import dev.headroom.backend.inventory.ClusterFile;
import dev.headroom.backend.time.SteadyClock;
import dev.headroom.backend.time.TimeLimit;
import dev.headroom.ma2scf.model.Container;
import dev.headroom.ma2scf.model.Destination;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lines of {@code headroom sudoers} on real hosts, for a login user without any other right. That a whole loan needs no more is
 * shown by {@link CapacitySharingLabIT} in automatic mode. See decision 0091.
 */
@ExtendWith(Lab.Runs.class)
final class SudoersLabIT {
    private static final String ADVICE = "headroom sudoers --cluster FILE";

    /** Each changes a table if it runs. */
    private static final List<String> ON_A_DIRECTOR = List.of(
            "timeout -k 2 10 ipvsadm -a -t 10.99.0.100:80 -r 10.99.0.212:80 -g -w 1 -x 0 -y 0",
            "timeout -k 2 10 ipvsadm -e -t 10.99.0.100:80 -r 10.99.0.211:80 -g -w 0 -x 0 -y 0",
            "timeout -k 2 10 ipvsadm -d -t 10.99.0.100:80 -r 10.99.0.211:80",
            "ipvsadm -C",
            "/sbin/ipvsadm -C",
            "ipvsadm -Ln -C",
            "ipvsadm -Sn -C",
            "ipvsadm -Sn '-C'",
            "ipvsadm '-Sn -C'",
            "ipvsadm -Ln --stats --exact -Z",
            "ipvsadm -Ln --timeout --set 1 1 1",
            "ipvsadm -Ln --daemon --start-daemon master",
            "ipvsadm -D -t 10.99.0.100:80",
            "sh -c 'ipvsadm -C'",
            "env ipvsadm -C",
            "-s ipvsadm -C",
            "-i ipvsadm -C",
            "-E ipvsadm -C",
            "-u root ipvsadm -C",
            "/usr/libexec/lab/ipvsadm -C",
            "./ipvsadm -C",
            "busybox sh -c 'ipvsadm -C'");

    /** Each changes a container if it runs. */
    private static final List<String> ON_A_SERVER = List.of(
            "timeout -k 2 60 lxc-start -n api-1 -d",
            "timeout -k 2 60 lxc-stop -n web-1 -t 30",
            "lxc-start -n api-1 -d",
            "lxc-stop -n web-1 -k",
            "lxc-info -n web-1 -sH -P /tmp",
            "lxc-ls -f -F name,state,autostart,pid,ipv4,ipv6 -P /tmp",
            "lxc-info -n \"web-1$(printf '\\n-P')\" -sH",
            "lxc-attach -n web-1 -- kill 1",
            "lxc-execute -n api-1 -- sh",
            "/usr/libexec/lab/lxc-stop -n web-1 -k");

    @TempDir
    private Path folder = Path.of("unset");

    private Path file = Path.of("unset");

    @BeforeEach
    void beginAsTheLabBegan() throws Exception {
        Lab.reset();
        LoginRights.takeAway();
        file = LoginRights.clusterFile(folder);
    }

    @AfterEach
    void leaveNothingBehind() {
        LoginRights.takeAway();
        Lab.reset();
    }

    @Test
    void theLinesForReadingShowEverythingAndLetNothingBeChanged() throws Exception {
        String before = Lab.allChanges();
        List<String> asRoot = picture(observe(Lab.clusterFile(), _ -> true));
        Observation without = observe(file, host -> host.state() == HostStatus.State.REFUSED);
        assertThat(without.hosts())
                .allSatisfy(host -> assertThat(host.sentence())
                        .get()
                        .asString()
                        .startsWith(host.host().name() + " does not let the login user run ")
                        .contains(ADVICE));
        assertThat(picture(without)).isEmpty();

        LoginRights.put(LoginRights.printed(file, true, Form.EXACT));
        Observation seen = observe(file, host -> host.state() == HostStatus.State.CONNECTED);
        assertThat(picture(seen)).isEqualTo(asRoot).hasSizeGreaterThan(7);
        assertThat(seen.hosts()).hasSize(4).allSatisfy(host -> {
            assertThat(host.sentence()).isEmpty();
            assertThat(host.notes()).containsExactly(host.lacking().orElse("it lacks no right"));
            assertThat(host.lacking())
                    .get()
                    .asString()
                    .contains("so nothing is changed there", ADVICE, host.host().name());
        });
        assertRefused("lb1", ON_A_DIRECTOR);
        assertRefused("rs1", ON_A_SERVER);
        assertThat(Lab.allChanges()).isEqualTo(before);
    }

    /** A right that lacks is named, and what to do: so no line can be left out. */
    @Tag("nightly")
    @Test
    void withoutAnyOfTheLinesTheDoctorNamesWhatIsRefused() throws Exception {
        Map<String, List<String>> printed = LoginRights.printed(file, false, Form.EXACT);
        LoginRights.makeFolderOfMarks();
        LoginRights.put(printed);
        assertThat(LoginRights.GUESTS)
                .allSatisfy(guest -> assertThat(aboutRights(guest)).isEmpty());
        for (String guest : List.of("lb1", "rs1")) {
            List<String> lines = LoginRights.effective(printed.get(guest));
            for (String line : lines) {
                if (line.startsWith("Defaults")) {
                    continue;
                }
                List<String> others = new ArrayList<>(lines);
                others.remove(line);
                LoginRights.put(guest, others);
                assertThat(aboutRights(guest))
                        .as("findings without '%s'", line)
                        .singleElement()
                        .asString()
                        .contains(guest + " does not let the login user run '", told(line), ADVICE);
            }
            LoginRights.put(guest, lines);
        }
    }

    /** Where sudo has no path of its own, a folder of the login user would come first. */
    @Tag("nightly")
    @Test
    void rootRunsNoProgramOfTheLoginUser() throws Exception {
        LoginRights.forgetDebiansPath();
        for (Form form : Form.values()) {
            Map<String, List<String>> printed = LoginRights.printed(file, false, form);
            LoginRights.put("rs3", printed.get("rs3"));
            assertThat(own("rs3")).as("%s", form).isEmpty();
            LoginRights.put(
                    "rs3",
                    printed.get("rs3").stream()
                            .filter(line -> !line.startsWith("Defaults"))
                            .toList());
            assertThat(own("rs3")).as("without the path, %s", form).contains("uid=0");
        }
    }

    /** They are wider: any options behind three commands. But nothing else of the table is changed by them. */
    @Tag("nightly")
    @Test
    void theWiderLinesForAnOlderSudoLetNoOtherCommandOfIpvsadmRun() throws Exception {
        String before = Lab.table("lb1");
        LoginRights.put(LoginRights.printed(file, false, Form.OLD));
        assertRefused("rs1", ON_A_SERVER.subList(2, ON_A_SERVER.size()));
        for (String command :
                List.of("-a -C", "-d -C", "-e -Z", "-a -R", "-d -D -t 10.99.0.100:80", "-a --set 1 1 1")) {
            Lab.ssh(
                    LoginRights.USER + "@lb1",
                    "echo '-A -t 10.99.0.9:80' | sudo -n timeout -k 2 10 ipvsadm " + command + " 2>&1 || true");
        }
        assertThat(Lab.table("lb1")).isEqualTo(before);
    }

    /** What a program of the login user tells of itself when a start finds it. */
    private static String own(String guest) {
        return Lab.ssh(
                LoginRights.USER + "@" + guest,
                "mkdir -p /tmp/evil; rm -f /tmp/evil/ran; printf '#!/bin/sh\\nid >/tmp/evil/ran\\n' >/tmp/evil/lxc-start; chmod 755"
                        + " /tmp/evil/lxc-start; PATH=/tmp/evil:$PATH sudo -n timeout -k 2 60 lxc-start -n nothing -d"
                        + " >/dev/null 2>&1; cat /tmp/evil/ran 2>/dev/null; true");
    }

    /** What the sentence must name of the line that lacks. */
    private static String told(String line) {
        String command = line.substring(line.indexOf("bin/") + 4);
        return command.contains("lxc-ls")
                ? "lxc-ls -f"
                : command.contains("lxc-info")
                        ? "lxc-info -c"
                        : command.replaceAll("\\^|( -n | \\(|\\[).*", "").strip();
    }

    private static void assertRefused(String guest, List<String> commands) {
        StringBuilder script = new StringBuilder("cd; ln -sf /usr/sbin/ipvsadm ipvsadm; exec 2>/dev/null; ");
        commands.forEach(command -> script.append("(eval " + CommandLine.quoted("sudo -n " + command)
                + ") </dev/null >/dev/null && echo " + CommandLine.quoted("ran: " + command) + "; "));
        assertThat(Lab.ssh(LoginRights.USER + "@" + guest, script + "true")).isEmpty();
    }

    /** What the doctor says of the login user's rights on one guest. */
    private List<String> aboutRights(String guest) throws Exception {
        try (ClusterConnection connection = ClusterConnection.overSsh(ClusterFile.read(file))) {
            return new Examination(
                            connection,
                            SteadyClock.ofThisProcess(),
                            new TimeLimit(Lab.pace().soon().multipliedBy(2), System::nanoTime))
                    .examine(Installation.NONE, host -> host.name().equals(guest)).parts().stream()
                            .flatMap(part -> part.findings().stream())
                            .filter(finding -> finding.check() == Check.RIGHTS
                                    || finding.check() == Check.LOAN_MARKS
                                    || finding.what().contains("does not let the login user"))
                            .map(Finding::what)
                            .toList();
        }
    }

    /** The first observation in which every host is as awaited. */
    private static Observation observe(Path clusterFile, Predicate<HostStatus> awaited) throws Exception {
        BlockingQueue<Observation> observations = new LinkedBlockingQueue<>();
        try (ClusterConnection connection = ClusterConnection.overSsh(ClusterFile.read(clusterFile));
                ClusterObserver observer = connection.observer(SteadyClock.ofThisProcess(), Installation.NONE)) {
            observer.start(observations::add);
            while (true) {
                Optional<Observation> next =
                        Optional.ofNullable(observations.poll(Lab.pace().soon().toSeconds(), TimeUnit.SECONDS));
                assertThat(next).as("an observation of " + clusterFile).isPresent();
                if (next.get().hosts().stream()
                        .allMatch(host -> host.state() != HostStatus.State.CONNECTING && awaited.test(host))) {
                    return next.get();
                }
            }
        }
    }

    /** What does not change by itself: the tables and the containers. */
    private static List<String> picture(Observation seen) {
        Stream<String> destinations = seen.snapshot().directors().stream()
                .flatMap(director -> director.table().fresh().stream())
                .flatMap(table -> table.entries().stream())
                .flatMap(entry -> entry.destinations().stream())
                .map(Destination::spec)
                .map(Object::toString);
        Stream<String> containers = seen.snapshot()
                .containers()
                .map((Container c) -> "%s %s %s %s".formatted(c.id(), c.state(), c.role(), c.listening()));
        return Stream.concat(destinations, containers).sorted().toList();
    }
}
