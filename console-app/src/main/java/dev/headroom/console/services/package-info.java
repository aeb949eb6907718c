/** Table of the virtual services. */
package dev.headroom.console.services;
