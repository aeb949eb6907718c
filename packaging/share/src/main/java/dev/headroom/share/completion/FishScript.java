package dev.headroom.share.completion;

import java.util.stream.Collectors;
import picocli.CommandLine;

/** Completion for fish 3 or newer. */
public final class FishScript {
    /** fish's own function for a suffix offers all other files too. */
    private static final String FILES = """
            function @FUNCTION@
                set -l typed (commandline -ct)
                complete -C "__fish_command_without_completions $typed" | string replace -r '\\t.*' '' | string match -r '.*(?:\\.ya?ml|/)$'
            end
            """;

    private FishScript() {}

    /** The script for {@code program}. */
    public static String of(CommandLine program) {
        Words top = Words.of(program);
        return "# Completion of " + top.name() + " for fish, made from its command line.\n"
                + FILES.replace("@FUNCTION@", function(top))
                + at(top) + "complete -c " + top.name()
                + " -f\n" + top.all().map(words -> lines(top, words)).collect(Collectors.joining());
    }

    private static String lines(Words top, Words words) {
        String start = "complete -c " + top.name() + " -n " + quoted(atName(top) + " " + words.path());
        String commands = words.commands().stream()
                .map(each -> start + " -a " + each.name() + " -d " + quoted(each.meaning()) + "\n")
                .collect(Collectors.joining());
        String files =
                words.positional() instanceof Value.ClusterFile ? start + offer(top, words.positional()) + "\n" : "";
        String flags = words.flags().stream()
                .map(flag -> start + names(flag) + offer(top, flag.value()) + " -d " + quoted(flag.meaning()) + "\n")
                .collect(Collectors.joining());
        return commands + files + flags;
    }

    /** The function that says whether a command was typed, and none below it. */
    private static String at(Words top) {
        String commands =
                top.all().skip(1).map(words -> " " + quoted(words.path())).collect(Collectors.joining());
        String valued = top.all()
                .flatMap(words -> words.flags().stream()
                        .filter(flag -> !(flag.value() instanceof Value.None))
                        .flatMap(flag -> flag.names().stream())
                        .map(name -> " " + quoted(words.path() + " " + name)))
                .collect(Collectors.joining());
        return """
                function %s
                    set -l path %s
                    set -l value no
                    for word in (commandline -opc)[2..]
                        if test $value = yes
                            set value no
                            continue
                        end
                        switch "$path $word"
                            case%s
                                set path "$path $word"
                            case%s
                                set value yes
                        end
                    end
                    test "$path" = "$argv"
                end
                """.formatted(atName(top), top.name(), commands, valued);
    }

    private static String atName(Words top) {
        return "__" + top.name().replace('-', '_') + "_at";
    }

    private static String function(Words top) {
        return "__" + top.name().replace('-', '_') + "_cluster_files";
    }

    private static String names(Words.Flag flag) {
        return flag.names().stream()
                .map(name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                .collect(Collectors.joining());
    }

    private static String offer(Words top, Value value) {
        return switch (value) {
            case Value.None _ -> "";
            case Value.Free _ -> " -x";
            case Value.OneOf oneOf -> " -x -a " + quoted(String.join(" ", oneOf.words()));
            case Value.ClusterFile _ -> " -x -a '(" + function(top) + ")'";
            case Value.AnyFile _ -> " -r -F";
            case Value.Folder _ -> " -x -a '(__fish_complete_directories)'";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
