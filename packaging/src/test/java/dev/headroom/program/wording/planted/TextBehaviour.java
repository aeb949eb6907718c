package dev.headroom.program.wording.planted;

/** Code with the error that the rewording must find: it decides by a text of its own. */
public final class TextBehaviour {
    private TextBehaviour() {}

    private static String standing(boolean failed) {
        return failed ? "Failed" : "Serves";
    }

    private static String sentence(String server) {
        return "The server " + server + " is lost.";
    }

    /** By a word that is the same in two places. */
    public static boolean byEquals() {
        return standing(true).equals("Failed");
    }

    /** By the label of a switch. */
    public static boolean bySwitch() {
        return switch (standing(true)) {
            case "Failed" -> true;
            default -> false;
        };
    }

    /** By a beginning. */
    public static boolean byBeginning() {
        return sentence("rs2").startsWith("The server ");
    }

    /** By a word within, which looks like a key. */
    public static boolean byContents() {
        return sentence("rs2").contains("lost");
    }

    /** By a template's words. */
    public static boolean byTemplate() {
        return "%s is %d s old".formatted("rs2", 3).endsWith("old");
    }

    /** Not by text: this may go on as before. */
    public static boolean byKey() {
        return "rs2".equals("rs" + sentence("rs2").indexOf("rs2") / 100 + 2) || "loan-card".equals(key());
    }

    private static String key() {
        return "loan-card";
    }
}
