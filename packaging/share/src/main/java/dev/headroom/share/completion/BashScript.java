package dev.headroom.share.completion;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** Completion for bash 4.4 or newer, without the package bash-completion. */
public final class BashScript {
    private static final String HEAD = """
            # Completion of @PROGRAM@ for bash, made from its command line.
            @FUNCTION@() {
              local IFS=$'\\n' current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} path=@PROGRAM@ i word
              COMPREPLY=()
              # bash splits a word at '=': --mode=watch is three words
              if [[ $current == '=' ]]; then
                current=
              elif [[ $previous == '=' ]]; then
                previous=${COMP_WORDS[COMP_CWORD-2]}
              fi
              for ((i = 1; i < COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                case "$path $word" in
            @COMMANDS@      path+=" $word" ;;
            @VALUED@      # the next word is its value
                  [[ ${COMP_WORDS[i+1]} != '=' ]] || ((i += 1))
                  ((i += 1)) ;;
                esac
              done
              case "$path $previous" in
            @VALUES@  esac
              local options= commands= files=
              case "$path" in
            @WORDS@  esac
              if [[ $current == -* ]]; then
                @FUNCTION@_words "$options"
              else
                [[ -z $commands ]] || @FUNCTION@_words "$commands"
                [[ -z $files ]] || @FUNCTION@_files .yaml .yml
              fi
            }

            @FUNCTION@_words() {
              mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -W "$1" -- "$current")
            }

            # adds the files with one of the suffixes ('' is one of all) and the folders
            @FUNCTION@_files() {
              local typed=$current suffix
              # readline quotes what it gets: what was typed in quotes or with backslashes is compared without them
              typed=${typed#[\\"\\']}
              typed=${typed//\\\\/}
              compopt -o filenames 2>/dev/null
              for suffix; do
                mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -f -X "!*$suffix" -- "$typed")
              done
              mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -d -- "$typed")
            }

            complete -F @FUNCTION@ @PROGRAM@
            """;

    private BashScript() {}

    /** The script for {@code program}. */
    public static String of(CommandLine program) {
        Words top = Words.of(program);
        String function = "_" + top.name().replace('-', '_');
        return HEAD.replace("@COMMANDS@", indented(3, commands(top)))
                .replace("@VALUED@", indented(3, valued(top, value -> !(value instanceof Value.None))))
                .replace(
                        "@VALUES@",
                        top.all().map(words -> values(words, function)).collect(Collectors.joining()))
                .replace("@WORDS@", top.all().map(BashScript::words).collect(Collectors.joining()))
                .replace("@FUNCTION@", function)
                .replace("@PROGRAM@", top.name());
    }

    private static String indented(int steps, String text) {
        return "  ".repeat(steps) + text;
    }

    private static String commands(Words top) {
        return alternatives(top.all().skip(1).map(Words::path).toList());
    }

    private static String valued(Words top, Predicate<Value> wanted) {
        return alternatives(top.all()
                .flatMap(words -> words.flags().stream()
                        .filter(flag -> wanted.test(flag.value()))
                        .flatMap(flag -> flag.names().stream())
                        .map(name -> words.path() + " " + name))
                .toList());
    }

    private static String alternatives(List<String> words) {
        return words.stream().map(word -> "'" + word + "'").collect(Collectors.joining("|")) + ")\n";
    }

    private static String values(Words words, String function) {
        return words.flags().stream()
                .filter(flag -> !(flag.value() instanceof Value.None))
                .map(flag -> indented(
                                2,
                                alternatives(flag.names().stream()
                                        .map(name -> words.path() + " " + name)
                                        .toList()))
                        + indented(3, offer(flag.value(), function))
                        + indented(3, "return ;;\n"))
                .collect(Collectors.joining());
    }

    private static String offer(Value value, String function) {
        return switch (value) {
            case Value.None _, Value.Free _ -> ":\n";
            case Value.OneOf oneOf -> (function + "_words $'%s'\n").formatted(String.join("\\n", oneOf.words()));
            case Value.ClusterFile _ -> function + "_files .yaml .yml\n";
            case Value.AnyFile _ -> function + "_files ''\n";
            case Value.Folder _ -> function + "_files\n";
        };
    }

    private static String words(Words words) {
        List<String> names =
                words.flags().stream().flatMap(flag -> flag.names().stream()).toList();
        String text = indented(2, "'" + words.path() + "')\n") + assigned("options", names);
        if (!words.commands().isEmpty()) {
            text += assigned(
                    "commands", words.commands().stream().map(Words::name).toList());
        }
        if (words.positional() instanceof Value.ClusterFile) {
            text += assigned("files", List.of("yes"));
        }
        return text + indented(3, ";;\n");
    }

    private static String assigned(String variable, List<String> words) {
        return indented(3, "%s=$'%s'\n".formatted(variable, String.join("\\n", words)));
    }
}
