package dev.headroom.bench.ssh;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Hosts that are addresses of this machine, 127.1.x.y, at which the machine's own OpenSSH server listens with keys and
 * files made for this run. Each runs Headroom's script for real, with tools that print the same each time in place of
 * {@code ipvsadm} and {@code lxc-ls}. Needs Linux, root and sshd.
 */
final class SshdFarm implements Endpoints {
    /** OpenSSH listens at 16 addresses at most. */
    private static final int ADDRESSES_OF_ONE = 16;

    private static final Path SSHD = Path.of("/usr/sbin/sshd");
    private static final Path SEPARATION = Path.of("/run/sshd");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int DIRECTORS = 2;

    private final Path folder;
    private final List<String> addresses;
    private final int port;
    private final List<Process> servers = new ArrayList<>();

    private SshdFarm(Path folder, int hosts, int port) {
        this.folder = folder;
        this.port = port;
        addresses = IntStream.range(0, hosts)
                .mapToObj(n -> "127.1.%d.%d".formatted(n / 200, 1 + n % 200))
                .toList();
    }

    /** Why there can be no such hosts here; empty where there can. */
    static Optional<String> obstacle() {
        boolean can = System.getProperty("os.name").equals("Linux")
                && System.getProperty("user.name").equals("root")
                && Files.isExecutable(SSHD);
        return can
                ? Optional.empty()
                : Optional.of("Real sshd on loopback addresses needs Linux, root and %s: its rows are left out."
                        .formatted(SSHD));
    }

