package dev.headroom.backend.doctor;

/** What was checked. The names are part of the JSON output, so they stay as they are. */
public enum Check {
    LOGIN("login"),
    RIGHTS("rights"),
    TOOLS("tools"),
    READINGS("readings"),
    FORWARDING("forwarding"),
    CONNECTIONS("connections"),
    SCHEDULER("scheduler"),
    PARITY("parity"),
    SYNC("sync"),
    HEALTH_CHECKER("health-checker"),
    VIRTUAL_ADDRESS("virtual-address"),
    ARP("arp"),
    TUNNEL("tunnel"),
    STAND_BY("stand-by"),
    MACHINE("machine"),
    CLOCK("clock"),
    CONTROL_GROUPS("control-groups"),
    LOAN_MARKS("loan-marks"),
    ELECTION("election"),
    TAKING_BACK("taking-back");

    private final String word;

    Check(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
