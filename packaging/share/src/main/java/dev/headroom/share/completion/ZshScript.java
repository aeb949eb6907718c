package dev.headroom.share.completion;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Completion for zsh's {@code compinit}. */
public final class ZshScript {
    private ZshScript() {}

    /** The script for {@code program}, to be named {@code _PROGRAM}. */
    public static String of(CommandLine program) {
        Words top = Words.of(program);
        return "#compdef " + top.name() + "\n# Completion of " + top.name() + " for zsh, made from its command line.\n"
                + top.all().map(ZshScript::function).collect(Collectors.joining()) + "\n" + name(top) + " \"$@\"\n";
    }

    private static String name(Words words) {
        return "_" + words.path().replaceAll("[ -]", "_");
    }

    private static String function(Words words) {
        boolean branches = !words.commands().isEmpty();
        String text = "\n" + name(words) + "() {\n"
                + (branches ? "  local curcontext=\"$curcontext\" state line\n  typeset -A opt_args\n" : "")
                + "  _arguments " + (branches ? "-C " : "")
                + Stream.concat(words.flags().stream().flatMap(ZshScript::flag), rest(words))
                        .map(spec -> "\\\n    " + spec)
                        .collect(Collectors.joining(" "));
        return text + (branches ? branches(words) : "") + "\n}\n";
    }

    private static Stream<String> flag(Words.Flag flag) {
        String meaning = "[" + escaped(flag.meaning()).replace("[", "\\[").replace("]", "\\]") + "]";
        String others = flag.names().size() > 1 ? "'(" + String.join(" ", flag.names()) + ")'" : "";
        return flag.names().stream().map(name -> {
            if (flag.value() instanceof Value.None) {
                return others + "'" + name + meaning + "'";
            }
            return others + "'" + name + (name.startsWith("--") ? "=" : "+") + meaning + ":" + flag.label() + ":"
                    + offer(flag.value()) + "'";
        });
    }

    private static String offer(Value value) {
        return switch (value) {
            case Value.None _, Value.Free _ -> " ";
            case Value.OneOf oneOf -> "(" + String.join(" ", oneOf.words()) + ")";
            case Value.ClusterFile _ -> "_files -g \"*.(yaml|yml)(-.)\"";
            case Value.AnyFile _ -> "_files";
            case Value.Folder _ -> "_files -/";
        };
    }

    private static Stream<String> rest(Words words) {
        return words.commands().isEmpty() ? Stream.of() : Stream.of("'1: :->first'", "'*:: :->rest'");
    }

    private static String branches(Words words) {
        String described = words.commands().stream()
                .map(each -> "        '" + each.name() + ":" + escaped(each.meaning()) + "'\n")
                .collect(Collectors.joining());
        String called = words.commands().stream()
                .map(each -> "        %s) %s ;;\n".formatted(each.name(), name(each)))
                .collect(Collectors.joining());
        return """
                 && return
                  case $state in
                    first)
                      local -a commands=(
                %s      )
                      _describe -t commands command commands%s
                      ;;
                    rest)
                      case $words[1] in
                %s      esac
                      ;;
                  esac""".formatted(
                        described,
                        words.positional() instanceof Value.ClusterFile ? "\n      _files -g \"*.(yaml|yml)(-.)\"" : "",
                        called);
    }

    /** In single quotes, where a colon ends a part. */
    private static String escaped(String text) {
        return text.replace("'", "'\\''").replace(":", "\\:");
    }
}
