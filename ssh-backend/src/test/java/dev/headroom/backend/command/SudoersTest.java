package dev.headroom.backend.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.backend.act.ActionCommands;
import dev.headroom.backend.command.Sudoers.Form;
import dev.headroom.backend.runtime.lxc.LxcRuntime;
import dev.headroom.ma2scf.model.ContainerId;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.ForwardingMethod.TunnelChecksum;
import dev.headroom.ma2scf.model.ForwardingMethod.TunnelType;
import dev.headroom.ma2scf.model.HostId;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.ServerId;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.Action;
import dev.headroom.ma2scf.plan.ContainerAction;
import dev.headroom.ma2scf.plan.TableAction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines of sudoers suffice for every command that Headroom sends, and for none with an argument more: by the real sudo. */
class SudoersTest {
    private static final HostId LB = new DirectorId("lb1");
    private static final ServerId RS = new ServerId("rs1");
    private static final List<Sudoers.Rights> ALL = List.of(Sudoers.DIRECTOR, new LxcRuntime().rights());

    /** In a mount namespace of its own: the tools print what they were called with, and /etc/sudoers is the file $1. */
    private static final String STAGE = """
        set -e
        t=$2
        mount -t tmpfs none $t
        chmod 755 $t ${t%/*}
        mkdir $t/real $t/bin $t/sbin
        mount --bind /usr/bin $t/real
        ln -s $t/real/* $t/bin/
        for tool in bin/lxc-ls bin/lxc-info bin/lxc-start bin/lxc-stop sbin/ipvsadm; do
            rm -f $t/$tool
            printf '#!/bin/sh\\necho ran\\n' >$t/$tool
            chmod 755 $t/$tool
        done
        cat $1 >$t/sudoers
        chmod 440 $t/sudoers
        mount --bind $t/sudoers /etc/sudoers
        mount --bind $t/sbin /usr/sbin
        mount --bind $t/bin /usr/bin
        while IFS= read -r line; do
            # An old sudo warns first that it cannot find the name of this host.
            if eval "setpriv --reuid=nobody --regid=65534 --clear-groups $line" 2>&1 | grep -qx ran; then echo granted; else echo refused; fi
        done
        """;

    /**
     * The root folder of another release, whose sudo is asked, by {@code HEADROOM_SUDO_ROOT}: {@code mmdebstrap
     * --variant=minbase --include=sudo bullseye FOLDER}.
     */
    private static final String ROOT =
            Optional.ofNullable(System.getenv("HEADROOM_SUDO_ROOT")).orElse("/");

    private static final String INTO_THE_ROOT = """
        [ "$1" = / ] || for i in dev proc tmp; do mount --rbind /$i "$1/$i" || exit; done
        exec chroot "$@"
        """;

    /** The first sudo with regular expressions in sudoers. */
    private static final List<Integer> WITH_EXPRESSIONS = List.of(1, 9, 10);

