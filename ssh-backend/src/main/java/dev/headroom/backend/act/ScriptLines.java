package dev.headroom.backend.act;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.ma2scf.model.HostId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lines of a shell script for an administrator's computer, which names each host by a variable. Every word is quoted for
 * that computer's shell, which passes commands on to the shells of hosts. Mutable; used by one thread.
 */
final class ScriptLines {
    private final StringBuilder text = new StringBuilder();
    private final Map<HostId, String> variables = new LinkedHashMap<>();

    /** @param hosts those that the script names, in the order of its variables */
    ScriptLines(Collection<HostId> hosts) {
        hosts.forEach(host -> variables.computeIfAbsent(host, _ -> "host_" + (variables.size() + 1)));
    }

    /** The variable of a host, as a word of a line. */
    String variable(HostId host) {
        return "$" + variables.get(host);
    }

    /** All variables, as words of a line. */
    List<String> variables() {
        return variables.keySet().stream().map(this::variable).toList();
    }

    /** Gives each variable the name of its host. */
    void nameHosts() {
        variables.forEach((host, variable) -> assign(variable, host.name()));
    }

    void assign(String variable, String value) {
        raw(variable + "=" + CommandLine.quoted(value) + "\n");
    }

    /** Text that is shell already. */
    void raw(String shell) {
        text.append(shell);
    }

    /** A command with its arguments. */
    void line(List<String> words) {
        raw(command(words) + "\n");
    }

    /** A command that runs only if {@code condition} succeeds. */
    void line(List<String> condition, List<String> words) {
        raw(command(condition) + " &&\n    " + command(words) + "\n");
    }

    private String command(List<String> words) {
        return String.join(
                " ",
                words.stream()
                        .map(word -> isVariable(word) ? '"' + word + '"' : CommandLine.quoted(word))
                        .toList());
    }

    private boolean isVariable(String word) {
        return word.startsWith("$") && variables.containsValue(word.substring(1));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
