package dev.headroom.share.man;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual page of one command, from its own description. See decision 0001.
 *
 * @param name the name of the page, such as {@code headroom-plan}
 * @param text the page in the macros of man(7)
 */
public record ManPage(String name, int section, String text) {

    /** What all pages of a package say. */
    record Common(int section, String version, String date, Appendix appendix) {}

    /** The file below {@code man/}. */
    public String file() {
        return "man%d/%s.%d".formatted(section, name, section);
    }

    static ManPage of(CommandSpec command, Common common) {
        String name = pageName(command);
        Roff page = new Roff();
        page.title(name, common);
        page.macro("SH", "NAME").line(Roff.escaped(name) + " \\- " + Roff.escaped(Texts.summary(command)));
        page.macro("SH", "SYNOPSIS");
        synopsis(page, command);
        page.macro("SH", "DESCRIPTION")
                .paragraphs(Texts.description(command.usageMessage().description()));
        options(page, command);
        commands(page, command, common.section());
        common.appendix().write(page, command);
        return new ManPage(name, common.section(), page.toString());
    }

    /** The words of the command, but of the command "headroom master": the operator's page in section 8 has that name. */
    static String pageName(CommandSpec command) {
        String name = command.qualifiedName("-");
        return hasAnOperatorsPage(command) ? name + "-command" : name;
    }

    /** Whether the package for servers has a page of the name that this one would have, which man would show in its place. */
    static boolean hasAnOperatorsPage(CommandSpec command) {
        return command.parent() != null && command.qualifiedName("-").equals("headroom-master");
    }

    private static void synopsis(Roff page, CommandSpec command) {
        page.line(Roff.bold(command.qualifiedName(" ")) + arguments(command));
        if (!command.subcommands().isEmpty()) {
            page.macro("br").line(Roff.bold(command.qualifiedName(" ")) + " " + Roff.italic("COMMAND") + " ...");
        }
    }

    private static String arguments(CommandSpec command) {
        List<String> words = new ArrayList<>();
        for (OptionSpec option : options(command)) {
            String word = Roff.bold(option.longestName()) + value(option);
            words.add(option.required() ? word : "[" + word + "]");
        }
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            String word = Roff.italic(parameter.paramLabel());
            words.add(parameter.arity().min() > 0 ? word : "[" + word + "]");
        }
        return words.stream().map(word -> " " + word).collect(Collectors.joining());
    }

    private static void options(Roff page, CommandSpec command) {
        page.macro("SH", "OPTIONS");
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            page.macro("TP").line(Roff.italic(parameter.paramLabel()));
            page.paragraphs(Texts.description(parameter.description()));
        }
        for (OptionSpec option : options(command)) {
            String names =
                    java.util.Arrays.stream(option.names()).map(Roff::bold).collect(Collectors.joining(", "));
            page.macro("TP").line(names + value(option));
            page.paragraphs(Texts.description(option.description()));
        }
    }

    private static String value(OptionSpec option) {
        return option.arity().max() == 0 ? "" : " " + Roff.italic(label(option));
    }

    /** Without the brackets that picocli puts around some labels. */
    private static String label(ArgSpec option) {
        return option.paramLabel().replaceAll("[<>]", "").toUpperCase(java.util.Locale.ROOT);
    }

    /** In the order of the alphabet, help and version last. */
    private static List<OptionSpec> options(CommandSpec command) {
        return command.options().stream()
                .filter(option -> !option.hidden())
                .sorted(Comparator.comparing((OptionSpec option) -> option.usageHelp() || option.versionHelp())
                        .thenComparing(OptionSpec::longestName))
                .toList();
    }

    private static void commands(Roff page, CommandSpec command, int section) {
        if (command.subcommands().isEmpty()) {
            return;
        }
        page.macro("SH", "COMMANDS");
        command.subcommands().values().forEach(line -> {
            CommandSpec each = line.getCommandSpec();
            page.macro("TP").line(Roff.bold(pageName(each)) + "(" + section + ")");
            page.paragraphs(
                    Texts.firstSentence(Texts.description(each.usageMessage().description())));
        });
    }
}
