package dev.headroom.backend.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.Protocol;
import dev.headroom.ma2scf.model.VirtualAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A director whose table changes between its five listings is never lost, and no entry is made up. */
class TornTablePropertyTest {
    private static final int LISTINGS = 5;
    private static final int DESTINATIONS = 5;

    @Property
    void isMergedByEntry(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Map<Integer, Set<Integer>>> moments = moments(random);
        IpvsTable table = IpvsTableParser.parse(frame(moments));
        for (int service = 0; service < 3; service++) {
            VirtualAddress address = address(service);
            for (int number = 0; number < DESTINATIONS; number++) {
                Endpoint endpoint = endpoint(service, number);
                List<Boolean> there = there(moments, service, number);
                boolean inTable = table.service(address)
                        .flatMap(s -> s.destination(endpoint))
                        .isPresent();
                boolean unread = table.unread().stream()
                        .anyMatch(line -> line.isOf(address)
                                && line.destination().filter(endpoint::equals).isPresent());
                assertThat(inTable && unread).isFalse();
                assertThat(inTable).as("never made up").isIn(false, there.getFirst());
                assertThat(unread).as("never made up").isIn(false, there.contains(true));
                boolean whole = moments.stream().allMatch(moment -> moment.containsKey(serviceOf(address)));
                if (!there.contains(false) && whole) {
                    assertThat(inTable).as("never lost").isTrue();
                    assertThat(table.service(address)
                                    .orElseThrow()
                                    .destination(endpoint)
                                    .orElseThrow()
                                    .counts()
                                    .active())
                            .isEqualTo(number);
                }
                if (there.getLast()) {
                    assertThat(inTable || unread || table.isUnread(address))
                            .as("never forgotten")
                            .isTrue();
                }
            }
        }
        assertThat(table.torn()
                        || new HashSet<>(moments).size() == 1
                        || table.unread().isEmpty())
                .isTrue();
    }

    private static int serviceOf(VirtualAddress address) {
        return address.equals(address(0)) ? 0 : address.equals(address(1)) ? 1 : 2;
    }

    private static List<Boolean> there(List<Map<Integer, Set<Integer>>> moments, int service, int number) {
        return moments.stream()
                .map(moment -> moment.getOrDefault(service, Set.of()).contains(number))
                .toList();
    }

    /** What is in the table at each listing: between two of them somebody adds and removes. */
    private static List<Map<Integer, Set<Integer>>> moments(SplittableRandom random) {
        Map<Integer, Set<Integer>> now = new TreeMap<>();
        for (int i = 0; i < 8; i++) {
            change(now, random);
        }
        List<Map<Integer, Set<Integer>>> moments = new ArrayList<>();
        for (int i = 0; i < LISTINGS; i++) {
            Map<Integer, Set<Integer>> copy = new TreeMap<>();
            now.forEach((service, numbers) -> copy.put(service, new TreeSet<>(numbers)));
            moments.add(copy);
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                change(now, random);
            }
        }
        return moments;
    }

    private static void change(Map<Integer, Set<Integer>> now, SplittableRandom random) {
        int service = random.nextInt(3);
        if (random.nextInt(12) == 0) {
            now.remove(service);
            return;
        }
        Set<Integer> numbers = now.computeIfAbsent(service, _ -> new TreeSet<>());
        int number = random.nextInt(DESTINATIONS);
        if (!numbers.add(number)) {
            numbers.remove(number);
        }
    }

    private static Frame frame(List<Map<Integer, Set<Integer>>> moments) {
        List<Section> sections = new ArrayList<>();
        List<String> rules = new ArrayList<>();
        moments.getFirst().forEach((service, numbers) -> {
            rules.add("-A -t " + socket(service) + " -s wrr");
            numbers.forEach(
                    n -> rules.add("-a -t %s -r %s -g -w %d".formatted(socket(service), endpoint(service, n), n)));
        });
        sections.add(new Section(SectionKind.IPVS_RULES, "", rules, 0));
        List<SectionKind> kinds = List.of(
                SectionKind.IPVS_LIST,
                SectionKind.IPVS_STATS,
                SectionKind.IPVS_THRESHOLDS,
                SectionKind.IPVS_PERSISTENT);
        for (int i = 0; i < kinds.size(); i++) {
            List<String> rows = new ArrayList<>();
            moments.get(i + 1).forEach((service, numbers) -> {
                rows.add("TCP  " + socket(service) + " wrr");
                numbers.forEach(n -> rows.add("  -> %s Route %d %d 0".formatted(endpoint(service, n), n, n)));
            });
            SectionKind kind = kinds.get(i);
            sections.addAll(Field.director(List.of(), rows).sections().stream()
                    .filter(section -> section.kind() == kind)
                    .toList());
        }
        return new Frame(1, "director", sections);
    }

    private static VirtualAddress address(int service) {
        return new VirtualAddress.Socket(Protocol.TCP, new Endpoint("192.0.2." + service, 80));
    }

    private static String socket(int service) {
        return "192.0.2." + service + ":80";
    }

    private static Endpoint endpoint(int service, int number) {
        return new Endpoint("10.0." + service + "." + number, 80);
    }
}
