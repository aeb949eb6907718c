/** One attempt to log in: what JSch is told, and what the operator is asked. */
package dev.headroom.backend.remote.jsch.login;
