/** Whether the key or the certificate that a host shows is one that the operator trusts. */
package dev.headroom.backend.remote.jsch.hostkeys;
