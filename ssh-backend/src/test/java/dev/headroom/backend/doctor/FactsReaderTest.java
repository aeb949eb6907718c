package dev.headroom.backend.doctor;

import static dev.headroom.backend.doctor.Texts.facts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What real tools print is understood, and what is missing stays unknown. */
class FactsReaderTest {
    /** Of iproute2 6.1: a VLAN, a point-to-point link with its peer, an address of IPv6. */
    @Test
    void addressesHaveTheirInterface() {
        HostFacts facts = facts("""
            address 1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever
            address 3: eth0.5@eth0    inet 192.0.2.7/24 brd 192.0.2.255 scope global eth0.5\\       valid_lft forever
            address 4: wg0    inet 10.9.0.1 peer 10.9.0.2/32 scope global wg0\\       valid_lft forever preferred_lft forever
            address 3: eth0.5@eth0    inet6 fd00::7/64 scope global \\       valid_lft forever preferred_lft forever
            """);
        assertThat(facts.network().linksOf("192.0.2.7")).containsExactly("eth0.5");
        assertThat(facts.network().linksOf("10.9.0.1")).containsExactly("wg0");
        assertThat(facts.network().local()).contains("fd00::7").doesNotContain("10.9.0.2");
    }

    /** Of /proc/PID/net/fib_trie: an address is local by the line below its leaf, a network or broadcast address is not. */
    @Test
    void theAddressesOfAContainerAreTheLocalLeaves() {
        HostFacts facts = facts("""
            container web-1 1 4711
            namespace web-1
            trie web-1 Main:
            trie web-1   +-- 0.0.0.0/0 3 0 5
            trie web-1      |-- 0.0.0.0
            trie web-1         /0 universe UNICAST
            trie web-1      +-- 10.0.3.0/24 2 0 2
            trie web-1         |-- 10.0.3.0
            trie web-1            /24 link UNICAST
            trie web-1         |-- 10.0.3.11
            trie web-1            /32 host LOCAL
            trie web-1         |-- 10.0.3.255
            trie web-1            /32 link BROADCAST
            trie web-1      |-- 192.0.2.100
            trie web-1         /32 host LOCAL
            container web-s1 0 -
            """);
        assertThat(facts.containers().values())
                .extracting(HostFacts.ContainerFacts::name, HostFacts.ContainerFacts::autostart)
                .containsExactly(tuple("web-1", true), tuple("web-s1", false));
        assertThat(facts.containers().values())
                .extracting(container -> container.network().map(NetworkFacts::local))
                .containsExactly(Optional.of(Set.of("10.0.3.11", "192.0.2.100")), Optional.empty());
    }

    @Test
    void whatAHostDoesNotTellIsUnknown() {
        HostFacts facts = facts(
                "user 1000 headroom\nsynchronized \nspace Filesystem 1024-blocks Used Available Capacity Mounted on");
        assertThat(facts.user()).isEqualTo("headroom");
        assertThat(facts.root()).isFalse();
        assertThat(facts.boot()).isEmpty();
        assertThat(facts.sync()).isEmpty();
        assertThat(facts.controllers()).isEmpty();
        assertThat(facts.loans()).isEmpty();
        assertThat(facts.synchronizedClock()).isEmpty();
        assertThat(facts.freeKilobytes()).isEmpty();
        assertThat(facts.network().setting("net/ipv4/vs/expire_nodest_conn")).isEmpty();
    }

    @Test
    void theFreeSpaceIsTheColumnBeforeThePercentage() {
        assertThat(facts("space tmpfs                   814812      1020    813792       1% /run\n")
                        .freeKilobytes())
                .hasValue(813_792);
    }
}
