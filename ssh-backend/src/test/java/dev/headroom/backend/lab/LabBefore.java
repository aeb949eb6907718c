package dev.headroom.backend.lab;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How the lab was when a test began.
 *
 * @param table of lb1
 * @param containers the state of all of them
 */
record LabBefore(String table, String containers) {
    static final LabBefore UNSEEN = new LabBefore("", "");

    /** Resets the lab and looks at it. */
    static LabBefore reset() {
        Lab.reset();
        return new LabBefore(Lab.table("lb1"), Lab.containers());
    }

    /** @param when named where the lab is not as it was */
    void assertIsAgain(String when) {
        assertThat(Lab.table("lb1")).as(when).isEqualTo(table);
        assertThat(Lab.containers()).as(when).isEqualTo(containers);
    }
}
