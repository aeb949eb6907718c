package dev.headroom.backend.remote.config;

import java.util.Set;

/**
 * The keywords that ssh reads and that change nothing for Headroom: forwardings, sharing of connections, terminals, and
 * what versions of old had. Every other word that is no {@link Keyword} is a mistake.
 */
final class OtherKeywords {
    /** Of OpenSSH 9.2 to 10.5. */
    private static final Set<String> OF_OPENSSH = words("""
            addkeystoagent afstokenpassing canonicalizefallbacklocal channeltimeout cipher \
            clearallforwardings compression compressionlevel controlmaster controlpath \
            controlpersist dynamicforward enableescapecommandline enablesshkeysign \
            escapechar exitonforwardfailure fallbacktorsh fingerprinthash \
            forkafterauthentication forwardagent forwardx11 forwardx11timeout \
            forwardx11trusted gatewayports globalknownhostsfile2 gssapidelegatecredentials \
            hostbasedacceptedalgorithms hostbasedkeytypes ignoreunknown include ipqos \
            kbdinteractivedevices kerberosauthentication kerberostgtpassing localcommand \
            localforward loglevel logverbose obscurekeystroketiming permitremoteopen \
            protocol rekeylimit remotecommand remoteforward requesttty rhostsauthentication \
            rhostsrsaauthentication rsaauthentication sendenv sessiontype setenv stdinnull \
            streamlocalbindmask streamlocalbindunlink syslogfacility tunnel tunneldevice \
            updatehostkeys useprivilegedport userknownhostsfile2 useroaming usersh \
            versionaddendum visualhostkey warnweakcrypto xauthlocation
            """);

    /** Of the versions that Debian, Fedora and Apple ship. */
    private static final Set<String> OF_OTHERS = words("""
            gssapiclientidentity gssapikexalgorithms gssapikeyexchange \
            gssapirenewalforcesrekey gssapiserveridentity gssapitrustdns rsaminsize \
            usekeychain
            """);

    private OtherKeywords() {}

    /** @param keyword in lower case */
    static boolean has(String keyword) {
        return OF_OPENSSH.contains(keyword) || OF_OTHERS.contains(keyword);
    }

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }
}
