package dev.headroom.backend.remote.jsch.crypto;

import com.jcraft.jsch.JSchAlgoNegoFailException;
import dev.headroom.backend.remote.AlgorithmKind;
import dev.headroom.backend.remote.Printable;
import dev.headroom.backend.remote.RemoteFailure;
import dev.headroom.backend.remote.SessionSettings;
import dev.headroom.backend.remote.SshTarget;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The algorithms that are offered to one host. Headroom's own lists are fixed, so that JSch generates no keys at each
 * connect to learn which ones work, and are no weaker than OpenSSH's. ML-KEM comes first: it is safe against recorded
 * traffic and as cheap as X25519 alone; sntrup761, which is as safe and takes a hundred times the time, comes after them. See
 * decisions 0083 and 0098.
 */
public record Algorithms(List<String> keyExchanges, List<String> ciphers, List<String> macs, List<String> hostKeys) {
    private static final String CHACHA20 = "chacha20-poly1305@openssh.com";
    private static final List<String> KEY_EXCHANGES = List.of(
            "mlkem768x25519-sha256",
            "curve25519-sha256",
            "curve25519-sha256@libssh.org",
            "sntrup761x25519-sha512",
            "sntrup761x25519-sha512@openssh.com",
            "ecdh-sha2-nistp256",
            "ecdh-sha2-nistp384",
            "ecdh-sha2-nistp521",
            "diffie-hellman-group16-sha512",
            "diffie-hellman-group18-sha512",
            "diffie-hellman-group14-sha256",
            "diffie-hellman-group-exchange-sha256");
    private static final List<String> CIPHERS = List.of(
            "aes128-gcm@openssh.com", "aes256-gcm@openssh.com", "aes128-ctr", "aes192-ctr", "aes256-ctr", CHACHA20);
    private static final List<String> MACS = List.of(
            "hmac-sha2-256-etm@openssh.com",
            "hmac-sha2-512-etm@openssh.com",
            "hmac-sha1-etm@openssh.com",
            "hmac-sha2-256",
            "hmac-sha2-512",
            "hmac-sha1");
    private static final List<String> HOST_KEYS = List.of(
            "ssh-ed25519-cert-v01@openssh.com",
            "ecdsa-sha2-nistp256-cert-v01@openssh.com",
            "ecdsa-sha2-nistp384-cert-v01@openssh.com",
            "ecdsa-sha2-nistp521-cert-v01@openssh.com",
            "rsa-sha2-512-cert-v01@openssh.com",
            "rsa-sha2-256-cert-v01@openssh.com",
            "ssh-ed25519",
            "ecdsa-sha2-nistp256",
            "ecdsa-sha2-nistp384",
            "ecdsa-sha2-nistp521",
            "rsa-sha2-512",
            "rsa-sha2-256");

    /** Usable, but only where a line of the operator's ssh_config names them. */
    private static final List<String> KEY_EXCHANGES_ON_DEMAND = List.of(
            "mlkem768nistp256-sha256",
            "mlkem1024nistp384-sha384",
            "diffie-hellman-group15-sha512",
            "diffie-hellman-group17-sha512",
            "diffie-hellman-group14-sha1",
            "diffie-hellman-group-exchange-sha1",
            "diffie-hellman-group1-sha1");

    private static final List<String> CIPHERS_ON_DEMAND =
            List.of("aes128-cbc", "aes192-cbc", "aes256-cbc", "3des-cbc", "rijndael-cbc@lysator.liu.se");
    private static final List<String> MACS_ON_DEMAND = List.of(
            "hmac-sha1-96-etm@openssh.com",
            "hmac-sha1-96",
            "hmac-md5-etm@openssh.com",
            "hmac-md5",
            "hmac-md5-96-etm@openssh.com",
            "hmac-md5-96");
    private static final List<String> HOST_KEYS_ON_DEMAND = List.of("ssh-rsa");

    /** What the host's settings demand, as far as Headroom has it; else Headroom's own. */
    public static Algorithms of(SessionSettings.Algorithms said) {
        var all = new Algorithms(
                chosen(said.keyExchanges(), KEY_EXCHANGES, KEY_EXCHANGES_ON_DEMAND),
                chosen(said.ciphers(), CIPHERS, CIPHERS_ON_DEMAND),
                chosen(said.macs(), MACS, MACS_ON_DEMAND),
                chosen(said.hostKeys(), HOST_KEYS, HOST_KEYS_ON_DEMAND));
        return all.macs.isEmpty() ? all.withoutMacs() : all;
    }

