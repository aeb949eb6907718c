package dev.headroom.backend.command;

import dev.headroom.ma2scf.model.Endpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code ipvsadm} does with one destination, as the kernel was seen to do it: {@code -a} and {@code -e} begin with the defaults
 * (direct routing, weight 1, no thresholds) and take only what the command says.
 */
final class FullReplaceTable {
    private final Map<String, String> destinations = new HashMap<>();

    /** Runs a command and returns the exit code. */
    int run(CommandLine command) {
        List<String> words = command.arguments();
        String verb = words.get(1);
        int at = words.indexOf("-r");
        String key = String.join(" ", words.subList(2, at + 2));
        boolean there = destinations.containsKey(key);
        if (verb.equals("-d")) {
            destinations.remove(key);
            return there ? 0 : 255;
        }
        if (there == verb.equals("-a")) {
            return 255;
        }
        destinations.put(key, rule(words.subList(at + 2, words.size())));
        return 0;
    }

    /** The destination as a rule would show it, thresholds too. */
    String rule(String serviceOption, Endpoint service, Endpoint destination) {
        String key = serviceOption + " " + service + " -r " + destination;
        return "-a " + key + " " + destinations.get(key);
    }

    private static String rule(List<String> options) {
        String method = "-g";
        String weight = "1";
        String upper = "0";
        String lower = "0";
        StringBuilder tunnel = new StringBuilder();
        for (int i = 0; i < options.size(); i++) {
            String option = options.get(i);
            switch (option) {
                case "-g", "-m", "-i" -> method = option;
                case "-w" -> weight = options.get(++i);
                case "-x" -> upper = options.get(++i);
                case "-y" -> lower = options.get(++i);
                case "--tun-type", "--tun-port" ->
                    tunnel.append(' ').append(option).append(' ').append(options.get(++i));
                case "--tun-nocsum", "--tun-csum", "--tun-remcsum" ->
                    tunnel.append(' ').append(option);
                default -> throw new AssertionError("ipvsadm does not know " + option);
            }
        }
        return method + " -w " + weight + tunnel + " -x " + upper + " -y " + lower;
    }
}
