package dev.headroom.backend.act;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.backend.command.CommandLine;
import dev.headroom.backend.command.RevertCommands.Change;
import dev.headroom.ma2scf.model.DestinationSpec;
import dev.headroom.ma2scf.model.DirectorId;
import dev.headroom.ma2scf.model.Endpoint;
import dev.headroom.ma2scf.model.ForwardingMethod;
import dev.headroom.ma2scf.model.ServiceId;
import dev.headroom.ma2scf.model.Thresholds;
import dev.headroom.ma2scf.model.VirtualAddress;
import dev.headroom.ma2scf.model.Weight;
import dev.headroom.ma2scf.plan.TableAction;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What takes back the changes of a plan on one director. */
class TakenBackTest {
    private static final DirectorId LB1 = new DirectorId("lb1");
    private static final ServiceId WEB = new ServiceId("web");
    private static final VirtualAddress MARK = new VirtualAddress.FirewallMark(7, true);

    private static DestinationSpec spec(String endpoint, int weight) {
        return new DestinationSpec(
                Endpoint.parse(endpoint),
                new ForwardingMethod.Masquerading(),
                new Weight(weight),
                new Thresholds(200, 150));
    }

    private static TableAction set(String endpoint, int before, int after) {
        return new TableAction.SetWeight(LB1, WEB, MARK, spec(endpoint, before), new Weight(after));
    }

    private static CommandLine edit(String endpoint, int weight) {
        return new CommandLine(
                List.of(("ipvsadm -e -f 7 -6 -r " + endpoint + " -m -w " + weight + " -x 200 -y 150").split(" ", -1)));
    }

    private static List<Change> of(TableAction... own) {
        return TakenBack.of(List.of(own), tool -> tool);
    }

    @Test
    void greaterWeightsComeFirstAndWhatWasAddedGoesLast() {
        assertThat(of(
                        new TableAction.AddDestination(LB1, WEB, MARK, spec("[2001:db8::3]:80", 2)),
                        set("[2001:db8::1]:80", 10, 12),
                        set("[2001:db8::3]:80", 2, 5),
                        set("[2001:db8::2]:80", 9, 0),
                        new TableAction.RemoveDestination(LB1, WEB, MARK, spec("[2001:db8::2]:80", 0))))
                .containsExactly(
                        new Change.Back(
                                "FWM 7 IPv6", "[2001:db8::2]:80", "9", List.of("0"), edit("[2001:db8::2]:80", 9)),
                        new Change.Back(
                                "FWM 7 IPv6", "[2001:db8::1]:80", "10", List.of("12"), edit("[2001:db8::1]:80", 10)),
                        new Change.Out(
                                "FWM 7 IPv6",
                                "[2001:db8::3]:80",
                                List.of("2", "5"),
                                List.of("[2001:db8::2]:80"),
                                edit("[2001:db8::3]:80", 0),
                                CommandLine.of("ipvsadm", "-d", "-f", "7", "-6", "-r", "[2001:db8::3]:80")));
    }

    /** A director does not know what serves: it quiesces nothing that the plan did not add, and adds nothing. */
    @Test
    void nothingIsQuiescedOrAdded() {
        assertThat(of(
                        set("[2001:db8::1]:80", 0, 10),
                        new TableAction.RemoveDestination(LB1, WEB, MARK, spec("[2001:db8::2]:80", 0))))
                .isEmpty();
    }
}
