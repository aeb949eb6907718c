package dev.headroom.backend.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SnapshotJsonTest {
    /** As an operator may have it before the eyes; the columns matter below. */
    private static final String GOOD = """
            {
              "revision": 7,
              "takenAt": "2026-11-22T10:00:00Z",
              "directors": [
                {"id": "lb1", "table": {"is": "fresh", "at": "2026-11-22T10:00:00Z", "value": {
                  "entries": [
                    {"address": "TCP 192.0.2.100:80", "scheduler": {"name": "wlc", "flags": []}, "persistence": "PT0S",
                     "destinations": [
                      {"spec": {"endpoint": "192.0.2.11:80", "method": {"is": "direct-routing"}, "weight": 10,
                                "thresholds": {"upper": 0, "lower": 0}},
                       "counts": {"active": 3, "inactive": 0, "persistent": 0, "total": 99},
                       "connectionsPerSecond": 1.5}
                     ]}
                  ],
                  "probes": {"tcp:192.0.2.11:80": "OPEN"}
                }}}
              ],
              "servers": [
                {"id": "rs1", "zone": "a", "lends": true, "load": {"is": "missing", "reason": "never"},
                 "containers": {"is": "stale", "at": "2026-11-22T09:59:00Z", "reason": "lost", "value": [
                  {"id": "rs1/web-1", "role": {"is": "home", "service": "web", "endpoint": "192.0.2.11:80"},
                   "state": "RUNNING", "used": {"cpu": 0.5, "memory": 1024, "network": 0}, "listening": true}
                 ]}}
              ],
              "services": [
                {"id": "web", "address": "tcp 192.0.2.100:80", "priority": 1, "minimum": 1,
                 "demand": {"is": "fresh", "at": "2026-11-22T10:00:00Z",
                  "value": {"connectionsPerSecond": 1.5, "activeConnections": 3}}}
              ]
            }
            """;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("snapshot.json");
    }

    private String refusal(String content) throws IOException {
        return refusal(content.getBytes(StandardCharsets.UTF_8));
    }

    private String refusal(byte[] content) throws IOException {
        Files.write(file, content);
        try {
            SnapshotJson.read(file);
            return "was read";
        } catch (SnapshotException e) {
            return e.getMessage().replace(folder + "/", "");
        }
    }

    @Test
    void readsAnIndentedFile() throws Exception {
        Files.writeString(file, GOOD);

        assertThat(SnapshotJson.read(file).revision()).isEqualTo(7);
    }

    @Test
    void readsTheLastOfSeveralLines() throws Exception {
        Files.writeString(file, oneLine() + "\n" + oneLine().replace("7", "8") + "\n\n");

        assertThat(SnapshotJson.read(file).revision()).isEqualTo(8);
    }

    @Test
    void countsTheLinesBeforeTheOneItReads() throws Exception {
        String broken = oneLine().replace("\"weight\":10", "\"weight\":-1");

        assertThat(refusal(oneLine() + "\n" + oneLine() + "\n" + broken))
                .startsWith("snapshot.json:3:")
                .endsWith(
                        ": directors[0].table.value.entries[0].destinations[0].spec.weight: The weight (-1) must be within 0..2147483647.");
    }

    /** A program would take 0 for a measured value. */
    @Test
    void whatIsNotKnownIsNullOrLeftOutAndNeverZero() throws Exception {
        String line = SnapshotJson.write(SnapshotJson.parse("""
                {"servers": [{"id": "rs1", "cores": 4, "memory": 1000, "used": 1,
                  "containers": [{"id": "web-1", "state": "STOPPED"}]}],
                 "directors": [{"id": "lb1", "table": {"entries": [{"address": "tcp 192.0.2.100:80", "destinations": [
                   {"endpoint": "10.0.0.1:80", "counts": {"known": false}, "connectionsPerSecond": 0}]}]}}],
                 "services": [{"id": "web", "address": "tcp 192.0.2.100:80", "demand": 0}]}
                """, "given", true));

        assertThat(line)
                .contains(
                        "\"capacity\":{\"cpu\":4.0,\"memory\":1000,\"network\":null}",
                        "\"used\":{\"cpu\":1.0,\"memory\":0,\"network\":null}",
                        "\"active\":null,\"inactive\":null,\"persistent\":null,\"total\":null",
                        "\"connectionsPerSecond\":null")
                .doesNotContain("strain", "PT0S\",\"sources");
        assertThat(SnapshotJson.write(SnapshotJson.parse(line, "written", true)))
                .isEqualTo(line);
    }

    private static String oneLine() throws SnapshotException {
        return SnapshotJson.write(SnapshotJson.parse(GOOD, "good", true));
    }

    record Case(String name, String from, String to, String message) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> refusals() {
        String destination = "directors[0].table.value.entries[0].destinations[0]";
        return Stream.of(
                new Case(
                        "unknown field",
                        "\"revision\": 7,",
                        "\"revision\": 7, \"colour\": 1,",
                        "snapshot.json:2:18: colour: There is no such field; the fields here are directors, revision, servers, services, takenAt."),
                new Case(
                        "missing field",
                        "\"address\": \"tcp 192.0.2.100:80\", ",
                        "",
                        "snapshot.json:26:5: services[0].address: The field is missing."),
                new Case(
                        "missing field of a reading",
                        "\"at\": \"2026-11-22T09:59:00Z\", ",
                        "",
                        "servers[0].containers.at: The field is missing."),
                new Case("null", "\"zone\": \"a\"", "\"zone\": null", "servers[0].zone: It must not be null."),
                new Case(
                        "null in a list",
                        "\"flags\": []",
                        "\"flags\": [null]",
                        ".scheduler.flags[0]: It must not be null."),
                new Case(
                        "null among objects",
                        "\"servers\": [",
                        "\"servers\": [null,",
                        "servers[0]: It must not be null."),
                new Case(
                        "null for a number",
                        "\"priority\": 1",
                        "\"priority\": null",
                        "services[0].priority: It must not be null."),
                new Case(
                        "negative count",
                        "\"active\": 3",
                        "\"active\": -3",
                        destination + ".counts: The connection counts (-3, 0, 0, 99) must not be negative."),
                new Case(
                        "negative amount",
                        "\"cpu\": 0.5",
                        "\"cpu\": -0.5",
                        "servers[0].containers.value[0].used: The cpu (-0.5) must be a finite number of at least 0."),
                new Case(
                        "NaN",
                        "\"cpu\": 0.5",
                        "\"cpu\": NaN",
                        "servers[0].containers.value[0].used.cpu: This is no JSON: Non-standard token 'NaN'."),
                new Case(
                        "NaN as a text",
                        "\"cpu\": 0.5",
                        "\"cpu\": \"NaN\"",
                        "servers[0].containers.value[0].used: The cpu (NaN) must be a finite number of at least 0."),
                new Case(
                        "infinite by size",
                        "\"cpu\": 0.5",
                        "\"cpu\": 1e999",
                        "servers[0].containers.value[0].used: The cpu (Infinity) must be a finite number of at least 0."),
                new Case(
                        "text for a number",
                        "\"revision\": 7",
                        "\"revision\": \"7\"",
                        "revision: It must be a whole number."),
                new Case(
                        "fraction for a whole number",
                        "\"revision\": 7",
                        "\"revision\": 7.5",
                        "revision: It must be a whole number."),
                new Case(
                        "number out of range",
                        "\"revision\": 7",
                        "\"revision\": 99999999999999999999",
                        "revision: The number is out of range."),
                new Case(
                        "fraction for a weight",
                        "\"weight\": 10",
                        "\"weight\": 10.5",
                        destination + ".spec.weight: It must be a whole number."),
                new Case(
                        "number for a name",
                        "\"zone\": \"a\"",
                        "\"zone\": 5",
                        "servers[0].zone: It must be a text in quotes."),
                new Case(
                        "list for a name",
                        "\"zone\": \"a\"",
                        "\"zone\": []",
                        "servers[0].zone: It must be a text in quotes."),
                new Case(
                        "bad name",
                        "\"zone\": \"a\"",
                        "\"zone\": \"a b\"",
                        "servers[0].zone: The zone name 'a b' must be 1 to 64 letters, digits, '.', '_' or '-', and begin with a letter or digit."),
                new Case(
                        "text for a truth",
                        "\"lends\": true",
                        "\"lends\": \"yes\"",
                        "servers[0].lends: It must be true or false."),
                new Case(
                        "unknown role",
                        "\"is\": \"home\"",
                        "\"is\": \"guest\"",
                        "servers[0].containers.value[0].role: The field 'is' must be one of home, stand-by, ambiguous, unrelated."),
                new Case(
                        "unknown kind of reading",
                        "\"is\": \"missing\"",
                        "\"is\": \"gone\"",
                        "servers[0].load: The field 'is' must be one of fresh, stale, missing."),
                new Case(
                        "unknown method",
                        "\"direct-routing\"",
                        "\"route\"",
                        destination
                                + ".spec.method: The field 'is' must be one of direct-routing, masquerading, tunneling, local."),
                new Case(
                        "no kind at all",
                        "\"is\": \"missing\", ",
                        "",
                        "servers[0].load.capacity: The field is missing."),
                new Case(
                        "unknown state",
                        "\"state\": \"RUNNING\"",
                        "\"state\": \"running\"",
                        "servers[0].containers.value[0].state: 'running' must be one of STOPPED, STARTING, RUNNING, STOPPING, FROZEN, FAILED, UNKNOWN."),
                new Case(
                        "bad point in time",
                        "\"takenAt\": \"2026-11-22T10:00:00Z\"",
                        "\"takenAt\": \"today\"",
                        "takenAt: It must be a point in time such as \"2026-11-22T10:00:00Z\"."),
                new Case(
                        "bad length of time",
                        "\"persistence\": \"PT0S\"",
                        "\"persistence\": \"long\"",
                        "entries[0].persistence: It must be a length of time such as \"PT30S\"."),
                new Case(
                        "wrong port",
                        "\"endpoint\": \"192.0.2.11:80\", \"method\"",
                        "\"endpoint\": \"192.0.2.11:99999\", \"method\"",
                        destination + ".spec.endpoint: The port (99999) must be within 0..65535."),
                new Case(
                        "no port",
                        "\"endpoint\": \"192.0.2.11:80\", \"method\"",
                        "\"endpoint\": \"192.0.2.11\", \"method\"",
                        destination + ".spec.endpoint: '192.0.2.11' must be written as ADDRESS:PORT."),
                new Case(
                        "wrong port of a probe",
                        "{\"tcp:192.0.2.11:80\": \"OPEN\"}",
                        "{\"tcp:192.0.2.11:99999\": \"OPEN\"}",
                        "The port (99999) must be within 0..65535."),
                new Case(
                        "wrong address",
                        "\"TCP 192.0.2.100:80\"",
                        "\"http 192.0.2.100:80\"",
                        "entries[0].address: 'http 192.0.2.100:80' must begin with tcp, udp, sctp, fwm or fwm6, as in 'tcp 192.0.2.100:80'."),
                new Case(
                        "object for a list",
                        "\"flags\": []",
                        "\"flags\": {}",
                        "entries[0].scheduler.flags: It must be a list in [ ]."),
                new Case(
                        "text for an object",
                        "\"thresholds\": {\"upper\": 0, \"lower\": 0}",
                        "\"thresholds\": \"none\"",
                        destination + ".spec.thresholds: It must be an object in { }."),
                new Case(
                        "a field twice",
                        "\"revision\": 7,",
                        "\"revision\": 7, \"revision\": 8,",
                        "This is no JSON: Duplicate Object property \"revision\"."),
                new Case(
                        "an id twice",
                        "\"services\": [",
                        "\"services\": [{\"id\": \"web\", \"address\": \"fwm 3\", \"priority\": 1, \"minimum\": 0, \"demand\": {\"is\": \"missing\", \"reason\": \"\"}},",
                        "snapshot.json:26:6: services[1].id: The service 'web' is there twice."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusals(Case wrong) throws IOException {
        assertThat(GOOD).contains(wrong.from());

        String refusal = refusal(GOOD.replace(wrong.from(), wrong.to()));

        assertThat(refusal)
                .matches("(?s)snapshot\\.json:\\d+:\\d+: .*")
                .contains(wrong.message())
                .doesNotContain("jackson", "dev.headroom", "java.", "`", "creator", "Source")
                .doesNotContain("\n");
    }

    record Whole(String name, String content, String message) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Whole> wholeFiles() {
        return Stream.of(
                new Whole("empty", "", "snapshot.json is empty. Name a file that the command 'observe --json' wrote."),
                new Whole(
                        "blank",
                        " \n\n",
                        "snapshot.json is empty. Name a file that the command 'observe --json' wrote."),
                new Whole("null", "null", "snapshot.json: null is no snapshot."),
                new Whole("an array", "[]", "snapshot.json:1:1: It must be an object in { }."),
                new Whole("an array of snapshots", "[" + GOOD + "]", "snapshot.json:1:1: It must be an object in { }."),
                new Whole("a text", "\"web\"", "snapshot.json:1:1: It must be an object in { }."),
                new Whole("two on a line", GOOD.strip() + GOOD.strip(), "Something follows after the snapshot."),
                new Whole(
                        "YAML", "cluster: shop\n", "snapshot.json:1:1: This is no JSON: Unrecognized token 'cluster'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void wholeFiles(Whole whole) throws IOException {
        assertThat(refusal(whole.content()))
                .contains(whole.message())
                .doesNotContain("jackson", "dev.headroom", "java.", "`")
                .doesNotContain("\n");
    }

    @Test
    void refusesWhatIsNoText() throws IOException {
        assertThat(refusal(new byte[] {(byte) 0xC3, 0x28}))
                .isEqualTo("snapshot.json is no text in UTF-8. Is it the right file?");
    }

    @Test
    void refusesAFolderAndAMissingFile() {
        assertThatThrownBy(() -> SnapshotJson.read(folder))
                .isInstanceOf(SnapshotException.class)
                .hasMessage(folder + " is no file. Name one that the command 'observe --json' wrote.");
        assertThatThrownBy(() -> SnapshotJson.read(folder.resolve("none")))
                .isInstanceOf(SnapshotException.class)
                .hasMessageEndingWith("none is no file. Name one that the command 'observe --json' wrote.");
    }
}