    /** What no form may grant. */
    private static final List<String> OTHERS = List.of(
            "sudo -n timeout -k 2 10 ipvsadm -C",
            "sudo -n timeout -k 2 60 lxc-start -n web-1 -f /tmp/mine -d",
            "sudo -n timeout -k 2 60 lxc-start -n web-1 -d -- /bin/sh",
            "sudo -n timeout -k 2 60 lxc-stop -n web-1 -P /tmp -t 30",
            "sudo -n lxc-info -n web-1 -P /tmp -sH",
            "sudo -n lxc-ls -P /tmp",
            "sudo -n timeout -k 2 60 sh -c id",
            "sudo -n ipvsadm -Ln --rate",
            "sudo -n sh -c id",
            "sudo -n ipvsadm -C",
            // Arguments are compared as one text with blanks between them; sudo-project/sudo#15,
            // fgrehm/vagrant-lxc#269.
            "sudo -n ipvsadm -Sn ''",
            "sudo -n ipvsadm -Ln -C",
            "sudo -n ipvsadm \"-Ln$(printf '\\n-C')\"",
            "sudo -n ipvsadm -Ln --stats --exact -Z",
            "sudo -n ipvsadm -Ln --daemon --stop-daemon master",
            "sudo -n ipvsadm -Ln --timeout --set 1 1 1",
            "sudo -n lxc-ls -f -F name,state,autostart,pid,ipv4,ipv6 -P /tmp",
            "sudo -n lxc-info -n web-1 -sH -P /tmp",
            "sudo -n lxc-info -n web-1 -c lxc.hook.start",
            "sudo -n timeout -k 2 60 lxc-start -n 'web-1 -f' -d /tmp/mine",
            "sudo -n timeout -k 2 60 lxc-start -n web-1 -s lxc.hook.pre-start=/tmp/evil -d",
            "sudo -n timeout -k 2 60 lxc-stop -n web-1 -k",
            "sudo -n timeout -k 2 60 lxc-stop -n web-1 -t 30 -k",
            "sudo -n timeout -k 2 10 ipvsadm -A -t 192.0.2.1:80",
            "sudo -n timeout -k 2 10 ipvsadm -D -t 192.0.2.1:80",
            "sudo -n timeout -k 2 10 /tmp/ipvsadm -a -t 192.0.2.1:80 -r 127.0.0.1:1 -g -w 1 -x 0 -y 0",
            "sudo -n timeout -k 2 600 lxc-start -n web-1 -d",
            "sudo -n timeout -s KILL -k 2 60 lxc-start -n web-1 -d",
            "sudo -n env ipvsadm -Sn",
            "sudo -n -s",
            "sudo -n -i",
            "sudo -n -E ipvsadm -Sn",
            "sudo -n LD_PRELOAD=/tmp/evil.so ipvsadm -Sn",
            "sudo -n PATH=/tmp/evil ipvsadm -Sn",
            "sudo -n -D /tmp ipvsadm -Sn",
            "sudo -n -R /tmp ipvsadm -Sn",
            "sudo -n -u nobody ipvsadm -Sn",
            "sudo -n -g root ipvsadm -Sn",
            "sudoedit -n /etc/sudoers",
            "sudo -n timeout -k 2 60 lxc-start -n ../../tmp/mine -d",
            "sudo -n lxc-info -n ../../tmp/mine -sH");

    @TempDir
    Path folder;

    @Test
    void thePackagedFileIsMadeOfThem() throws IOException {
        assertThat(Path.of("..", "packaging", "linux", "headroom.sudoers"))
                .hasContent(String.join("\n", Sudoers.packaged(ALL)) + "\n");
    }

    @Test
    void sudoGrantsEveryCommandThatIsSentAndNoneWithAnArgumentMore() throws Exception {
        needs(Form.EXACT);
        List<CommandLine> sent = Stream.concat(reading(), changing()).toList();
        List<String> commands = new ArrayList<>();
        for (CommandLine command : sent) {
            List<String> more = new ArrayList<>(command.arguments());
            more.add("-Z");
            commands.add(command.toShell());
            commands.add(new CommandLine(more).toShell());
        }
        List<String> answers = ask(Sudoers.lines("nobody", ALL, false, Form.EXACT), commands);
        for (int i = 0; i < commands.size(); i++) {
            assertThat(answers.get(i)).as(commands.get(i)).isEqualTo(i % 2 == 0 ? "granted" : "refused");
        }
    }

    @ParameterizedTest
    @EnumSource
    void forReadingOnlyNothingThatChangesIsGranted(Form form) throws Exception {
        needs(form);
        List<String> lines = Sudoers.lines("nobody", ALL, true, form);
        assertThat(ask(lines, reading().map(CommandLine::toShell).toList())).containsOnly("granted");
        assertThat(ask(lines, changing().map(CommandLine::toShell).toList())).containsOnly("refused");
    }

    /** Only what is said to be wider is wider: options of ipvsadm for one destination. */
    @Test
    void wildcardsForAnOlderSudoGrantEveryCommandAndNoContainerCommandWithAnArgumentMore() throws Exception {
        needs(Form.OLD);
        List<String> lines = Sudoers.lines("nobody", ALL, false, Form.OLD);
        assertThat(lines).noneMatch(line -> line.contains("^") || line.contains("$"));
        List<CommandLine> sent = Stream.concat(reading(), changing()).toList();
        assertThat(ask(lines, sent.stream().map(CommandLine::toShell).toList())).containsOnly("granted");
        List<String> more = sent.stream()
                .map(CommandLine::toShell)
                .filter(text -> !text.matches(".*ipvsadm -[aed] .*"))
                .flatMap(text -> Stream.of(text + " -Z", text.replace(" -n ", " -n web -f ")))
                .filter(text ->
                        !sent.stream().map(CommandLine::toShell).toList().contains(text))
                .toList();
        assertThat(more).hasSizeGreaterThan(10);
        assertThat(ask(lines, more)).containsOnly("refused");
        assertThat(ask(lines, OTHERS)).containsOnly("refused");
        assertThat(ask(lines, List.of("sudo -n timeout -k 2 10 ipvsadm -a -t 192.0.2.1:80 -r 127.0.0.1:1")))
                .containsOnly("granted");
    }

