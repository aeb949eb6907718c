package dev.headroom.backend.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.inventory.Runtimes;
import dev.headroom.backend.parse.Frame;
import dev.headroom.backend.parse.Section;
import dev.headroom.backend.parse.SectionKind;
import dev.headroom.backend.runtime.lxc.LxcRuntime;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.ServerId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HostTroubleTest {
    record Case(String name, SectionKind section, int status, String said, String sentence) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> troubles() {
        return Stream.of(
                new Case(
                        "no tool",
                        SectionKind.IPVS_RULES,
                        127,
                        "sh: 27: ipvsadm: not found",
                        "lb1 has no ipvsadm. Install it there"),
                new Case(
                        "no tool behind sudo",
                        SectionKind.IPVS_RULES,
                        1,
                        "sudo: ipvsadm: command not found",
                        "lb1 has no ipvsadm"),
                new Case("no sudo", SectionKind.CONTAINERS, 127, "sh: 1: sudo: not found", "lb1 has no sudo"),
                new Case(
                        "password",
                        SectionKind.IPVS_LIST,
                        1,
                        "sudo: a password is required",
                        "Put what 'headroom sudoers --cluster FILE' prints for lb1"),
                new Case(
                        "not allowed",
                        SectionKind.CONTAINERS,
                        1,
                        "Sorry, user operator is not allowed to execute '/usr/bin/lxc-ls' as root on rs1.",
                        "Put what 'headroom sudoers --cluster FILE' prints for lb1"),
                new Case( // https://github.com/ansible/ansible/issues/31131
                        "no terminal",
                        SectionKind.IPVS_LIST,
                        1,
                        "sudo: sorry, you must have a tty to run sudo",
                        "Defaults:LOGIN !requiretty"),
                new Case( // https://github.com/cloudfoundry/haproxy-boshrelease/pull/430
                        "sudo that may not",
                        SectionKind.IPVS_LIST,
                        1,
                        "sudo: The \"no new privileges\" flag is set, which prevents sudo from running as root.",
                        "sudo does not work on lb1 (sudo: The \"no new privileges\" flag is set"),
                new Case(
                        "not root",
                        SectionKind.IPVS_LIST,
                        2,
                        "Can't initialize ipvs: Permission denied (you must be root)",
                        "or let Headroom use sudo there"),
                new Case(
                        "no module",
                        SectionKind.IPVS_LIST,
                        255,
                        "Can't initialize ipvs: Protocol not available",
                        "The kernel of lb1 has not loaded IPVS (Can't initialize ipvs: Protocol not available). Load"
                                + " it there (modprobe ip_vs)"),
                new Case( // https://github.com/kobolog/gorb/issues/23, and many others
                        "no module, and no folder of modules",
                        SectionKind.IPVS_RULES,
                        255,
                        """
                        modprobe: can't change directory to '/lib/modules': No such file or directory
                        Can't initialize ipvs: Protocol not available
                        Are you sure that IP Virtual Server is built in the kernel or as module?
                        """,
                        "(Can't initialize ipvs: Protocol not available). Load it there"),
                new Case( // https://github.com/iqiyi/dpvs/issues/821
                        "no memory for the table",
                        SectionKind.IPVS_LIST,
                        1,
                        "Memory allocation problem",
                        "'ipvsadm -Ln' on lb1 ended with exit code 1: Memory allocation problem"),
                new Case( // https://github.com/jlijian3/lvs-snat/issues/12
                        "a tool for another kernel",
                        SectionKind.IPVS_STATS,
                        1,
                        "Invalid operation.  Possibly wrong module version, address not unicast, ...",
                        "'ipvsadm -Ln --stats --exact' on lb1 ended with exit code 1: Invalid operation.  Possibly"
                                + " wrong module version"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("troubles")
    void saysWhatToDo(Case trouble) {
        List<String> said = Stream.concat(Stream.of(""), trouble.said.lines()).toList();
        Section section = new Section(trouble.section, "", said, trouble.status);
        assertThat(trouble(section))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains(trouble.sentence));
    }

    @Test
    void aHostThatHidesProcessesSaysSo() {
        Frame frame = new Frame(1, "server", List.of(new Section(SectionKind.PROCESSES, "", List.of(), 1)));
        assertThat(FrameInterpreter.report(new ServerId("rs1"), Runtimes.USUAL, Instant.EPOCH, frame))
                .isInstanceOfSatisfying(
                        HostReport.NotRead.class,
                        failed -> assertThat(failed.sentence()).contains("rs1", "hidepid", "gid="));
    }

    /** https://github.com/sudo-project/sudo/issues/42: in a container sudo warns, and then does its work, which may fail. */
    @Test
    void aWarningOfSudoIsNoRefusal() {
        Section section = new Section(
                SectionKind.IPVS_LIST,
                "",
                List.of(
                        "sudo: setrlimit(RLIMIT_CORE): Operation not permitted",
                        "Can't initialize ipvs: Protocol not available"),
                255);
        assertThat(trouble(section))
                .hasValueSatisfying(
                        sentence -> assertThat(sentence).startsWith("The kernel of lb1 has not loaded IPVS (Can't"));
    }

    /** The last line of a tool says why it failed; the lines before it do not. */
    static Stream<Arguments> failuresAfterOtherLines() {
        return Stream.of(
                Arguments.of(
                        SectionKind.CONTAINERS,
                        1,
                        List.of("NAME STATE", "web-1 RUNNING"),
                        List.of(
                                "lxc-ls: warning: the configuration key lxc.utsname is deprecated",
                                "Traceback (most recent call last):",
                                "  File \"/usr/bin/lxc-ls\", line 34, in <module>",
                                "    import lxc",
                                "ImportError: No module named 'lxc'"),
                        "'lxc-ls -f' on lb1 ended with exit code 1: File \"/usr/bin/lxc-ls\", line 34, in <module> /"
                                + " import lxc / ImportError: No module named 'lxc' (after 1 more line)."),
                Arguments.of(
                        SectionKind.CONTAINERS,
                        3,
                        List.of("Welcome to rs1", "no such folder: /var/lib/lxc"),
                        List.of(),
                        "'lxc-ls -f' on lb1 ended with exit code 3: Welcome to rs1 / no such folder: /var/lib/lxc."),
                Arguments.of(
                        SectionKind.IPVS_LIST,
                        1,
                        List.of(),
                        List.of("sudo: a hint that is no refusal", "ipvsadm: Memory allocation problem"),
                        "'ipvsadm -Ln' on lb1 ended with exit code 1: sudo: a hint that is no refusal / ipvsadm:"
                                + " Memory allocation problem."),
                Arguments.of(
                        SectionKind.IPVS_LIST,
                        1,
                        List.of(),
                        List.of(
                                "/etc/sudoers:27:1: syntax error",
                                "sudo: error initializing audit plugin sudoers_audit"),
                        "sudo does not work on lb1 (/etc/sudoers:27:1: syntax error / sudo: error initializing audit"
                                + " plugin sudoers_audit). Mend that there, or log in as root."),
                Arguments.of(
                        SectionKind.IPVS_LIST,
                        1,
                        List.of(),
                        List.of("x".repeat(500)),
                        "'ipvsadm -Ln' on lb1 ended with exit code 1: " + "x".repeat(160) + "…"));
    }

    @ParameterizedTest
    @MethodSource("failuresAfterOtherLines")
    void quotesTheLastLinesOfWhatFailed(
            SectionKind kind, int status, List<String> output, List<String> error, String sentence) {
        assertThat(trouble(new Section(kind, "", output, error, status, Duration.ZERO)))
                .contains(sentence);
    }

    @Test
    void findsNoneInWhatSucceeded() {
        assertThat(trouble(new Section(SectionKind.IPVS_LIST, "", List.of("sudo: hm"), 0)))
                .isEmpty();
    }

    /**
     * The sentence had the rule itself, with a regular expression and LOGIN in place of the user: two lines of it filled a
     * row of the window, for each command again.
     */
    @Test
    void theAdviceIsTheCommandThatPrintsTheLines() {
        for (SectionKind section : List.of(SectionKind.IPVS_LIST, SectionKind.CONTAINERS)) {
            assertThat(trouble(new Section(section, "", List.of("sudo: a password is required"), 1))
                            .orElseThrow())
                    .contains("Put what 'headroom sudoers --cluster FILE' prints for lb1 into /etc/sudoers.d/headroom")
                    .doesNotContain("LOGIN", "NOPASSWD", "[");
        }
    }

    /** The packaged rules let the login user do what Headroom sends, and nothing that becomes root's shell. */
    @Test
    void thePackagedSudoersAllowsExactlyTheStartsAndStopsThatAreSent() throws IOException {
        String packaged = Files.readString(Path.of("..", "packaging", "linux", "headroom.sudoers"));
        Pattern start = rule(packaged, "/usr/bin/timeout ^-k 2 60 lxc-start ");
        Pattern stop = rule(packaged, "/usr/bin/timeout ^-k 2 60 lxc-stop ");
        assertThat("-n web-s2.a_b -d").matches(start);
        assertThat("-n web-s2 -f /tmp/mine -d").doesNotMatch(start);
        assertThat("-n web-s2 -d -- /bin/sh").doesNotMatch(start);
        assertThat("-n web-s2 -t 30").matches(stop);
        assertThat("-n web-s2 -P /tmp").doesNotMatch(stop);
    }

    private static Optional<String> trouble(Section section) {
        DirectorId host = new DirectorId("lb1");
        return section.kind() == SectionKind.CONTAINERS
                ? HostTrouble.of(host, section, new LxcRuntime().listing())
                : HostTrouble.of(host, section);
    }

    private static Pattern rule(String packaged, String command) {
        String rest = packaged.substring(packaged.indexOf(command) + command.length());
        return Pattern.compile(rest.substring(0, rest.indexOf('$') + 1));
    }
}