    static SshdFarm start(Path folder, int hosts) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.1.0.1"))) {
            port = socket.getLocalPort();
        }
        var farm = new SshdFarm(folder, hosts, port);
        try {
            farm.write();
            farm.listen();
        } catch (IOException | InterruptedException e) {
            farm.close();
            throw e;
        }
        return farm;
    }

    private void write() throws IOException, InterruptedException {
        keygen("host_key");
        keygen("client_key");
        Files.copy(folder.resolve("client_key.pub"), folder.resolve("authorized_keys"));
        String hostKey = Files.readString(folder.resolve("host_key.pub")).strip();
        Files.write(
                folder.resolve("known_hosts"),
                addresses.stream()
                        .map(address -> "[%s]:%d %s".formatted(address, port, hostKey))
                        .toList());
        Files.writeString(folder.resolve("ssh_config"), """
                Host *
                  User root
                  Port %d
                  IdentityFile %s/client_key
                  IdentitiesOnly yes
                  UserKnownHostsFile %s/known_hosts
                  GlobalKnownHostsFile /dev/null
                  BatchMode yes
                  LogLevel ERROR
                """.formatted(port, folder, folder));
        Files.writeString(clusterFile(), cluster());
        Path tools = Files.createDirectories(folder.resolve("tools"));
        tool(tools, "ipvsadm", IPVSADM);
        tool(tools, "lxc-ls", LXC_LS);
        tool(tools, "lxc-config", "echo " + folder + "/lxc\n");
    }

    private static final String IPVSADM = """
            case "$*" in
                -Sn) echo '-A -t 192.0.2.101:80 -s wlc'; echo '-a -t 192.0.2.101:80 -r 10.1.0.2:80 -g -w 100' ;;
                *--daemon) ;;
                *--timeout) echo 'Timeout (tcp tcpfin udp): 900 120 300' ;;
                *)
                    echo 'IP Virtual Server version 1.2.1 (size=4096)'
                    case "$*" in
                        *--stats*)
                            echo 'Prot LocalAddress:Port               Conns   InPkts  OutPkts  InBytes OutBytes'
                            echo '  -> RemoteAddress:Port'
                            echo 'TCP  192.0.2.101:80                    100      500        0    40000        0'
                            echo '  -> 10.1.0.2:80                       100      500        0    40000        0' ;;
                        *--thresholds)
                            echo 'Prot LocalAddress:Port            Uthreshold Lthreshold ActiveConn InActConn'
                            echo '  -> RemoteAddress:Port'
                            echo 'TCP  192.0.2.101:80 wlc'
                            echo '  -> 10.1.0.2:80                  0          0          2          5' ;;
                        *--persistent-conn)
                            echo 'Prot LocalAddress:Port            Weight    PersistConn ActiveConn InActConn'
                            echo '  -> RemoteAddress:Port'
                            echo 'TCP  192.0.2.101:80 wlc'
                            echo '  -> 10.1.0.2:80                  100       0           2          5' ;;
                        *)
                            echo 'Prot LocalAddress:Port Scheduler Flags'
                            echo '  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn'
                            echo 'TCP  192.0.2.101:80 wlc'
                            echo '  -> 10.1.0.2:80                  Route   100    2          5' ;;
                    esac ;;
            esac
            """;

    private static final String LXC_LS = """
            echo 'NAME   STATE   AUTOSTART PID IPV4     IPV6'
            echo 'shop-1 RUNNING 1         1   10.1.0.2 -'
            echo 'shop-2 STOPPED 0         -   -        -'
            """;

    private static void tool(Path folder, String name, String script) throws IOException {
        Path file = folder.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made executable.");
        }
    }

    private String cluster() {
        var text = new StringBuilder("cluster: bench\nssh: { user: root, identity: \"%s\", knownHosts: \"%s\" }\n"
                .formatted(folder.resolve("client_key"), folder.resolve("known_hosts")));
        for (int n = 0; n < addresses.size(); n++) {
            if (n == 0 || n == DIRECTORS) {
                text.append(n == 0 ? "directors:\n" : "realServers:\n");
            }
            String name = n < DIRECTORS ? "lb" + (n + 1) : "rs" + (n + 1 - DIRECTORS);
            text.append("  - { name: %s, address: %s, ssh: { port: %d } }\n".formatted(name, addresses.get(n), port));
        }
        text.append("services:\n  - { name: shop, virtual: tcp 192.0.2.101:80, containers: \"shop-*\" }\n");
        return text.append("policy: { interval: 1s }\n").toString();
    }

    private void keygen(String name) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "headroom-bench", "-f", name)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("ssh-keygen made no key: " + said.strip());
        }
    }

    private void listen() throws IOException, InterruptedException {
        Files.createDirectories(SEPARATION);
        for (int from = 0; from < addresses.size(); from += ADDRESSES_OF_ONE) {
            List<String> part = addresses.subList(from, Math.min(addresses.size(), from + ADDRESSES_OF_ONE));
            Path config = folder.resolve("sshd_config_" + from);
            Files.writeString(
                    config,
                    part.stream()
                                    .map(address -> "ListenAddress %s:%d\n".formatted(address, port))
                                    .collect(Collectors.joining())
                            + """
                    HostKey %s/host_key
                    AuthorizedKeysFile %s/authorized_keys
                    PermitRootLogin prohibit-password
                    PasswordAuthentication no
                    KbdInteractiveAuthentication no
                    StrictModes no
                    UsePAM no
                    PidFile none
                    MaxStartups 400
                    LogLevel ERROR
                    PrintMotd no
                    SetEnv HOME=%s PATH=%s/tools:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
                    """.formatted(folder, folder, folder, folder));
            servers.add(new ProcessBuilder(SSHD.toString(), "-D", "-e", "-f", config.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("sshd.log").toFile()))
                    .start());
        }
        for (String address : addresses) {
            awaitListening(address);
        }
    }

    private void awaitListening(String address) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try (var _ = new Socket(InetAddress.ofLiteral(address), port)) {
                return;
            } catch (IOException e) {
                if (System.nanoTime() - end > 0 || servers.stream().anyMatch(server -> !server.isAlive())) {
                    throw new IOException(
                            "sshd does not listen at %s: %s"
                                    .formatted(
                                            address,
                                            Files.readString(folder.resolve("sshd.log"))
                                                    .strip()),
                            e);
                }
                boolean _ = servers.getFirst().waitFor(20, TimeUnit.MILLISECONDS);
            }
        }
    }

    @Override
    public String kind() {
        return "sshd";
    }

    @Override
    public int hosts() {
        return addresses.size();
    }

    @Override
    public Path clusterFile() {
        return folder.resolve("cluster.yaml");
    }

    @Override
    public Duration cpu() {
        return ProcessTable.ofTrees(servers.stream().map(Process::pid).collect(Collectors.toSet()));
    }

    @Override
    public Optional<PeerAccess> peers() {
        return Optional.of(new PeerAccess(folder.resolve("ssh_config"), addresses, folder));
    }

    @Override
    public void close() {
        for (Process server : servers) {
            // Its children, one for each connection, end when their connection does; they are told too.
            Set<ProcessHandle> children = server.descendants().collect(Collectors.toSet());
            server.destroy();
            children.forEach(ProcessHandle::destroy);
        }
    }
}