    private static List<String> chosen(Optional<List<String>> said, List<String> ours, List<String> onDemand) {
        return said.map(names -> names.stream()
                        .filter(name -> ours.contains(name) || onDemand.contains(name))
                        .distinct()
                        .toList())
                .orElse(ours);
    }

    /** Of what the settings leave nothing that Headroom has. */
    public Optional<AlgorithmKind> empty() {
        if (keyExchanges.isEmpty()) {
            return Optional.of(AlgorithmKind.KEY_EXCHANGE);
        }
        if (ciphers.isEmpty()) {
            return Optional.of(AlgorithmKind.CIPHER);
        }
        return hostKeys.isEmpty() ? Optional.of(AlgorithmKind.HOST_KEY) : Optional.empty();
    }

    /** Without MACs, which the ciphers with a check of their own do not need; a host may have no MAC of ours. */
    public Algorithms withoutMacs() {
        return new Algorithms(
                keyExchanges, ciphers.stream().filter(Algorithms::checksItself).toList(), List.of(), hostKeys);
    }

    private static boolean checksItself(String cipher) {
        return cipher.contains("-gcm@") || cipher.contains("-poly1305@");
    }

    /** The failure for a negotiation that found nothing. */
    public static RemoteFailure mismatch(SshTarget target, String where, JSchAlgoNegoFailException e) {
        List<String> offered = named(e.getServerProposal());
        AlgorithmKind kind = kind(e.getAlgorithmName());
        return new RemoteFailure.NoCommonAlgorithm(
                target.host(),
                where,
                kind,
                Printable.line(String.join(", ", offered)),
                String.join(", ", named(e.getJSchProposal())),
                isSaid(kind, target.session().algorithms()),
                String.join(",", offered.stream().filter(Algorithms::isOnDemand).toList()));
    }

    private static boolean isSaid(AlgorithmKind kind, SessionSettings.Algorithms said) {
        return switch (kind) {
            case KEY_EXCHANGE -> said.keyExchanges().isPresent();
            case HOST_KEY -> said.hostKeys().isPresent();
            case CIPHER -> said.ciphers().isPresent();
            case MAC -> said.macs().isPresent();
            case COMPRESSION -> false;
        };
    }

    private static AlgorithmKind kind(String ofJsch) {
        return switch (ofJsch) {
            case "kex" -> AlgorithmKind.KEY_EXCHANGE;
            case "server_host_key" -> AlgorithmKind.HOST_KEY;
            case "cipher.c2s", "cipher.s2c" -> AlgorithmKind.CIPHER;
            case "mac.c2s", "mac.s2c" -> AlgorithmKind.MAC;
            default -> AlgorithmKind.COMPRESSION;
        };
    }

    /** The names of a list with commas, without the marks of extensions, which stand among the key exchanges. */
    private static List<String> named(String list) {
        return Arrays.stream(list.split(","))
                .filter(name -> !name.isBlank() && !name.startsWith("ext-info-") && !name.startsWith("kex-strict-"))
                .toList();
    }

    /** Whether Headroom takes it where ssh_config names it, and only there. */
    private static boolean isOnDemand(String name) {
        return Stream.of(KEY_EXCHANGES_ON_DEMAND, CIPHERS_ON_DEMAND, MACS_ON_DEMAND, HOST_KEYS_ON_DEMAND)
                .anyMatch(names -> names.contains(name));
    }

    /** As settings of JSch, without the host keys. */
    public Properties toJsch() {
        var properties = new Properties();
        properties.setProperty("sntrup761", Sntrup761.class.getName());
        properties.setProperty(CHACHA20, ChaCha20Poly1305.class.getName());
        NotingHash.ALGORITHMS.forEach((name, type) -> properties.setProperty(name, type.getName()));
        NotingCheck.ALGORITHMS.forEach((name, type) -> properties.setProperty(name, type.getName()));
        properties.setProperty("kex", String.join(",", keyExchanges));
        properties.setProperty("cipher.c2s", String.join(",", ciphers));
        properties.setProperty("cipher.s2c", String.join(",", ciphers));
        properties.setProperty("mac.c2s", String.join(",", macs));
        properties.setProperty("mac.s2c", String.join(",", macs));
        for (String check : new String[] {"CheckKexes", "CheckCiphers", "CheckMacs", "CheckSignatures"}) {
            properties.setProperty(check, "");
        }
        return properties;
    }
}
