/** SSH by JSch; the only package that imports it. */
package dev.headroom.backend.remote.jsch;
