package dev.headroom.share.completion;

import dev.headroom.share.man.Texts;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The words of a command: its options, its commands and what may stand for itself.
 *
 * @param path the command as typed, such as {@code headroom bench finder}
 */
record Words(String path, String meaning, List<Flag> flags, List<Words> commands, Value positional) {

    /** An option with all its names. */
    record Flag(List<String> names, String meaning, String label, Value value) {}

    Words {
        flags = List.copyOf(flags);
        commands = List.copyOf(commands);
    }

    static Words of(CommandLine line) {
        CommandSpec command = line.getCommandSpec();
        List<Flag> flags = command.options().stream()
                .filter(option -> !option.hidden())
                .map(option -> new Flag(
                        List.of(option.names()),
                        shortened(option.description()),
                        option.paramLabel().replaceAll("[<>]", ""),
                        option.arity().max() == 0 ? new Value.None() : value(option, option.longestName())))
                .toList();
        List<Words> commands = new LinkedHashSet<>(line.getSubcommands().values())
                .stream().map(Words::of).toList();
        Value positional = command.positionalParameters().stream()
                .map(parameter -> value(parameter, "--cluster"))
                .findFirst()
                .orElse(new Value.None());
        return new Words(
                command.qualifiedName(" "),
                shortened(command.usageMessage().description()),
                flags,
                commands,
                positional);
    }

    /** This command and all below it. */
    Stream<Words> all() {
        return Stream.concat(Stream.of(this), commands.stream().flatMap(Words::all));
    }

    String name() {
        return path.substring(path.lastIndexOf(' ') + 1);
    }

    private static Value value(ArgSpec argument, String name) {
        List<String> candidates = candidates(argument);
        if (!candidates.isEmpty()) {
            return new Value.OneOf(candidates);
        }
        return switch (argument.paramLabel()) {
            case "FOLDER" -> new Value.Folder();
            case "FILE" -> name.equals("--cluster") ? new Value.ClusterFile() : new Value.AnyFile();
            default -> new Value.Free();
        };
    }

    /** Words of an enum are offered as the help and the texts write them: in lower case. */
    private static List<String> candidates(ArgSpec argument) {
        Class<?> type = argument.auxiliaryTypes()[0];
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(each -> each.toString().toLowerCase(Locale.ROOT))
                    .toList();
        }
        return argument.completionCandidates() == null
                ? List.of()
                : StreamSupport.stream(argument.completionCandidates().spliterator(), false)
                        .toList();
    }

    /** The first sentence, without its full stop: shells show one line. */
    private static String shortened(String[] description) {
        String first = Texts.firstSentence(Texts.description(description));
        return first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
    }
}
