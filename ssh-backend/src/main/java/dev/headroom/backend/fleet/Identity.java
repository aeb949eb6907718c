package dev.headroom.backend.fleet;

import dev.headroom.backend.remote.config.HostSettings;
import dev.headroom.backend.remote.config.HostSettings.Proxy;
import dev.headroom.backend.remote.config.Keyword;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * The names of a host that tokens stand for.
 *
 * @param given as in {@code ssh NAME}
 * @param address to which the connection leads
 */
record Identity(SshEnvironment environment, HostSettings settings, String given, String address, int port) {
    /** The values of all tokens, once the user is known. */
    Tokens tokens(String user) {
        LocalMachine machine = environment.machine();
        String jump = settings.proxy() instanceof Proxy.Jumps jumps
                ? jumps.hosts().getLast().name()
                : "";
        Map<Character, String> values = new HashMap<>();
        values.put('d', environment.home().toString());
        values.put('h', address);
        values.put('i', machine.userId());
        values.put('j', jump);
        values.put(
                'k',
                settings.word(Keyword.HOST_KEY_ALIAS)
                        .map(alias -> alias.toLowerCase(Locale.ROOT))
                        .orElse(given));
        values.put('L', machine.hostName().replaceFirst("\\..*", ""));
        values.put('l', machine.hostName());
        values.put('n', given);
        values.put('p', Integer.toString(port));
        values.put('r', user);
        values.put('u', environment.userName());
        if (jump.isEmpty()) { // with a jump the value differs between versions of ssh
            values.put('C', hash(machine.hostName() + address + port + user));
        }
        return new Tokens(values, machine.variables());
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1.", e);
        }
    }
}
