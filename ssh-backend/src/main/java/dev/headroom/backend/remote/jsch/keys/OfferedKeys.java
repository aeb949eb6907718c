package dev.headroom.backend.remote.jsch.keys;

import com.jcraft.jsch.Identity;
import com.jcraft.jsch.IdentityRepository;
import dev.headroom.backend.remote.LoginKeys;
import dev.headroom.backend.remote.jsch.crypto.HostProof;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Vector;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The keys that are offered to a host in one attempt, and what became of each: those of the named files first, in their
 * order and each with its certificates in front, then the agent's others. A named key that only the agent can use is
 * offered in the place of its file, so that no number of other keys hides it.
 */
public final class OfferedKeys implements IdentityRepository {
    /** The usual LoginGraceTime of a host, while an operator is asked to touch a key. */
    private static final Duration FOR_A_TOUCH = Duration.ofMinutes(2);

    private final LoginKeys login;
    private final HostProof proof;
    private final List<OfferedKey> agent;
    private final List<String> remarks;
    private final List<Locked> unread;
    private volatile List<OfferedKey> keys;

    /**
     * Reads the files and asks the agent now, which may take some seconds.
     *
     * @param user for whom a certificate must be
     * @param now when a certificate must be valid
     * @param ring has the keys that are unlocked
     * @param proof shows an agent which host the keys are for, once that is known
     * @param left what is left of the log-in's time: an agent has most of it for a signature
     */
    public OfferedKeys(
            LoginKeys login, String user, Instant now, KeyRing ring, HostProof proof, Supplier<Duration> left) {
        Supplier<Duration> signing =
                () -> isAsking() ? FOR_A_TOUCH : left.get().multipliedBy(9).dividedBy(10);
        var chosen = new ChosenKeys(login, user, now, ring, proof, signing);
        this.login = login;
        this.proof = proof;
        keys = login.methods().publicKey() ? chosen.keys() : List.of();
        agent = chosen.agent();
        remarks = new ArrayList<>(chosen.remarks());
        unread = chosen.locked();
    }

    /**
     * A key of which only the passphrase is lacking.
     *
     * @param what what the host did with it, and why the passphrase is lacking: the end of a sentence
     */
    public record Locked(Path file, String what) {}

    /** The key that the host accepts and of which only the passphrase is lacking; else one that could not be offered for that. */
    public Optional<Locked> locked() {
        return keys.stream()
                .filter(key -> key.lockedFile().isPresent())
                .findFirst()
                .map(key -> new Locked(key.lockedFile().orElseThrow(), lack(key)))
                .or(() -> unread.stream().findFirst());
    }

    /** Whether the host accepted a key of which only the passphrase is lacking. */
    public boolean isLockedOneAccepted() {
        return isToBeAsked() && keys.stream().anyMatch(key -> key.lockedFile().isPresent());
    }

    /** The number of keys that can be offered. */
    public int count() {
        return keys.size();
    }

    /** Whether to ask the host about a key before it is signed with: a signature may take a person. */
    public boolean isToBeAsked() {
        return keys.size() != 1 || keys.getFirst().mayAsk();
    }

    /** The number of keys that the host has seen. */
    public int offered() {
        return (int) keys.stream().filter(OfferedKey::isOffered).count();
    }

    /** The number of keys that the host has refused: it sees a key for which there is no signature in vain. */
    public int refused() {
        return (int) keys.stream()
                .filter(key -> key.isOffered() && !key.isUnsigned())
                .count();
    }

    /** Whether a key was signed with: in a log-in with several keys the host had accepted that key before. */
    public boolean isSigned() {
        return keys.stream().anyMatch(key -> key.isAccepted() && !key.isUnsigned());
    }

    /** Whether the operator may be being asked for the passphrase of one, or to touch one; any thread may look. */
    public boolean isAsking() {
        return keys.stream().anyMatch(OfferedKey::isAsking);
    }

    /** The names of the keys that the host has not seen. */
    public List<String> left() {
        return keys.stream()
                .filter(key -> !key.isOffered())
                .map(OfferedKey::name)
                .toList();
    }

    /** The names of the keys with which none of the algorithms can log in. */
    public List<String> outside(List<String> algorithms) {
        return keys.stream()
                .filter(key -> !key.isOf(algorithms))
                .map(OfferedKey::name)
                .toList();
    }

    /**
     * The names of the keys with which nobody can log in to a host.
     *
     * @param taken the algorithms whose signatures it takes
     */
    public List<String> untaken(List<String> taken) {
        return keys.stream()
                .filter(key -> !key.isPlainlyOf(taken))
                .map(OfferedKey::name)
                .toList();
    }

    /** Why keys could not be offered or signed with, and what speaks against certificates. */
    public List<String> remarks() {
        return Stream.concat(
                        remarks.stream(),
                        keys.stream().filter(OfferedKey::isUnsigned).map(this::lack))
                .toList();
    }

    private String lack(OfferedKey key) {
        return (isToBeAsked() ? "the host accepts %s, but %s" : "with %s, %s").formatted(key.name(), key.lack());
    }

    @Override
    public String getName() {
        return "headroom";
    }

    @Override
    public int getStatus() {
        return RUNNING;
    }

    @Override
    @SuppressWarnings("JdkObsolete") // the type in JSch's interface
    public Vector<Identity> getIdentities() {
        if (keys.stream().anyMatch(agent::contains)) {
            login.agent().ifPresent(this::leaveOutThoseForOtherHosts);
        }
        return new Vector<>(keys);
    }

    /** An agent that knows which host this session talks to lists only the keys that it may use there. */
    private void leaveOutThoseForOtherHosts(Path socket) {
        List<Blob> usable = AgentKeys.of(socket, proof, () -> FOR_A_TOUCH, _ -> {}).stream()
                .map(OfferedKey::blob)
                .toList();
        if (proof.binding().isEmpty() || usable.isEmpty()) { // none: it may have ended, and then it does not sign
            return;
        }
        List<OfferedKey> others = keys.stream()
                .filter(key -> agent.contains(key) && !usable.contains(key.blob()))
                .toList();
        others.forEach(key -> remarks.add("the agent keeps %s for other hosts (ssh-add -h)".formatted(key.name())));
        keys = keys.stream().filter(key -> !others.contains(key)).toList();
    }

    @Override
    public boolean add(byte[] identity) {
        return false;
    }

    @Override
    public boolean remove(byte[] blob) {
        return false;
    }

    @Override
    public void removeAll() {
        // The keys belong to the caller.
    }
}
