package dev.headroom.share.completion;

import java.util.stream.Collectors;
import picocli.CommandLine;

/** Completion for fish 3 or newer. */
public final class FishScript {
    private FishScript() {}

    /** The script for {@code program}. */
    public static String of(CommandLine program) {
        Words top = Words.of(program);
        return "# Completion of " + top.name() + " for fish, made from its command line.\ncomplete -c " + top.name()
                + " -f\n" + top.all().map(words -> lines(top, words)).collect(Collectors.joining());
    }

    private static String lines(Words top, Words words) {
        String start = "complete -c " + top.name() + " -n " + quoted(condition(top, words));
        String commands = words.commands().stream()
                .map(each -> start + " -a " + each.name() + " -d " + quoted(each.meaning()) + "\n")
                .collect(Collectors.joining());
        String files = words.positional() instanceof Value.ClusterFile ? start + offer(words.positional()) + "\n" : "";
        String flags = words.flags().stream()
                .map(flag -> start + names(flag) + offer(flag.value()) + " -d " + quoted(flag.meaning()) + "\n")
                .collect(Collectors.joining());
        return commands + files + flags;
    }

    /** Holds where {@code words} was typed and none of its commands. */
    private static String condition(Words top, Words words) {
        String seen = words.equals(top) ? "" : "__fish_seen_subcommand_from " + words.name();
        String none = words.commands().isEmpty()
                ? ""
                : "not __fish_seen_subcommand_from "
                        + words.commands().stream().map(Words::name).collect(Collectors.joining(" "));
        return seen + (seen.isEmpty() || none.isEmpty() ? "" : "; and ") + none;
    }

    private static String names(Words.Flag flag) {
        return flag.names().stream()
                .map(name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                .collect(Collectors.joining());
    }

    private static String offer(Value value) {
        return switch (value) {
            case Value.None _ -> "";
            case Value.Free _ -> " -x";
            case Value.OneOf oneOf -> " -x -a " + quoted(String.join(" ", oneOf.words()));
            case Value.ClusterFile _ -> " -k -x -a '(__fish_complete_suffix .yaml .yml)'";
            case Value.AnyFile _ -> " -r -F";
            case Value.Folder _ -> " -x -a '(__fish_complete_directories)'";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