    /** What could become a root shell, or changes more than a destination. */
    @Test
    void nothingElseIsGranted() throws Exception {
        needs(Form.EXACT);
        List<String> others = new ArrayList<>(OTHERS);
        others.add("sudo -n timeout -k 2 10 ipvsadm -a -t 192.0.2.1:80 -r 127.0.0.1:1");
        others.add("sudo -n lxc-info -n \"web-1$(printf '\\n-P')\" -sH");
        assertThat(ask(Sudoers.lines("nobody", ALL, false, Form.EXACT), others)).containsOnly("refused");
    }

    /** Where no line sets a path, {@code timeout} would look in the login user's own, as root. */
    @ParameterizedTest
    @EnumSource
    void rootRunsNoProgramFromAFolderThatTheLoginUserNames(Form form) throws Exception {
        needs(form);
        Path own = Files.createDirectories(folder.resolve("own"));
        Path tool = Files.writeString(own.resolve("lxc-start"), "#!/bin/sh\necho of the login user\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();
        List<String> start =
                List.of("env PATH=%s:/usr/bin sudo -n timeout -k 2 60 lxc-start -n web-1 -d".formatted(own));
        List<String> lines = Sudoers.lines("nobody", ALL, false, form);
        assertThat(ask(lines, start)).containsExactly("granted");
        // the test sees what it must see
        List<String> without =
                lines.stream().filter(line -> !line.contains("secure_path")).toList();
        assertThat(ask(without, start)).containsExactly("refused");
        // a tool can be a script in front of the real one, which the host's shell looks for
        assertThat(Sudoers.lines("nobody", ALL, true, form))
                .anyMatch(line -> line.startsWith("Defaults:nobody secure_path="));
    }

    private static Stream<CommandLine> reading() {
        List<String> info = new ArrayList<>(List.of("lxc-info", "-n", "web-1.a_b"));
        for (int i = 0; i < 8; i++) {
            for (String name :
                    List.of("net.%d.ipv4.address", "net.%d.ipv6.address", "network.%d.ipv4", "network.%d.ipv6")) {
                info.addAll(List.of("-c", "lxc." + name.formatted(i)));
            }
        }
        return Stream.of(
                        CommandLine.of("ipvsadm", "-Sn"),
                        CommandLine.of("ipvsadm", "-Ln"),
                        CommandLine.of("ipvsadm", "-Ln", "--thresholds"),
                        CommandLine.of("ipvsadm", "-Ln", "--daemon"),
                        IpvsCommands.listPackets(),
                        IpvsCommands.listPersistent(),
                        IpvsCommands.listTimeouts(),
                        CommandLine.of("lxc-ls", "-f", "-F", "name,state,autostart,pid,ipv4,ipv6"),
                        new CommandLine(info),
                        new LxcRuntime().state("web-1"))
                .map(Privilege.SUDO::apply);
    }

    private static Stream<CommandLine> changing() {
        List<Action> actions = new ArrayList<>(List.of(
                new ContainerAction.StartContainer(new ContainerId(RS, "web-1.a_b")),
                new ContainerAction.StopContainer(new ContainerId(RS, "web-1"))));
        ServiceId web = new ServiceId("web");
        List<VirtualAddress> services = List.of(
                new VirtualAddress.Socket(Protocol.TCP, new Endpoint("192.0.2.100", 80)),
                new VirtualAddress.Socket(Protocol.UDP, new Endpoint("2001:db8::100", 53)),
                new VirtualAddress.Socket(Protocol.SCTP, new Endpoint("192.0.2.100", 80)),
                new VirtualAddress.FirewallMark(7, false),
                new VirtualAddress.FirewallMark(7, true));
        List<ForwardingMethod> methods = new ArrayList<>(List.of(
                new ForwardingMethod.DirectRouting(),
                new ForwardingMethod.Masquerading(),
                new ForwardingMethod.Local(),
                new ForwardingMethod.Tunneling(TunnelType.IPIP, 0, TunnelChecksum.NONE)));
        for (TunnelChecksum checksum : TunnelChecksum.values()) {
            methods.add(new ForwardingMethod.Tunneling(TunnelType.GUE, 6080, checksum));
            methods.add(new ForwardingMethod.Tunneling(TunnelType.GRE, 0, checksum));
        }
        for (VirtualAddress service : services) {
            for (ForwardingMethod method : methods) {
                DestinationSpec spec = new DestinationSpec(
                        new Endpoint(service.toString().contains("2001") ? "2001:db8::1" : "192.0.2.1", 8080),
                        method,
                        new Weight(65_535),
                        Thresholds.NONE);
                actions.add(new TableAction.AddDestination((DirectorId) LB, web, service, spec));
                actions.add(new TableAction.SetWeight((DirectorId) LB, web, service, spec, Weight.ZERO));
                actions.add(new TableAction.RemoveDestination((DirectorId) LB, web, service, spec));
            }
        }
        // The mark around a start and a stop is the login user's own; the part with sudo is asked.
        return actions.stream()
                .map(
                        ActionCommands.withUsualRuntime(
                                Map.of(LB, Privilege.SUDO, RS, Privilege.SUDO), Installation.NONE)::command)
                .map(command -> command.orElseThrow().arguments())
                .map(arguments -> new CommandLine(arguments.subList(arguments.indexOf("sudo"), arguments.size())));
    }

    /** A name that sudoers reads as an alias, as all users or as a group must not get a line. */
    @ParameterizedTest
    @ValueSource(
            strings = {"ALL", "WEB_1", "X", "%wheel", "#0", "+netgroup", "!root", "@include", "Defaults", "Cmd_Alias"})
    void aNameThatIsNoUserToSudoersGetsNoLine(String name) {
        assertThatThrownBy(() -> Sudoers.lines(name, ALL, true, Form.EXACT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'%s' as the name of a login user means something else".formatted(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "ALLy", "DOM\\me", "me@dom.example", "1000", "_A", "A.B", "a b", "a,b=c:d"})
    void otherNamesAreUsersToSudoers(String name) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/sbin/visudo")));
        Path file = Files.write(folder.resolve("sudoers"), Sudoers.lines(name, ALL, false, Form.EXACT));
        assertThat(run(List.of("visudo", "-cf", file.toString()), List.of())).contains("OK");
    }

    private List<String> ask(List<String> sudoers, List<String> commands) throws Exception {
        Path file = Files.write(folder.resolve("sudoers"), sudoers);
        assertThat(run(List.of("visudo", "-cf", file.toString()), List.of())).contains("OK");
        Path stage = Files.createDirectories(folder.resolve("stage"));
        List<String> command =
                new ArrayList<>(List.of("unshare", "-m", "--propagation", "private", "sh", "-c", INTO_THE_ROOT, "sh"));
        command.addAll(List.of(ROOT, "sh", "-c", STAGE, "sh", file.toString(), stage.toString()));
        String said = run(command, commands);
        List<String> answers = said.lines().toList();
        assertThat(answers).as(said).hasSameSizeAs(commands);
        return answers;
    }

    private static String run(List<String> command, List<String> input) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        if (!input.isEmpty()) {
            try (var in = process.getOutputStream()) {
                in.write((String.join("\n", input) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    /** An older sudo takes an expression for a pattern with wildcards, which fits no command: nothing too much is granted. */
    @Test
    void anOldSudoGrantsNoChangeByTheLinesForANewOne() throws Exception {
        needs(Form.OLD);
        Assumptions.assumeFalse(hasExpressions(), "asks an old sudo");
        List<String> lines = Sudoers.lines("nobody", ALL, false, Form.EXACT);
        assertThat(ask(lines, changing().map(CommandLine::toShell).toList())).containsOnly("refused");
        assertThat(ask(lines, OTHERS)).containsOnly("refused");
    }

    private static void needs(Form form) throws Exception {
        boolean possible = Stream.of("/usr/bin/sudo", "/usr/sbin/visudo", "/usr/bin/unshare", "/usr/bin/setpriv")
                        .map(Path::of)
                        .allMatch(Files::isExecutable)
                && System.getProperty("user.name").equals("root");
        Assumptions.assumeTrue(possible, "needs Linux, root and sudo");
        Assumptions.assumeTrue(form == Form.OLD || hasExpressions(), "needs sudo 1.9.10");
    }

    private static boolean hasExpressions() throws Exception {
        String said = run(List.of("chroot", ROOT, "/usr/bin/sudo", "-V"), List.of());
        List<Integer> version = Pattern.compile("[0-9]+")
                .matcher(said.lines()
                        .filter(line -> line.startsWith("Sudo version "))
                        .findFirst()
                        .orElseThrow())
                .results()
                .limit(WITH_EXPRESSIONS.size())
                .map(number -> Integer.valueOf(number.group()))
                .toList();
        return Arrays.compare(
                        version.stream().mapToInt(i -> i).toArray(),
                        WITH_EXPRESSIONS.stream().mapToInt(i -> i).toArray())
                >= 0;
    }
}
