package dev.headroom.share.man;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine;

/** The manual pages of a package: one for its program and one for each of its commands. */
public final class ManPages {
    private ManPages() {}

    /**
     * The pages of {@code program}.
     *
     * @param date the day that stands at their foot, such as {@code 2026-11-22}
     * @param window whether the package has the window
     */
    public static List<ManPage> of(CommandLine program, String version, String date, boolean window) {
        ManPage.Common common =
                new ManPage.Common(section(program.getCommandName()), version, date, new Appendix(window));
        List<ManPage> pages = new ArrayList<>();
        add(program, common, pages);
        return List.copyOf(pages);
    }

    /** The console is for every user; the master on a server is for who administers it, so both may be installed. */
    static int section(String program) {
        return program.equals("headroom") ? 1 : 8;
    }

    private static void add(CommandLine line, ManPage.Common common, List<ManPage> pages) {
        pages.add(ManPage.of(line.getCommandSpec(), common));
        new LinkedHashSet<>(line.getSubcommands().values()).forEach(each -> add(each, common, pages));
    }
}
