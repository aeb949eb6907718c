/** What each package contains, by name, hash and licence: bill of materials, notices and copyright file. See decision 0002. */
package dev.headroom.share.legal;
