/** Apache MINA SSHD comes without a description of its module, and jlink takes no module without one. */
@SuppressWarnings("module") // the packages are in the library's jar
open module org.apache.sshd.osgi {
    requires java.logging;
    requires java.management;
    requires java.rmi;
    requires java.security.jgss;
    requires org.slf4j;
}
